import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file's path and what is to be written there. */
export type TextFile = readonly [path: string, text: string];

/** Writes files while the next ones are made. */
export interface FileWriter {
  /** Begins to write a file, its folder too; waits as long as too many are under way. */
  write(path: string, text: string): Promise<void>;
  /** Resolves when all is written. @throws what the first write that failed threw */
  done(): Promise<void>;
}

/** Writes at once, in this thread. */
export function writerHere(): FileWriter {
  return { write: async (path, text) => writeText(path, text), done: async () => undefined };
}

/** Writes a file. Its folder is made when it is missed: it may have gone since the last one was written there. */
export function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
