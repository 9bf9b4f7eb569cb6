import { Sha256 } from '@aws-crypto/sha256-js';
import { type Environment, variable } from '@carillon/runtime/environment';
import { SignatureV4 } from '@smithy/signature-v4';

export interface SignedRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type SignedFetch = (request: SignedRequest) => Promise<Response>;

const TIMEOUT_MILLISECONDS = 20_000;

/** Lambda hands a function its role's credentials by environment, and rotates them by starting it anew. */
const credentialsFrom = (environment: Environment) => ({
  accessKeyId: variable(environment, 'AWS_ACCESS_KEY_ID'),
  secretAccessKey: variable(environment, 'AWS_SECRET_ACCESS_KEY'),
  ...(environment.AWS_SESSION_TOKEN ? { sessionToken: environment.AWS_SESSION_TOKEN } : {}),
});

/** fetch with Signature Version 4 for HealthLake's FHIR REST API, which the SDK does not cover. */
export const signedFetch = (environment: Environment): SignedFetch => {
  const signer = new SignatureV4({
    service: 'healthlake',
    region: variable(environment, 'AWS_REGION'),
    credentials: credentialsFrom(environment),
    sha256: Sha256,
  });
  return async ({ method, url, headers = {}, body }) => {
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, ...headers },
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      ...(body === undefined ? {} : { body }),
    });
    const { host: _, ...sent } = signed.headers;
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    return fetch(url, { method, headers: sent, signal, ...(body === undefined ? {} : { body }) });
  };
};
