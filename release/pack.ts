import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build, isShipped, packageNames, stage } from './build.ts';

// `npm run pack [-- <folder>]`: installable tarballs of all packages; the last line of standard output is a JSON list.

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

const compiled = (source: string): string | { readonly types: string; readonly default: string } => {
  const path = source.replace('./src/', './dist/');
  if (!path.endsWith('.ts')) return path;
  const module = path.slice(0, -'.ts'.length);
  return { types: `${module}.d.ts`, default: `${module}.js` };
};

/** The manifest as published: exports lead to the compiled files, and nothing but these is listed. */
export const published = (manifest: Manifest): object => ({
  ...manifest,
  exports: Object.fromEntries(
    Object.entries(manifest.exports ?? {})
      .filter(([, path]) => isShipped(path))
      .map(([name, path]) => [name, compiled(path)]),
  ),
  files: ['dist', ...(manifest.bin === undefined ? [] : ['bin', 'templates'])],
  engines: { node: '>=24' },
});

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

const npm = (cwd: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
};

/** @throws Error when publint finds that an entry cannot be imported as declared */
const pack = async (root: string, name: string, to: string): Promise<Packed> => {
  const target = join(root, '.carillon/stage', name);
  stage(root, name, target);
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`);
  const { messages, pkg } = await publint({ pkgDir: target, level: 'error' });
  if (messages.length > 0)
    throw new Error(`publint on ${name}:\n${messages.map((each) => formatMessage(each, pkg)).join('\n')}`);
  const [packed] = JSON.parse(npm(target, ['pack', '--json', '--pack-destination', to])) as readonly Packed[];
  if (packed === undefined) throw new Error(`npm pack of ${name} printed no package.`);
  return packed;
};

/** Builds and packs every package below `packages/` of `root` into the folder `to`, which is emptied first. */
export const packAll = async (root: string, to: string): Promise<readonly Packed[]> => {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  build(root);
  const packed: Packed[] = [];
  for (const name of packageNames(root)) packed.push(await pack(root, name, to));
  return packed;
};

if (import.meta.main) {
  const to = resolve(process.argv[2] ?? '.carillon/packages');
  const packed = await packAll(process.cwd(), to);
  for (const { filename, size, unpackedSize, entryCount } of packed)
    console.error(
      `${filename}  ${(size / 1024).toFixed(0)} KB, unpacked ${(unpackedSize / 1024).toFixed(0)} KB, ${entryCount} files`,
    );
  console.log(JSON.stringify(packed.map(({ filename }) => join(to, filename))));
}
