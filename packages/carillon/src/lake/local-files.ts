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

const FOLDER = 'carillon-lake-';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Copies of persons' data that a process left which was killed. */
const sweep = (): void => {
  for (const name of globSync(`${FOLDER}*-*`, { cwd: tmpdir() })) {
    const pid = Number(name.slice(FOLDER.length).split('-')[0]);
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Acts when the process ends, be it by a signal, unless the answer is called. A signal does not emit `exit` by itself. */
const atTheEnd = (act: () => void): (() => void) => {
  const ended = (signal: NodeJS.Signals): void => {
    leave();
    act();
    process.kill(process.pid, signal);
  };
  const leave = (): void => {
    process.removeListener('exit', act);
    for (const signal of SIGNALS) process.removeListener(signal, ended);
  };
  process.once('exit', act);
  for (const signal of SIGNALS) process.once(signal, ended);
  return leave;
};

/** A folder that only this user can read, for copies of persons' data. */
export interface PrivateFolder {
  readonly path: string;
  release(): void;
}

/** It goes when it is released, the process ends, or, where that was too sudden, when the next one comes. */
export const privateFolder = (): PrivateFolder => {
  sweep();
  const path = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  chmodSync(path, 0o700);
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  const leave = atTheEnd(remove);
  return {
    path,
    release() {
      leave();
      remove();
    },
  };
};

/** Objects that are elsewhere, brought below a folder under their keys. */
export const fetchInto = async (
  folder: string,
  store: Pick<ObjectStore, 'read'>,
  keys: readonly string[],
): Promise<readonly LakeFile[]> => {
  const files: LakeFile[] = [];
  for (const key of keys) {
    const path = resolve(folder, key);
    if (!path.startsWith(folder + sep)) throw new Error(`the key ${key} leads out of the archive`);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, await store.read(key), { mode: 0o600 });
    files.push({ key, path });
  }
  return files;
};

/** Objects that are elsewhere, in a folder of their own. Only what `isWanted` is fetched. */
export const fetchedFiles = async (store: ObjectStore, isWanted: (key: string) => boolean): Promise<LocalFiles> => {
  const { path, release } = privateFolder();
  try {
    return { files: await fetchInto(path, store, (await store.keys()).filter(isWanted)), release };
  } catch (error) {
    release();
    throw error;
  }
};
