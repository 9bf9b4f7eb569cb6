import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** More files than this are written side by side. */
const few = 32;
const lanes = 16;

/** Writes and removes files of `generated/`, which nothing else touches. */
export async function writeGenerated(
  root: string,
  texts: ReadonlyMap<string, string>,
  removed: readonly string[],
): Promise<void> {
  const at = (path: string): string => join(root, generated, path);
  for (const folder of new Set([...texts.keys()].map((path) => dirname(at(path)))))
    mkdirSync(folder, { recursive: true });
  if (texts.size <= few) for (const [path, text] of texts) writeFileSync(at(path), text);
  else {
    const rest = texts.entries();
    const lane = async (): Promise<void> => {
      for (const [path, text] of rest) await writeFile(at(path), text);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }
  for (const path of removed) rmSync(at(path), { force: true });
}
