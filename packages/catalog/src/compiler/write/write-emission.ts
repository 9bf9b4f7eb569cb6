import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles, readIfThere } from '../load/read-source.ts';
import type { Emission } from '../stages.ts';

/** How a folder differs from an emission; the paths are from the catalog's root, sorted. */
export interface Freshness {
  readonly stale: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

const folder = 'generated';

/** How `generated/` differs from an emission. */
export function freshness(root: string, { files }: Emission): Freshness {
  const stale: string[] = [];
  const missing: string[] = [];
  for (const [path, text] of files) {
    const there = readIfThere(join(root, folder, path));
    if (there === undefined) missing.push(`${folder}/${path}`);
    else if (there !== text) stale.push(`${folder}/${path}`);
  }
  const extra = listFiles(root, folder).filter((path) => !files.has(path.slice(folder.length + 1)));
  return { stale, missing, extra };
}

/** Makes the folder what the emission says: writes what differs, removes what is no longer emitted. */
export function writeEmission(root: string, emission: Emission): Freshness {
  const difference = freshness(root, emission);
  for (const path of [...difference.stale, ...difference.missing]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), emission.files.get(path.slice(folder.length + 1)) ?? '');
  }
  for (const path of difference.extra) rmSync(join(root, path));
  return difference;
}
