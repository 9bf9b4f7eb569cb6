import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { signedFetch } from './signed-fetch.ts';

it('signs for healthlake, with the session token, and sends what it signed', async () => {
  const seen: { url: string | undefined; headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      seen.push({ url: request.url, headers: request.headers, body });
      response.end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const fetchSigned = signedFetch({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
  });
  const url = new URL(`http://127.0.0.1:${port}/datastore/abc/r4/$export?_since=2026-11-23T20%3A00%3A00.000Z`);
  await fetchSigned({ method: 'POST', url, headers: { prefer: 'respond-async' }, body: '{"JobName":"r"}' });
  server.close();
  const [request] = seen;
  expect(request?.url).toBe('/datastore/abc/r4/$export?_since=2026-11-23T20%3A00%3A00.000Z');
  expect(request?.body).toBe('{"JobName":"r"}');
  expect(request?.headers).toMatchObject({
    prefer: 'respond-async',
    'x-amz-security-token': 'session',
    host: `127.0.0.1:${port}`,
  });
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-east-1\/healthlake\/aws4_request, SignedHeaders=host;prefer;.*, Signature=[0-9a-f]{64}$/,
  );
});
