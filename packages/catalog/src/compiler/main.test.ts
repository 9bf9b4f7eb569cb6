import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hotelRoot } from './fixtures/hotel.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

function run(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out: `${out}${err}` }),
    );
  });
}

describe('the command', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'hotel-'));
    cpSync(hotelRoot, root, { recursive: true });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('writes, finds it fresh, and names what is stale, missing or extra', async () => {
    expect(await run('--root', root, '--check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('missing generated/events.ts'),
    });
    expect(await run('--root', root)).toMatchObject({
      code: 0,
      out: expect.stringContaining('generated/ is written.'),
    });
    expect(await run('--root', root, '--check')).toMatchObject({ code: 0, out: 'generated/ is fresh.\n' });
    appendFileSync(join(root, 'generated/events.ts'), '// by hand\n');
    writeFileSync(join(root, 'generated/old.ts'), '');
    rmSync(join(root, 'generated/validators/stay/stay-booked.js'));
    const { code, out } = await run('--root', root, '--check', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      diagnostics: [],
      stale: ['generated/events.ts'],
      missing: ['generated/validators/stay/stay-booked.js'],
      extra: ['generated/old.ts'],
    });
    expect(await run('--root', root, '--json')).toMatchObject({ code: 0 });
    expect(await run('--root', root, '--check')).toMatchObject({ code: 0 });
  });

  it('tells the errors of a catalog and writes nothing', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'empty-'));
    const { code, out } = await run('--root', empty, '--verify');
    rmSync(empty, { recursive: true });
    expect(code).toBe(1);
    expect(out).toContain('error document-is-asyncapi-3');
    expect(out).toContain('The catalog has errors; nothing was written.');
  });

  it('helps, lists its rules, and refuses arguments that it does not know', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--check') });
    expect(await run('--rules')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/event-name-past-tense\s+error\s+An event is named/),
    });
    expect(await run('--nonsense')).toMatchObject({ code: 2, out: expect.stringContaining("'--nonsense'") });
  });
});
