import { mkdirSync, writeFile } from 'node:fs';
import { dirname } from 'node:path';

/** Writes files while the next ones are made. */
export interface FileWriter {
  /** Begins to write a file, its folder too; waits as long as too many are under way. */
  write(path: string, text: string): Promise<void>;
  /** Resolves when all is written. @throws what the first write that failed threw */
  done(): Promise<void>;
}

/** Texts of so many files are held at once. */
const MOST = 128;

/** By callbacks and not by promises: a promise's write is three tasks, and the files of a large catalog are thousands. */
export function fileWriter(): FileWriter {
  const folders = new Set<string>();
  let underWay = 0;
  let failed: Error | undefined;
  let wake: (() => void) | undefined;
  const until = async (few: number): Promise<void> => {
    while (underWay > few)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    if (failed !== undefined) throw failed;
  };
  const ended = (error: Error | null): void => {
    underWay -= 1;
    failed ??= error ?? undefined;
    wake?.();
  };
  return {
    async write(path, text) {
      const folder = dirname(path);
      if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
      folders.add(folder);
      underWay += 1;
      writeFile(path, text, ended);
      await until(MOST);
    },
    done: () => until(0),
  };
}
