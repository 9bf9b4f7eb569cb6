import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import { readHandlers } from './handler-source.ts';

const project = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'carillon-bundle-'));
  const write = (file: string, text: string): void => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('package-lock.json', '{}');
  write('src/shared/greeting.ts', "export const greeting: string = 'good day';\n");
  write(
    'src/consumers/a/handler.ts',
    "import { greeting } from '../../shared/greeting.ts';\nexport const handler = () => greeting;\n",
  );
  write('src/consumers/a/route/handler.ts', "export const handler = () => 'route';\n");
  return root;
};
const NAMES = ['consumers/a', 'consumers/a/route'];
const fileOf = (root: string, name: string): string => join(bundle(root, NAMES).get(name)?.path ?? '', 'index.mjs');

describe('bundling', () => {
  it('makes one module of each handler, in a folder that holds nothing else', async () => {
    const root = project();
    const { handler } = (await import(pathToFileURL(fileOf(root, 'consumers/a')).href)) as { handler: () => string };
    expect(handler()).toBe('good day');
    const paths = [...bundle(root, NAMES).values()].map(({ path }) => path);
    expect(paths.some((path) => paths.some((other) => other.startsWith(`${path}/`)))).toBe(false);
  });

  it('is not done again while nothing has changed', () => {
    const root = project();
    const file = fileOf(root, 'consumers/a');
    const { ino } = statSync(file);
    expect(fileOf(root, 'consumers/a')).toBe(file);
    expect(statSync(file).ino).toBe(ino);
  });

  it('follows a change in what a handler imports, and changes the hash of no other', () => {
    const root = project();
    const before = bundle(root, NAMES);
    writeFileSync(join(root, 'src/shared/greeting.ts'), "export const greeting: string = 'good night';\n");
    const after = bundle(root, NAMES);
    expect(after.get('consumers/a')?.hash).not.toBe(before.get('consumers/a')?.hash);
    expect(after.get('consumers/a/route')?.hash).toBe(before.get('consumers/a/route')?.hash);
    expect(readFileSync(fileOf(root, 'consumers/a'), 'utf8')).toContain('good night');
  });

  it('is done again when its stamp is cut short', () => {
    const root = project();
    const before = bundle(root, NAMES);
    writeFileSync(join(root, '.carillon/bundle/stamp.json'), '{"made":');
    expect(bundle(root, NAMES)).toEqual(before);
  });

  it('is done again when the packages change, by the lock file of the project or of the monorepo above it', () => {
    const root = project();
    const before = statSync(fileOf(root, 'consumers/a')).ino;
    writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
    const after = statSync(fileOf(root, 'consumers/a')).ino;
    expect(after).not.toBe(before);
    renameSync(join(root, 'package-lock.json'), join(root, 'pnpm-lock.yaml'));
    mkdirSync(join(root, 'shop'));
    cpSync(join(root, 'src'), join(root, 'shop/src'), { recursive: true });
    const below = statSync(fileOf(join(root, 'shop'), 'consumers/a')).ino;
    writeFileSync(join(root, 'pnpm-lock.yaml'), 'packages: {}');
    expect(statSync(fileOf(join(root, 'shop'), 'consumers/a')).ino).not.toBe(below);
  });

  it('says which file is wrong', () => {
    const root = project();
    writeFileSync(join(root, 'src/consumers/a/handler.ts'), "import './nowhere.ts';\n");
    expect(() => bundle(root, NAMES)).toThrow(/src\/consumers\/a\/handler.ts:1/);
  });
});

describe('handlers', () => {
  it('are found by their folders, with the settings beside them', async () => {
    const root = project();
    writeFileSync(
      join(root, 'src/consumers/a/function.ts'),
      "export const settings: object = { memoryMegabytes: 512, uses: ['ledger'] };\n",
    );
    expect((await readHandlers(root)).map(({ name, settings }) => [name, settings])).toEqual([
      ['consumers/a', { memoryMegabytes: 512, uses: ['ledger'] }],
      ['consumers/a/route', {}],
    ]);
  });

  it.each([
    ['export const settings = { memory: 512 };', 'has memory; it may have timeoutSeconds, memoryMegabytes, uses'],
    ['export default {};', 'src/consumers/a/function.ts exports no settings'],
  ])('with %s are refused', async (text, message) => {
    const root = project();
    writeFileSync(join(root, 'src/consumers/a/function.ts'), text);
    await expect(readHandlers(root)).rejects.toThrow(message);
  });
});
