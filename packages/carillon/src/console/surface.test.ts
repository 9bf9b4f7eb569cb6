import { expect, it } from 'vitest';
import { consoleSurface } from './surface.ts';

const policyOf = async (path: string, host: string): Promise<string> => {
  const surface = consoleSurface({ state: () => Promise.reject(new Error('not asked')) });
  const answer = await surface.handle({
    method: 'GET',
    url: new URL(`http://127.0.0.1${path}`),
    headers: { host },
    body: new Uint8Array(),
    call: { caller: 'root', requestId: 'r' },
  });
  return answer.headers?.['content-security-policy'] ?? '';
};

it('runs and asks for nothing but what lies in its own folder: an object of a bucket is of the same origin', async () => {
  const policy = await policyOf('/console/', 'localhost:4747');
  expect(policy).toContain('script-src http://localhost:4747/console/;');
  expect(policy).toContain('connect-src http://localhost:4747/console/;');
  expect(policy).not.toContain("'self'");
});
