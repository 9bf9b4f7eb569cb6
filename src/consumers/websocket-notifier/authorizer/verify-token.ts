import { JwtVerifier } from 'aws-jwt-verify';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { Verify } from './authorize.ts';

export interface TokenIssuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly jwksUri: string;
  /** By default the platform's fetch: the verifier's own fetcher speaks https alone. */
  readonly fetch?: typeof globalThis.fetch;
}

const PATIENCE_MILLISECONDS = 3_000;

const fetcher = (fetch: typeof globalThis.fetch): Fetcher => ({
  async fetch(uri) {
    const response = await fetch(uri, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    if (!response.ok) throw new Error(`${uri}: ${response.status}`);
    return response.arrayBuffer();
  },
});

/** Checks ID tokens of a Cognito user pool ("Verifying JSON web tokens"): signature, issuer, audience, use, time. */
export const tokenVerifier = ({ issuer, clientId, jwksUri, fetch = globalThis.fetch }: TokenIssuer): Verify => {
  const verifier = JwtVerifier.create(
    {
      issuer,
      audience: clientId,
      jwksUri,
      customJwtCheck: ({ payload }) => {
        if (payload.token_use !== 'id') throw new Error('Not an ID token');
      },
    },
    { jwksCache: new SimpleJwksCache({ fetcher: fetcher(fetch) }) },
  );
  return async (token) => {
    const { sub, 'cognito:groups': groups } = await verifier.verify(token);
    if (sub === undefined) throw new Error('A token without a subject');
    return { sub, groups: Array.isArray(groups) ? groups.map(String) : [] };
  };
};
