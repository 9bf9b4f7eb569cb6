import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openJournal } from '@carillon/local/kernel/journal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SYSTEM_NODE = '/usr/bin/node';

const run = (argv: readonly string[], node: string = process.execPath): SpawnSyncReturns<string> =>
  spawnSync(node, ['packages/carillon/bin/carillon.mjs', ...argv], { cwd: ROOT, encoding: 'utf8', timeout: 300_000 });

const majorOf = (node: string): number =>
  existsSync(node) ? Number(/^v(\d+)/.exec(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? 0) : 0;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carillon-refusals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  const major = majorOf(SYSTEM_NODE);
  it.skipIf(major === 0 || major >= 24)('says plainly that a Node is too old, and how to go on', () => {
    const { status, stderr, stdout } = run(['start', '--data', folder], SYSTEM_NODE);
    expect(status).toBe(78);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/Node 24 or newer is needed, this is v\d+/);
    expect(stderr).toContain('npm ci');
    expect(stderr).not.toContain('    at ');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells what it can', () => {
    const overview = run(['--help']);
    expect([overview.status, overview.stdout]).toEqual([0, expect.stringContaining('start')]);
    const help = run(['start', '--help']);
    expect(help.status).toBe(0);
    for (const option of ['--once', '--json', '--speed', '--fhir', '--port', '--data', '--memory', '--help'])
      expect(help.stdout).toContain(option);
  });

  it.each([
    [['nonsense'], 'nonsense'],
    [['start', '--nonsense'], '--nonsense'],
    [['start', '--port', 'many'], '--port'],
    [['start', '--speed', '0'], '--speed'],
    [['start', '--memory', '--data', 'x'], 'choose one'],
  ])('refuses %j as unusable', (argv, about) => {
    const { status, stderr, stdout } = run(argv);
    expect(status).toBe(64);
    expect(stderr).toContain(about);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
  });

  it('refuses a folder of FHIR files that is not there, or empty', () => {
    for (const fhir of [join(folder, 'none'), folder]) {
      const { status, stderr } = run(['start', '--once', '--fhir', fhir]);
      expect(status).toBe(64);
      expect(stderr).toContain(fhir);
      expect(stderr).not.toContain('    at ');
    }
  });

  it('refuses a taken port before it touches anything', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const data = join(folder, 'data');
    const { status, stderr } = run(['start', '--port', String(port), '--data', data]);
    server.close();
    expect(status).toBe(69);
    expect(stderr).toContain(`Port ${port}`);
    expect(stderr).toContain('--port');
    expect(stderr).toContain('Nothing was touched');
    expect(existsSync(data)).toBe(false);
  });

  it('refuses a data folder in use', () => {
    const journal = openJournal({ file: join(folder, 'cloud.sqlite') });
    const { status, stderr } = run(['start', '--port', '0', '--data', folder]);
    journal.close();
    expect(status).toBe(69);
    expect(stderr).toContain('in use');
    expect(stderr).toContain('--data');
  });
});
