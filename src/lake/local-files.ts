import { chmodSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import type { LakeFile } from './lake.ts';

/** Keys and bytes of an archive that lies elsewhere. */
interface ObjectStore {
  keys(): Promise<readonly string[]>;
  read(key: string): Promise<Uint8Array>;
}

/** Files, and what is to be done when nobody reads them any more. */
export interface LocalFiles {
  readonly files: readonly LakeFile[];
  release(): void;
}

/** A folder that is an archive already: `events/` or, where it is there, its copy `parquet/`. */
export const folderFiles = (folder: string, format: 'events' | 'parquet' = 'events'): LocalFiles => {
  const pattern = format === 'events' ? 'events/**/*.ndjson.gz' : 'parquet/**/*.parquet';
  const keys = globSync(pattern, { cwd: folder }).map((key) => key.replaceAll('\\', '/'));
  return { files: keys.toSorted().map((key) => ({ key, path: join(folder, key) })), release: () => undefined };
};

/**
 * Objects that are elsewhere, brought into a folder that only this user can read; it goes when they are released or the
 * process ends. Only what `isWanted` is fetched.
 */
export const fetchedFiles = async (store: ObjectStore, isWanted: (key: string) => boolean): Promise<LocalFiles> => {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-lake-'));
  chmodSync(folder, 0o700);
  const release = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    const files: LakeFile[] = [];
    for (const key of (await store.keys()).filter(isWanted)) {
      const path = resolve(folder, key);
      if (!path.startsWith(folder + sep)) throw new Error(`the key ${key} leads out of the archive`);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, await store.read(key), { mode: 0o600 });
      files.push({ key, path });
    }
    return {
      files,
      release() {
        process.removeListener('exit', release);
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
};
