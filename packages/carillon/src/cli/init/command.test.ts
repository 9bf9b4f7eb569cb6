import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesOf } from '../../fixture-project.ts';
import { parse, UsageError } from '../command.ts';
import { init } from './command.ts';
import { exampleFiles } from './example.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carillon-init-'));
  vi.spyOn(console, 'log').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const run = (...argv: readonly string[]): Promise<number> => {
  const { given, positionals } = parse(init, argv);
  return init.run(given, positionals);
};

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifestIn = (project: string): Manifest =>
  JSON.parse(readFileSync(join(folder, project, 'package.json'), 'utf8')) as Manifest;

describe('carillon init', () => {
  it('writes the example project, under the name of its folder', async () => {
    expect(await run(join(folder, 'deep/My Shop'))).toBe(0);
    const written = filesOf(join(folder, 'deep/My Shop'));
    expect([...written.keys()]).toEqual([...exampleFiles().keys()].toSorted());
    const same = [...exampleFiles()].filter(([file]) => !['package.json', 'carillon.config.ts'].includes(file));
    for (const [file, text] of same) expect(written.get(file), file).toBe(text);
    expect(manifestIn('deep/My Shop').name).toBe('my-shop');
    expect(written.get('carillon.config.ts')).toContain("name: 'my-shop'");
    expect(readdirSync(join(folder, 'deep'))).toEqual(['My Shop']);
  });

  it('writes into an empty folder, and prints what it wrote as JSON', async () => {
    mkdirSync(join(folder, 'orders'));
    expect(await run(join(folder, 'orders'), '--json')).toBe(0);
    const printed = JSON.parse(String(vi.mocked(console.log).mock.lastCall?.[0])) as {
      readonly wrote: readonly string[];
    };
    expect(printed).toMatchObject({ ok: true, folder: join(folder, 'orders') });
    expect(printed.wrote).toEqual(expect.arrayContaining(['.gitignore', 'asyncapi.yaml', 'carillon.config.ts']));
  });

  it('takes the engine from the tarballs of a folder, all of its packages', async () => {
    const packages = join(folder, 'packages');
    mkdirSync(packages);
    for (const name of ['', '-catalog', '-constructs', '-local', '-runtime'])
      writeFileSync(join(packages, `carillon${name}-0.1.0.tgz`), '');
    expect(await run(join(folder, 'orders'), '--packages', packages)).toBe(0);
    const { dependencies, devDependencies } = manifestIn('orders');
    expect(dependencies['@carillon/runtime']).toBe('file:../packages/carillon-runtime-0.1.0.tgz');
    expect(devDependencies).toMatchObject({
      carillon: 'file:../packages/carillon-0.1.0.tgz',
      '@carillon/local': 'file:../packages/carillon-local-0.1.0.tgz',
    });
    expect(dependencies.constructs).toMatch(/^\d/);
  });

  it.each([
    ['no folder', () => [], 'takes one folder'],
    ['two folders', () => ['a', 'b'], 'takes one folder'],
    ['a folder that is not empty', () => [folder], 'is not empty'],
    ['packages that are not there', () => ['x', '--packages', join(folder, 'none')], 'there is no such folder'],
    [
      'packages that lack some',
      () => [join(folder, 'x'), '--packages', folder],
      '@carillon/catalog, @carillon/constructs',
    ],
  ])('refuses %s, and writes nothing', async (_, argv, message) => {
    writeFileSync(join(folder, 'carillon-0.1.0.tgz'), '');
    await expect(run(...argv())).rejects.toThrow(UsageError);
    await expect(run(...argv())).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual(['carillon-0.1.0.tgz']);
  });

  it('leaves nothing behind when it cannot write', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(run(join(file, 'orders'))).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
