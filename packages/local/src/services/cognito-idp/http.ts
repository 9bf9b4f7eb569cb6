import type { HttpSurface, WireResponse } from '../../kernel/service.ts';
import type { SigningKeys } from './signing-key.ts';
import type { UserPools } from './user-pool.ts';

export const PREFIX = '/_aws/cognito-idp';

const json = (status: number, body: object): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=86400' },
  body: JSON.stringify(body),
});

/** What anybody may read of a pool: its keys and its OpenID Connect discovery document, below its issuer's address. */
export const wellKnownSurface = (pools: UserPools, keys: SigningKeys): HttpSurface => ({
  prefix: PREFIX,
  async handle({ method, url }) {
    const [poolId = '', wellKnown, document, ...more] = url.pathname.slice(PREFIX.length + 1).split('/');
    const pool = pools.pools.get(poolId);
    if (pool === undefined || method !== 'GET' || wellKnown !== '.well-known' || more.length > 0)
      return json(404, { message: 'Not Found' });
    if (document === 'jwks.json') return json(200, keys.jwks(poolId));
    if (document !== 'openid-configuration') return json(404, { message: 'Not Found' });
    return json(200, {
      issuer: pool.issuer,
      jwks_uri: `${pool.issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
    });
  },
});
