import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const bin = mkdtempSync(join(tmpdir(), 'carillon-audit-'));
afterAll(() => rmSync(bin, { recursive: true }));

/** The script with an npm that answers so, and a cargo that has no audit. */
const audited = (answer: string, status: number): { readonly code: number | null; readonly out: string } => {
  for (const [name, body] of [
    ['npm', `cat <<'END'\n${answer}\nEND\nexit ${status}`],
    ['cargo', 'exit 101'],
  ] as const) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const { status: code, stdout } = spawnSync(join(ROOT, '.ci/audit'), { env, encoding: 'utf8' });
  return { code, out: stdout };
};

const found = (high: number): string =>
  JSON.stringify({ metadata: { vulnerabilities: { low: 1, high, total: 1 + high } } });

describe('.ci/audit', () => {
  it('fails for what is high, and tells how much there is', () => {
    expect(audited(found(2), 1)).toEqual({ code: 1, out: expect.stringContaining('"high":2') });
    expect(audited(found(0), 0)).toEqual({ code: 0, out: expect.stringContaining('"high":0') });
  });

  it.each([
    ['{"message":"405 Method Not Allowed"}', '405 Method Not Allowed'],
    ['{"error":{"code":"ENOAUDIT","summary":"no endpoint"}}', 'no endpoint'],
    ['<html>', 'no JSON'],
    ['', 'no answer'],
  ])('says that nothing was audited where the registry answers %j', (answer, why) => {
    const { code, out } = audited(answer, 1);
    expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`${why}[^]*NOT AUDITED`))]);
  });
});
