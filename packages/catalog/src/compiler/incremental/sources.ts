import { statSync } from 'node:fs';
import { join } from 'node:path';
import { documentFile } from '../load/load-catalog.ts';
import { listFiles, readIfThere, readSource } from '../load/read-source.ts';
import type { CatalogSource } from '../stages.ts';
import { UPCASTERS } from '../upcasters.ts';

/** The folders that a catalog is read from, beside `asyncapi.yaml`. */
export const sourceFolders: readonly string[] = ['catalog', UPCASTERS];

/** Whether a path is of the document, a schema or an upcaster. */
export const isSource = (path: string): boolean =>
  path === documentFile ||
  path.startsWith('catalog/') ||
  (path.startsWith(`${UPCASTERS}/`) && !path.endsWith('.test.ts'));

/** The source after the files or folders at `paths` changed, came or went; all is read anew where nothing is known. */
export function reread(root: string, source: CatalogSource | undefined, paths: readonly string[]): CatalogSource {
  if (source === undefined) return readSource(root);
  const files = new Map(source.files);
  const changed = new Set(paths);
  for (const known of source.files.keys())
    if (changed.has(known) || paths.some((path) => known.startsWith(`${path}/`))) files.delete(known);
  for (const file of paths.flatMap((path) => filesAt(root, path)).filter(isSource)) {
    const text = readIfThere(join(root, file));
    if (text !== undefined) files.set(file, text);
  }
  if (!files.has(documentFile)) files.set(documentFile, '');
  // A file that is set again keeps its place.
  const isSameSet = files.size === source.files.size && [...files.keys()].every((file) => source.files.has(file));
  if (isSameSet) return { files: new Map([...source.files.keys()].map((file) => [file, files.get(file) ?? ''])) };
  return { files: new Map([...files].toSorted(([one], [other]) => (rank(one) < rank(other) ? -1 : 1))) };
}

/** The order in which a folder is read. */
const rank = (path: string): string => `${path === documentFile ? 0 : path.startsWith('catalog/') ? 1 : 2}${path}`;

function filesAt(root: string, path: string): readonly string[] {
  const there = statSync(join(root, path), { throwIfNoEntry: false });
  if (there === undefined) return [];
  return there.isDirectory() ? listFiles(root, path) : [path];
}
