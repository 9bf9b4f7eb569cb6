import type { StatementSync } from 'node:sqlite';
import { type Report, throwOutside } from './isolate.ts';
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
  /**
   * Runs `effect` once everything written so far is on disk (at the turn's end when nothing was written); of several with
   * the same `key` the first. Effects are independent: one that throws is reported, what it wrote is taken back, and the
   * others run. Work that is taken back by `atomically` takes its effects with it.
   */
  afterCommit(effect: () => void, key?: string): void;
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
  /** An effect that threw. Without it the error is thrown outside of the turn, where nobody can catch it. */
  readonly report?: Report;
}

interface Effect {
  readonly run: () => void;
  readonly key: string | undefined;
}

/** A piece of work under way. Its savepoint is set by its first write, so reading costs no commit. */
interface Scope {
  readonly effectsBefore: number;
  hasSavepoint: boolean;
}

/** @throws JournalError when the file is in use or of another layout. */
export const openJournal = ({ file, report = throwOutside }: JournalOptions = {}): Journal => {
  const db = openFile(file);
  const statements = new Map<string, StatementSync>();
  const scopes: Scope[] = [];
  let effects: Effect[] = [];
  let keys = new Set<string>();
  let turn: NodeJS.Immediate | undefined;
  let inTransaction = false;
  let stamp: (() => number) | undefined;

  const prepare: Prepare = (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const fresh = db.prepare(sql);
    statements.set(sql, fresh);
    return fresh;
  };
  const schedule = (): void => {
    turn ??= setImmediate(flush);
  };
  const writing = (): void => {
    if (!inTransaction) {
      prepare('BEGIN IMMEDIATE').run();
      inTransaction = true;
      schedule();
    }
    for (const [depth, scope] of scopes.entries()) {
      if (scope.hasSavepoint) continue;
      prepare(`SAVEPOINT s${depth}`).run();
      scope.hasSavepoint = true;
    }
  };
  const afterCommit = (run: () => void, key?: string): void => {
    if (key !== undefined && keys.has(key)) return;
    if (key !== undefined) keys.add(key);
    effects.push({ run, key });
    schedule();
  };
  const leave = (scope: Scope, failed: boolean): void => {
    const depth = scopes.length - 1;
    scopes.pop();
    if (failed) for (const { key } of effects.splice(scope.effectsBefore)) if (key !== undefined) keys.delete(key);
    if (!scope.hasSavepoint) return;
    if (failed) prepare(`ROLLBACK TO s${depth}`).run();
    prepare(`RELEASE s${depth}`).run();
  };
  const atomically = <R>(work: () => R): R => {
    const scope: Scope = { effectsBefore: effects.length, hasSavepoint: false };
    scopes.push(scope);
    let failed = true;
    try {
      const result = work();
      failed = false;
      return result;
    } finally {
      leave(scope, failed);
    }
  };
  const commit = (): void => {
    turn = undefined;
    if (!inTransaction) return;
    if (stamp !== undefined) prepare('UPDATE stamp SET instant = ? WHERE id = 1').run(stamp());
    prepare('COMMIT').run();
    inTransaction = false;
  };
  const flush = (): void => {
    commit();
    const released = effects;
    effects = [];
    keys = new Set();
    for (const { run } of released) {
      try {
        atomically(run);
      } catch (error) {
        report(error, 'journal: effect of a commit');
      }
    }
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
    atomically,
    close() {
      if (turn !== undefined) clearImmediate(turn);
      // What waits for this commit stays undone, as after a crash: it is taken up again at the next start.
      effects = [];
      commit();
      statements.clear();
      db.close();
    },
  };
};
