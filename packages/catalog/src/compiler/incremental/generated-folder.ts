import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../load/read-source.ts';
import { digest } from './stamps.ts';

/** What lies in `generated/`: the digest of each file, by its path under it. */
export type Digests = ReadonlyMap<string, string>;

export const generated = 'generated';

/** Reads what lies there. */
export function readDigests(root: string): Digests {
  return new Map(
    listFiles(root, generated).map((path) => [
      path.slice(generated.length + 1),
      digest(readFileSync(join(root, path), 'utf8')),
    ]),
  );
}

/** Removes files of `generated/`, which nothing else touches. */
export function removeGenerated(root: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(root, generated, path), { force: true });
}
