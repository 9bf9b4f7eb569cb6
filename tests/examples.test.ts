import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLE = join(ROOT, 'examples/orders');
const folder = mkdtempSync(join(tmpdir(), 'carillon-example-'));

const carillon = (...argv: readonly string[]): { readonly status: number | null; readonly output: string } => {
  const args = [join(ROOT, 'packages/carillon/bin/carillon.mjs'), ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
};

/** The files of the example that git has, or would take. */
const inGit = (): readonly string[] =>
  spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '.'], { cwd: EXAMPLE, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => file !== '')
    .toSorted();

const textOf = (file: string): string => readFileSync(join(EXAMPLE, file), 'utf8');
const written = (): readonly string[] =>
  readdirSync(join(folder, 'orders'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'orders').length + 1))
    .toSorted();

describe('examples/orders', () => {
  beforeAll(() => expect(carillon('init', 'orders')).toMatchObject({ status: 0 }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is what carillon init writes, file for file', () => {
    expect(written()).toEqual(inGit());
    for (const file of inGit()) expect(readFileSync(join(folder, 'orders', file), 'utf8'), file).toBe(textOf(file));
  });

  it('has generated code that is fresh', () => {
    expect(carillon('catalog', 'build', '--check', '--root', EXAMPLE)).toEqual({
      status: 0,
      output: 'generated/ is fresh.\n',
    });
  });

  it('keeps the contracts of its producers and consumers', () => {
    expect(carillon('contracts', '--root', EXAMPLE)).toMatchObject({ status: 0 });
  });

  it('takes the versions of packages that this repository is tested with', () => {
    interface Manifest {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly devDependencies: Readonly<Record<string, string>>;
    }
    const versionsOf = (text: string): Readonly<Record<string, string>> => {
      const { dependencies, devDependencies } = JSON.parse(text) as Manifest;
      return { ...dependencies, ...devDependencies };
    };
    const versions = versionsOf(textOf('package.json'));
    expect(versionsOf(readFileSync(join(ROOT, 'package.json'), 'utf8'))).toMatchObject(versions);
  });
});
