import { DatabaseSync } from 'node:sqlite';

/** The layout of the data file. A file of another number is refused, never migrated silently. */
export const JOURNAL_VERSION = 1;

/** The data file cannot be used as it is; `mend` says the way out. */
export class JournalError extends Error {
  readonly code: 'IN_USE' | 'OTHER_VERSION';
  readonly mend: string;
  constructor(code: 'IN_USE' | 'OTHER_VERSION', message: string, mend: string) {
    super(message);
    this.name = 'JournalError';
    this.code = code;
    this.mend = mend;
  }
}

/**
 * What was deleted is overwritten ("PRAGMA secure_delete"): a message that was consumed must not be read from a free page.
 * The lock lives as long as the process, however it ends, so a second cloud on the folder is refused.
 */
const KEEPS_ALL =
  'PRAGMA secure_delete=ON; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;';
const KEEPS_NOTHING = 'PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;';

export const openFile = (file: string | undefined): DatabaseSync => {
  // No name: a private database of SQLite's own, spilled to a nameless file when it grows, gone with the process.
  const db = new DatabaseSync(file ?? '');
  try {
    db.exec(file === undefined ? KEEPS_NOTHING : KEEPS_ALL);
    db.exec('BEGIN IMMEDIATE; COMMIT;');
  } catch (error) {
    db.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new JournalError(
      'IN_USE',
      `${file} is in use by another process`,
      'Stop it, or choose another folder with --data.',
    );
  }
  const found = Number((db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version);
  if (found !== 0 && found !== JOURNAL_VERSION) {
    db.close();
    throw new JournalError(
      'OTHER_VERSION',
      `${file} has layout ${found}, this version reads ${JOURNAL_VERSION}`,
      'Choose another folder with --data, or delete this one when nothing in it is needed.',
    );
  }
  db.exec(`PRAGMA user_version=${JOURNAL_VERSION}`);
  db.exec('CREATE TABLE IF NOT EXISTS stamp(id INTEGER PRIMARY KEY CHECK(id = 1), instant INTEGER NOT NULL)');
  db.exec('INSERT OR IGNORE INTO stamp VALUES(1, 0)');
  db.exec('CREATE TABLE IF NOT EXISTS blobs(id TEXT PRIMARY KEY, bytes BLOB NOT NULL)');
  return db;
};
