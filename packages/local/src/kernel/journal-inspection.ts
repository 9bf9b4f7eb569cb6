import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { commitCountFile, readCommitCount } from './commit-count.ts';
import { JournalError } from './journal-error.ts';
import { damagedRows } from './row-check.ts';

/** The layout of the data file. A file of another number is refused, never migrated silently. */
export const JOURNAL_VERSION = 2;

export const isBusy = (error: unknown): boolean => /locked|busy/i.test(String(error));

export const inUse = (file: string): JournalError =>
  new JournalError('IN_USE', `${file} is in use by another process`, 'Stop it, or choose another folder with --data.');

const COPY = 'Put back a copy of the data folder, or choose another with --data.';

const damaged = (message: string, mend: string = COPY): JournalError => new JournalError('DAMAGED', message, mend);

const requireWritable = (file: string): void => {
  for (const name of [dirname(file), file]) {
    try {
      if (existsSync(name)) accessSync(name, constants.R_OK | constants.W_OK);
    } catch (error) {
      const code = (error as { readonly code?: string }).code ?? String(error);
      const mend = 'Give this user the right to write it, or choose another folder with --data.';
      throw new JournalError('READ_ONLY', `${name} cannot be written (${code})`, mend);
    }
  }
};

/** A folder that others may read becomes its owner's alone: not one that holds something else already. */
const requireOwn = (file: string): void => {
  const folder = dirname(file);
  const isShared = (statSync(folder).mode & 0o077) !== 0;
  const names = readdirSync(folder);
  if (!isShared || names.length === 0 || names.some((name) => name.startsWith(basename(file)))) return;
  const mend = 'Name an empty or a new folder with --data, or take the rights of others from this one (chmod 700).';
  throw new JournalError('SHARED_FOLDER', `${folder} holds other files, and others of this machine may read it`, mend);
};

const numberIn = (db: DatabaseSync, sql: string, column: string): number =>
  Number((db.prepare(sql).get() as Record<string, number> | undefined)?.[column] ?? 0);

const requireVersion = (file: string, db: DatabaseSync): void => {
  const found = numberIn(db, 'PRAGMA user_version', 'user_version');
  if (found === JOURNAL_VERSION) return;
  const isEmpty = numberIn(db, 'SELECT count(*) AS n FROM sqlite_schema', 'n') === 0;
  if (found === 0 && isEmpty) return;
  throw new JournalError(
    'OTHER_VERSION',
    `${file} has layout ${found}, this version reads ${JOURNAL_VERSION}`,
    'Choose another folder with --data, or delete this one when nothing in it is needed.',
  );
};

/** Every acknowledged commit is in the file, or the number of those that are missing is reported. */
const requireCommits = (file: string, kept: number, lastAt: number): void => {
  const acknowledged = readCommitCount(file);
  const accept = `To go on with what is there, delete ${commitCountFile(file)}.`;
  if (acknowledged === 'unreadable') throw damaged(`${commitCountFile(file)} is damaged`, accept);
  if (acknowledged === undefined || kept >= acknowledged) return;
  const log = existsSync(`${file}-wal`) ? 'is damaged or cut' : 'is missing';
  const until = lastAt === 0 ? '' : `, the last of them of ${new Date(lastAt).toISOString()}`;
  throw damaged(
    `${file} holds ${kept} of ${acknowledged} acknowledged commits${until}: its write-ahead log ${log}, or it is an older copy`,
    `Put back ${basename(file)}-wal or a copy of the whole folder. ${accept}`,
  );
};

const requireRows = (file: string, db: DatabaseSync): void => {
  const said = (db.prepare('PRAGMA quick_check(3)').all() as unknown as { quick_check: string }[]).map(
    ({ quick_check }) => quick_check,
  );
  if (said.join() !== 'ok') throw damaged(`${file} is damaged: ${said.join('; ')}`);
  const rows = [...damagedRows(db)].map(([table, count]) => `${count} of ${table}`);
  if (rows.length > 0) throw damaged(`${file} is damaged: rows that are not what was written: ${rows.join(', ')}`);
};

const hasStamp = (db: DatabaseSync): boolean =>
  numberIn(db, "SELECT count(*) AS n FROM sqlite_schema WHERE name = 'stamp'", 'n') === 1;

/** Where there is no log nobody has the file open, and SQLite is kept from making a log beside it. */
const addressOf = (file: string): string | URL => {
  if (existsSync(`${file}-wal`)) return file;
  const address = pathToFileURL(file);
  address.searchParams.set('immutable', '1');
  return address;
};

/** Reads only, so that whatever is found wrong can still be looked into. */
const inspectDatabase = (file: string, verify: boolean): void => {
  const db = new DatabaseSync(addressOf(file), { readOnly: true });
  try {
    requireVersion(file, db);
    const stamp = hasStamp(db);
    const read = (column: string): number => (stamp ? numberIn(db, `SELECT ${column} FROM stamp`, column) : 0);
    requireCommits(file, read('commits'), read('instant'));
    if (verify) requireRows(file, db);
  } catch (error) {
    if (error instanceof JournalError) throw error;
    throw isBusy(error) ? inUse(file) : damaged(`${file} cannot be read: ${(error as Error).message}`);
  } finally {
    db.close();
  }
};

/**
 * Whether the data file may be opened: nothing is changed before all of it is answered. `verify` reads every row.
 * @throws JournalError
 */
export const inspectFile = (file: string, verify: boolean): void => {
  requireWritable(file);
  requireOwn(file);
  if (!existsSync(file) || statSync(file).size === 0) requireCommits(file, 0, 0);
  else inspectDatabase(file, verify);
};
