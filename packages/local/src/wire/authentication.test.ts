import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { authenticate, type IssuedKey } from './authentication.ts';
import type { Incoming } from './exchange.ts';

const NOW = Date.parse('2026-11-23T20:00:00Z');
const KEY: IssuedKey = { secretAccessKey: 'secret', sessionToken: 'token/+=', caller: 'arn:aws:iam::0:role/r' };

interface Wanted {
  readonly service?: string;
  readonly method?: string;
  /** As it is sent. */
  readonly target: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly accessKeyId?: string;
}

const signer = ({ service = 'events', accessKeyId = 'ISSUED' }: Wanted): SignatureV4 =>
  new SignatureV4({
    service,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: KEY.secretAccessKey, sessionToken: KEY.sessionToken },
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
const parts = (target: string): { readonly path: string; readonly query: Record<string, string> } => {
  const [path = '', query = ''] = target.split('?');
  return { path, query: Object.fromEntries(new URLSearchParams(query)) };
};
const incoming = (method: string, target: string, headers: Record<string, string>, body: string): Incoming => ({
  method,
  path: parts(target).path,
  url: new URL(`http://127.0.0.1${target}`),
  headers,
  body: Buffer.from(body),
});

const signed = async (wanted: Wanted, at = NOW): Promise<Incoming> => {
  const { target, method = 'POST', body = '', headers = {} } = wanted;
  const request = {
    method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    ...parts(target),
    headers: { host: '127.0.0.1:4747', ...headers },
    ...(body === '' ? {} : { body }),
  };
  const { headers: sent } = await signer(wanted).sign(request, { signingDate: new Date(at) });
  const names = Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]);
  return incoming(method, target, Object.fromEntries(names), body);
};

const presigned = async (wanted: Wanted, expiresIn: number): Promise<Incoming> => {
  const { target, method = 'GET' } = wanted;
  const request = {
    method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    ...parts(target),
    // As the SDK's own presigner for S3 does.
    headers: { host: '127.0.0.1:4747', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  };
  const { query = {} } = await signer(wanted).presign(request, { signingDate: new Date(NOW), expiresIn });
  const search = new URLSearchParams(query as Record<string, string>).toString().replaceAll('+', '%20');
  return incoming(method, `${parts(target).path}?${search}`, { host: '127.0.0.1:4747' }, '');
};

const who = (request: Incoming, options: { readonly now?: number; readonly key?: Partial<IssuedKey> } = {}): string => {
  const keyOf = (id: string): IssuedKey | undefined => (id === 'ISSUED' ? { ...KEY, ...options.key } : undefined);
  try {
    return authenticate(request, { keyOf, root: 'root', times: () => [options.now ?? NOW, 0] });
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

const REQUESTS: readonly Wanted[] = [
  { target: '/', body: '{"a":"ü"}', headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'A.B' } },
  {
    target: '/datastore/x/r4/$export?_since=2026-11-23T20:00:00.000Z',
    service: 'healthlake',
    method: 'POST',
    body: '{}',
  },
  { target: '/datastore/x/r4/Patient?name=a%20b&name2=%C3%BC&empty=', service: 'healthlake', method: 'GET' },
  { target: '/_aws/execute-api/a/main/@connections/abc%3D', service: 'execute-api', body: 'hello' },
  {
    target: '/bucket/a%20b/c%2Bd/../e(1)',
    service: 's3',
    method: 'PUT',
    body: 'x',
    headers: { 'x-amz-meta-a': '  b   c ' },
  },
  { target: '/bucket?list-type=2&prefix=a%2Fb&delimiter=%2F', service: 's3', method: 'GET' },
  { target: '/2015-03-31/functions/arn%3Aaws%3Alambda/invocations', service: 'lambda', body: '{}' },
];

describe('a request that is signed with a key of this cloud', () => {
  it.each(REQUESTS)('is its holder’s: $service $target', async (wanted) => {
    expect(who(await signed(wanted))).toBe(KEY.caller);
  });

  it.each(REQUESTS)('is refused when anything in it is another: $service $target', async (wanted) => {
    const request = await signed(wanted);
    const code = wanted.service === 's3' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException';
    const target = `${request.path}${request.url.search}`;
    const unsigned = String(request.headers.authorization).replace(/, Signature=.*/, '');
    const others: readonly Incoming[] = [
      { ...request, method: 'PATCH' },
      { ...request, path: `${request.path}x` },
      { ...request, url: new URL(`http://127.0.0.1${target}${request.url.search === '' ? '?' : '&'}more=1`) },
      { ...request, headers: { ...request.headers, host: 'localhost:4747' } },
      {
        ...request,
        headers: { ...request.headers, authorization: String(request.headers.authorization).slice(0, -1) },
      },
      { ...request, headers: { ...request.headers, authorization: unsigned } },
    ];
    expect(others.map((each) => who(each))).toEqual(others.map(() => code));
  });

  it('is refused when its body is another', async () => {
    const request = await signed({ target: '/', body: '{"a":1}' });
    expect(who({ ...request, body: Buffer.from('{"a":2}') })).toBe('InvalidSignatureException');
  });

  it('is refused when a parameter was left out of the signature', async () => {
    const request = await signed({ target: '/datastore/x/r4/$export', service: 'healthlake' });
    const url = new URL('http://127.0.0.1/datastore/x/r4/$export?_since=2026-11-23T20:00:00.000Z');
    expect(who({ ...request, url })).toBe('InvalidSignatureException');
  });

  it('is refused without its session’s token, and when the key has ended or was taken back', async () => {
    const request = await signed({ target: '/', service: 's3', method: 'GET' });
    const { 'x-amz-security-token': _token, ...headers } = request.headers;
    expect(who({ ...request, headers })).toBe('InvalidToken');
    expect(who(request, { key: { expired: true } })).toBe('ExpiredToken');
    expect(who(request, { key: { revoked: true } })).toBe('InvalidToken');
  });

  it('is refused a quarter of an hour before or after its time, by every clock', async () => {
    const request = await signed({ target: '/', service: 's3', method: 'GET' });
    for (const minutes of [-14, 14]) expect(who(request, { now: NOW + minutes * 60_000 })).toBe(KEY.caller);
    for (const minutes of [-16, 16]) expect(who(request, { now: NOW + minutes * 60_000 })).toBe('RequestTimeTooSkewed');
  });
});

describe('a presigned address', () => {
  it('is good for as long as it says', async () => {
    const request = await presigned({ target: '/bucket/a%20b', service: 's3' }, 60);
    expect(who(request, { now: NOW + 59_000 })).toBe(KEY.caller);
    expect(who(request, { now: NOW + 61_000 })).toBe('AccessDenied');
  });

  it('is good for nothing else', async () => {
    const request = await presigned({ target: '/bucket/a', service: 's3' }, 60);
    expect(who({ ...request, path: '/bucket/b' })).toBe('SignatureDoesNotMatch');
    expect(who({ ...request, method: 'PUT' })).toBe('SignatureDoesNotMatch');
    const longer = new URL(request.url);
    longer.searchParams.set('X-Amz-Expires', '600000');
    expect(who({ ...request, url: longer })).toBe('SignatureDoesNotMatch');
  });
});

describe('a request with another key, or with none', () => {
  it('is the account’s: nobody else reaches this machine', async () => {
    expect(who(await signed({ target: '/', accessKeyId: 'OTHER' }))).toBe('root');
    expect(who(incoming('GET', '/bucket/key', { host: '127.0.0.1' }, ''))).toBe('root');
  });
});
