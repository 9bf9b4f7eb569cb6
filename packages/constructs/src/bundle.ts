import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, buildSync, version } from 'esbuild';

/** Code that exists at synthesis: a folder with `index.mjs`, and a hash of its content. */
export interface FolderAsset {
  readonly path: string;
  readonly hash: string;
}

/** What the last bundling was made of: while all of it is unchanged, so is the result. */
interface Stamp {
  readonly made: string;
  /** Input file -> hash of its content. Packages are covered by the lock file. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Folder -> hash of the bundle in it. */
  readonly hashes: Readonly<Record<string, string>>;
}

const OPTIONS: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  sourcemap: false,
  // Half the text to load in each cold start; names stay, so that a stack trace is still readable.
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'utf8',
  metafile: true,
  logLevel: 'silent',
  // CommonJS dependencies ask for Node's own modules by `require`, which ES modules do not have.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};

const hashOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};

/** What npm, pnpm, yarn and bun write; in a monorepo it lies above the project. */
const LOCK_FILES = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

const lockFile = (folder: string): string | undefined => {
  const found = LOCK_FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
  return found ?? (dirname(folder) === folder ? undefined : lockFile(dirname(folder)));
};

/** Everything besides the inputs that the result depends on. */
const recipe = (root: string, names: readonly string[]): string => {
  const lock = lockFile(root);
  return hashOf(
    version,
    JSON.stringify(OPTIONS),
    names.join('\n'),
    ...(lock === undefined ? [] : [readFileSync(lock)]),
  );
};

const readStamp = (file: string): Stamp | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stamp;
  } catch {
    // Missing or cut short: then everything is bundled again.
    return undefined;
  }
};

const isFresh = (root: string, home: string, stamp: Stamp, made: string): boolean =>
  stamp.made === made &&
  Object.keys(stamp.hashes).every((folder) => existsSync(join(home, folder, 'index.mjs'))) &&
  Object.entries(stamp.inputs).every(([file, hash]) => {
    const path = join(root, file);
    return existsSync(path) && hashOf(readFileSync(path)) === hash;
  });

/** One folder a handler, none within another: an asset is a whole folder. */
const folderOf = (name: string): string => name.replaceAll('/', '.');

const build = (root: string, home: string, names: readonly string[], made: string): Stamp => {
  const result = buildSync({
    ...OPTIONS,
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `src/${name}/handler.ts`, out: `${folderOf(name)}/index` })),
    outdir: home,
    write: false,
  });
  const hashes: Record<string, string> = {};
  for (const { path, contents } of result.outputFiles ?? []) {
    mkdirSync(dirname(path), { recursive: true });
    // Another synthesis may read this file right now: it sees the old one or the new one, never half of it.
    writeFileSync(`${path}.${process.pid}`, contents);
    renameSync(`${path}.${process.pid}`, path);
    hashes[relative(home, dirname(path))] = hashOf(contents);
  }
  const own = Object.keys(result.metafile?.inputs ?? {}).filter((file) => !file.includes('node_modules/'));
  const inputs = Object.fromEntries(own.map((file) => [file, hashOf(readFileSync(join(root, file)))]));
  const stamp: Stamp = { made, inputs, hashes };
  writeFileSync(join(home, 'stamp.json'), `${JSON.stringify(stamp, undefined, 1)}\n`);
  return stamp;
};

/**
 * Bundles `src/<name>/handler.ts` of each name to a folder of its own, all in one esbuild run, into `.carillon/bundle`;
 * keeps what is there while nothing it was made of has changed. @throws Error with esbuild's messages.
 */
export const bundle = (root: string, names: readonly string[]): ReadonlyMap<string, FolderAsset> => {
  const made = recipe(root, names);
  const home = join(root, '.carillon', 'bundle');
  const kept = readStamp(join(home, 'stamp.json'));
  const stamp = kept !== undefined && isFresh(root, home, kept, made) ? kept : build(root, home, names, made);
  return new Map(
    names.map((name) => {
      const folder = folderOf(name);
      return [name, { path: join(home, folder), hash: stamp.hashes[folder] ?? '' }];
    }),
  );
};
