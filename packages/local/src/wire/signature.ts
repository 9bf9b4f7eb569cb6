import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Incoming } from './exchange.ts';

/** What a request says of its signature (IAM User Guide, "Elements of an AWS API request signature"). */
export interface Signed {
  readonly accessKeyId: string;
  /** `<date>/<region>/<service>/aws4_request` */
  readonly scope: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** Seconds that a presigned address is good for; undefined when the signature is in a header. */
  readonly expires: number | undefined;
}

type Signable = Pick<Incoming, 'method' | 'headers' | 'path' | 'url' | 'body'>;

const ALGORITHM = 'AWS4-HMAC-SHA256';

const scopeOf = (
  credential: string,
): { readonly accessKeyId: string; readonly scope: string; readonly service: string } => {
  const [accessKeyId = '', ...scope] = credential.split('/');
  return { accessKeyId, scope: scope.join('/'), service: scope.at(-2) ?? '' };
};

const names = (text: string): readonly string[] => text.split(';').filter((each) => each !== '');

const fromHeader = ({ headers }: Signable, text: string): Signed => {
  const part = (name: string): string => new RegExp(`${name}=([^,\\s]+)`).exec(text)?.[1] ?? '';
  return {
    ...scopeOf(part('Credential')),
    signedHeaders: names(part('SignedHeaders')),
    signature: part('Signature'),
    date: headers['x-amz-date'] ?? '',
    sessionToken: headers['x-amz-security-token'],
    expires: undefined,
  };
};

const fromQuery = ({ url }: Signable): Signed => {
  const part = (name: string): string => url.searchParams.get(name) ?? '';
  return {
    ...scopeOf(part('X-Amz-Credential')),
    signedHeaders: names(part('X-Amz-SignedHeaders')),
    signature: part('X-Amz-Signature'),
    date: part('X-Amz-Date'),
    sessionToken: url.searchParams.get('X-Amz-Security-Token') ?? undefined,
    expires: Number(part('X-Amz-Expires')),
  };
};

/** The parts of a signature, in the header or in the query; undefined when the request names no credential. */
export const signedOf = (request: Signable): Signed | undefined => {
  const header = request.headers.authorization;
  if (header?.includes('Credential=')) return fromHeader(request, header);
  return request.url.searchParams.has('X-Amz-Credential') ? fromQuery(request) : undefined;
};

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** RFC 3986: only letters, digits, `-`, `.`, `_` and `~` stay. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/** All services but S3 normalize the path and encode it once more. */
const canonicalPath = (path: string, service: string): string => {
  if (service === 's3') return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  const closed = path.endsWith('/') && kept.length > 0 ? '/' : '';
  return `/${kept.map(escaped).join('/')}${closed}`;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const canonicalQuery = (url: URL): string =>
  url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [escaped(decoded(name)), escaped(decoded(value))] as const;
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([a, x], [b, y]) => (a === b ? Number(x > y) - Number(x < y) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** S3 receives the hash and verifies the body against it; the others hash the body. */
const payloadHash = ({ headers, body }: Signable, { service, expires }: Signed): string => {
  const said = headers['x-amz-content-sha256'];
  if (service === 's3') return said ?? (expires === undefined ? sha256(body) : 'UNSIGNED-PAYLOAD');
  return said === 'UNSIGNED-PAYLOAD' ? said : sha256(body);
};

const canonicalRequest = (request: Signable, signed: Signed): string => {
  const value = (name: string): string => (request.headers[name] ?? '').trim().replaceAll(/\s+/g, ' ');
  return [
    request.method,
    canonicalPath(request.path, signed.service),
    canonicalQuery(request.url),
    ...signed.signedHeaders.map((name) => `${name}:${value(name)}`),
    '',
    signed.signedHeaders.join(';'),
    payloadHash(request, signed),
  ].join('\n');
};

const signingKey = (secret: string, scope: string): Buffer =>
  scope
    .split('/')
    .reduce<Buffer>((key, part) => createHmac('sha256', key).update(part).digest(), Buffer.from(`AWS4${secret}`));

/** IAM User Guide, "Create a signed AWS API request": the same request, signed with the same secret. */
export const isSignedWith = (secret: string, request: Signable, signed: Signed): boolean => {
  const text = [ALGORITHM, signed.date, signed.scope, sha256(canonicalRequest(request, signed))].join('\n');
  const expected = createHmac('sha256', signingKey(secret, signed.scope)).update(text).digest();
  const given = Buffer.from(signed.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
};
