import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Files } from '../emit/emitter.ts';
import { generated } from './generated-folder.ts';
import { digest } from './stamps.ts';

/** The digest of each file that was written, by its path under `generated/`. */
export type Written = Readonly<Record<string, string>>;

/** Writes the files that are not what lies there, below `root` or, without one, nowhere; gives the digests of all. */
export function writeFiles(files: Files, there: ReadonlyMap<string, string>, root: string | undefined): Written {
  const digests: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    const is = digest(text);
    digests[path] = is;
    if (root !== undefined && there.get(path) !== is) writeInto(join(root, generated, path), text);
  }
  return digests;
}

function writeInto(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
