import type { StatementSync } from 'node:sqlite';
import { openFile } from './journal-file.ts';
import { type Blobs, blobsOn, type Log, logOn, type Prepare, sqlName, type Table, tableOn } from './journal-tables.ts';

export { JournalError } from './journal-file.ts';
export type { Blobs, Log, Range, Table } from './journal-tables.ts';

/**
 * What the cloud has accepted. All services write through one journal; the writes of one turn of the event loop are one
 * transaction, so a hand-over between two services is atomic, and a thousand small writes cost one sync.
 *
 *   write … write … [turn ends] COMMIT ── then, and only then: answers leave, effects start
 */
export interface Journal {
  table<T>(name: string): Table<T>;
  log<T>(name: string): Log<T>;
  readonly blobs: Blobs;
  /** Runs `effect` once everything written so far is on disk (at the turn's end when nothing was written). */
  afterCommit(effect: () => void): void;
  /** Resolves when everything written so far is on disk. */
  durable(): Promise<void>;
  /** Notes `now()` with each commit from here on; `lastInstant` gives it back after a restart. */
  stampWith(now: () => number): void;
  /** The time of the last stamped commit, 0 for a new journal. */
  lastInstant(): number;
  /** All of `work`'s writes or, when it throws, none. `work` is synchronous. */
  atomically<R>(work: () => R): R;
  close(): void;
}

export interface JournalOptions {
  /** A file, or nothing: then the journal lives in memory and ends with the process. */
  readonly file?: string;
}

/** @throws JournalError when the file is in use or of another layout. */
export const openJournal = (options: JournalOptions = {}): Journal => {
  const db = openFile(options.file);
  const statements = new Map<string, StatementSync>();
  let effects: (() => void)[] = [];
  let turn: NodeJS.Immediate | undefined;
  let inTransaction = false;
  let savepoints = 0;
  let stamp: (() => number) | undefined;

  const prepare: Prepare = (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const fresh = db.prepare(sql);
    statements.set(sql, fresh);
    return fresh;
  };
  const flush = (): void => {
    turn = undefined;
    if (inTransaction) {
      if (stamp !== undefined) prepare('UPDATE stamp SET instant = ? WHERE id = 1').run(stamp());
      prepare('COMMIT').run();
      inTransaction = false;
    }
    const released = effects;
    effects = [];
    for (const effect of released) effect();
  };
  const schedule = (): void => {
    turn ??= setImmediate(flush);
  };
  const writing = (): void => {
    if (inTransaction) return;
    prepare('BEGIN IMMEDIATE').run();
    inTransaction = true;
    schedule();
  };
  const afterCommit = (effect: () => void): void => {
    effects.push(effect);
    schedule();
  };

  return {
    table<T>(name: string): Table<T> {
      const full = sqlName('t', name);
      db.exec(`CREATE TABLE IF NOT EXISTS ${full}(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`);
      return tableOn<T>(prepare, full, writing);
    },
    log<T>(name: string): Log<T> {
      const full = sqlName('l', name);
      db.exec(
        `CREATE TABLE IF NOT EXISTS ${full}(part TEXT, n INTEGER, entry TEXT NOT NULL, PRIMARY KEY(part, n)) WITHOUT ROWID`,
      );
      db.exec(`CREATE TABLE IF NOT EXISTS ${full}_heads(part TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID`);
      return logOn<T>(prepare, full, writing);
    },
    blobs: blobsOn(prepare, writing),
    afterCommit,
    durable: () => new Promise((resolve) => afterCommit(resolve)),
    stampWith(now) {
      stamp = now;
    },
    lastInstant: () => Number((prepare('SELECT instant FROM stamp').get() as { instant: number }).instant),
    atomically(work) {
      writing();
      const savepoint = `s${savepoints++}`;
      db.exec(`SAVEPOINT ${savepoint}`);
      try {
        const result = work();
        db.exec(`RELEASE ${savepoint}`);
        return result;
      } catch (error) {
        db.exec(`ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
        throw error;
      } finally {
        savepoints -= 1;
      }
    },
    close() {
      if (turn !== undefined) clearImmediate(turn);
      // What waits for this commit stays undone, as after a crash: it is taken up again at the next start.
      effects = [];
      flush();
      statements.clear();
      db.close();
    },
  };
};
