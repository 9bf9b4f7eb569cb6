import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { listFiles, readIfThere } from '../load/read-source.ts';
import { compilerVersion } from './compiler-version.ts';
import type { Memory } from './session.ts';
import { isSource, sourceFolders } from './sources.ts';
import { compare, digest, type Stamp, stampOf } from './stamps.ts';

/** What one process leaves for the next. */
export interface CatalogCache {
  readonly version: string;
  /** Every source and every file of `generated/`, by its path from the root. */
  readonly files: Readonly<Record<string, Stamp>>;
  readonly warnings: readonly Diagnostic[];
  readonly memory: { readonly units: readonly (readonly [string, Written])[]; readonly sound: readonly string[] };
}

type Written = Memory['units'] extends ReadonlyMap<string, infer Each> ? Each : never;

/** Below `.carillon`, which is not committed. */
const cacheFile = '.carillon/cache/catalog.json';

/** The files that a build reads and writes; the names alone. */
const filesOf = (root: string): readonly string[] =>
  ['asyncapi.yaml', ...sourceFolders.flatMap((folder) => listFiles(root, folder)).filter(isSource)].concat(
    listFiles(root, 'generated'),
  );

/** What the last build left; undefined when it is another compiler's, is damaged in any byte, or is not there. */
export function readCache(root: string): CatalogCache | undefined {
  const text = readIfThere(join(root, cacheFile)) ?? '';
  const end = text.indexOf('\n');
  const content = text.slice(end + 1);
  if (end < 0 || digest(content) !== text.slice(0, end)) return undefined;
  const cache = JSON.parse(content) as CatalogCache;
  return cache.version === compilerVersion() ? cache : undefined;
}

/** Whether neither a source nor a generated file has changed, come or gone since; then there is nothing to compile. */
export function isUnchanged(root: string, cache: CatalogCache): boolean {
  const there = filesOf(root);
  if (there.length !== Object.keys(cache.files).length) return false;
  let touched = false;
  for (const path of there) {
    const stamp = cache.files[path];
    const is = stamp === undefined ? 'other' : compare(root, path, stamp);
    if (is === 'other') return false;
    touched ||= is === 'touched';
  }
  if (touched) write(root, { ...cache, files: stamps(root, (path) => cache.files[path]?.[0]) });
  return true;
}

const stamps = (root: string, digestOf: (path: string) => string | undefined): Readonly<Record<string, Stamp>> =>
  Object.fromEntries(
    filesOf(root).map((path) => [
      path,
      stampOf(root, path, digestOf(path) ?? digest(readIfThere(join(root, path)) ?? '')),
    ]),
  );

/** Leaves what a build without an error knows. A process that ends in the middle leaves the old cache. */
export function writeCache(root: string, memory: Memory, warnings: readonly Diagnostic[]): void {
  const files = stamps(root, (path) => memory.digests?.get(path.replace(/^generated\//, '')));
  const kept = { units: [...memory.units], sound: [...memory.sound] };
  write(root, { version: compilerVersion(), files, warnings, memory: kept });
}

function write(root: string, cache: CatalogCache): void {
  const content = JSON.stringify(cache);
  const path = join(root, cacheFile);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, `${digest(content)}\n${content}`);
  renameSync(`${path}.${process.pid}`, path);
}

export function dropCache(root: string): void {
  rmSync(join(root, cacheFile), { force: true });
}
