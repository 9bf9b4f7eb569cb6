import { join } from 'node:path';
import type { Files } from '../emit/emitter.ts';
import type { FileWriter } from './file-writer.ts';
import { generated } from './generated-folder.ts';
import { digest } from './stamps.ts';

/** The digest of each file that was written, by its path under `generated/`. */
export type Written = Readonly<Record<string, string>>;

/** Where files are written to. */
export interface Target {
  readonly root: string;
  readonly writer: FileWriter;
}

/** Writes the files that are not what lies there, to no target nowhere; gives the digests of all. */
export async function writeFiles(
  files: Files,
  there: ReadonlyMap<string, string>,
  target: Target | undefined,
): Promise<Written> {
  const digests: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    const is = digest(text);
    digests[path] = is;
    if (target !== undefined && there.get(path) !== is)
      await target.writer.write(join(target.root, generated, path), text);
  }
  return digests;
}
