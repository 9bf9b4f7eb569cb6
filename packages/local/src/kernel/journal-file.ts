import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type CommitCount, commitCountFile, openCommitCount } from './commit-count.ts';
import { inspectFile, inUse, isBusy, JOURNAL_VERSION } from './journal-inspection.ts';

export interface OpenFile {
  readonly db: DatabaseSync;
  readonly commits: CommitCount;
}

/**
 * What was deleted is overwritten ("PRAGMA secure_delete"): a message that was consumed must not be read from a free page.
 * The lock lives as long as the process, however it ends, so a second cloud on the folder is refused.
 */
const KEEPS_ALL =
  'PRAGMA secure_delete=ON; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;';
const KEEPS_NOTHING = 'PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;';

const prepareSchema = (db: DatabaseSync): void => {
  db.exec(
    'CREATE TABLE IF NOT EXISTS stamp(id INTEGER PRIMARY KEY CHECK(id = 1), instant INTEGER NOT NULL, commits INTEGER NOT NULL)',
  );
  db.exec('INSERT OR IGNORE INTO stamp VALUES(1, 0, 0)');
  db.exec('CREATE TABLE IF NOT EXISTS blobs(id TEXT PRIMARY KEY, bytes BLOB NOT NULL, crc INTEGER NOT NULL)');
};

const openLocked = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file);
  try {
    // The version is set before there is a write-ahead log: it is in the file even when the log gets lost.
    db.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; COMMIT;');
    const { user_version } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
    if (user_version !== JOURNAL_VERSION) db.exec(`PRAGMA user_version=${JOURNAL_VERSION}`);
    db.exec(KEEPS_ALL);
    return db;
  } catch (error) {
    db.close();
    throw isBusy(error) ? inUse(file) : error;
  }
};

/** It holds what the cloud holds, resources of persons among it: nobody else on the machine reads it, whatever was before. */
const keepPrivate = (file: string): void => {
  chmodSync(dirname(file), 0o700);
  // Who holds the lock keeps the log's index in memory; one that lies there is left over from a look.
  rmSync(`${file}-shm`, { force: true });
  // SQLite gives its log the mode of the file.
  for (const name of [file, `${file}-wal`, commitCountFile(file)]) if (existsSync(name)) chmodSync(name, 0o600);
};

/** @throws JournalError before anything in the folder is changed; without a file there is nothing to find */
export const openFile = (file: string | undefined, options: { readonly verify?: boolean } = {}): OpenFile => {
  if (file === undefined) {
    // No name: a private database of SQLite's own, spilled to a nameless file when it grows, gone with the process.
    const db = new DatabaseSync('');
    db.exec(KEEPS_NOTHING);
    prepareSchema(db);
    return { db, commits: { write: () => undefined, close: () => undefined } };
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  inspectFile(file, options.verify === true);
  closeSync(openSync(file, 'a', 0o600));
  const db = openLocked(file);
  prepareSchema(db);
  keepPrivate(file);
  const { commits } = db.prepare('SELECT commits FROM stamp').get() as { readonly commits: number };
  return { db, commits: openCommitCount(file, Number(commits)) };
};
