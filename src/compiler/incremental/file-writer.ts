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
  const write = writesFiles();
  return { write: async (path, text) => write([[path, text]]), done: async () => undefined };
}

/** A function that writes files, and knows which folders it has made. */
export function writesFiles(): (files: readonly TextFile[]) => void {
  const folders = new Set<string>();
  return (files) => {
    for (const [path, text] of files) {
      const folder = dirname(path);
      if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
      folders.add(folder);
      writeFileSync(path, text);
    }
  };
}
