import type { StatementSync } from 'node:sqlite';
import { AwsError } from './errors.ts';
import { type Report, throwOutside } from './isolate.ts';
import { type OpenFile, openFile } from './journal-file.ts';
import {
  type Blobs,
  blobsOn,
  HEAD_COLUMNS,
  LOG_COLUMNS,
  type Log,
  logOn,
  type Statements,
  sqlName,
  TABLE_COLUMNS,
  type Table,
  tableOn,
} from './journal-tables.ts';

export { JournalError } from './journal-error.ts';
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
  /** Resolves when everything written so far is on disk. @throws AwsError ServiceUnavailable when it never will be */
  durable(): Promise<void>;
  /**
   * Calls `listener` when the disk has refused a write. All of that turn is lost, with its effects, and nothing is written
   * until `resume`: what services remember of it is not so.
   */
  onFailure(listener: (error: Error) => void): void;
  resume(): void;
  /** Notes `now()` with each commit from here on; `lastInstant` gives it back after a restart. */
  stampWith(now: () => number): void;
  /** The time of the last stamped commit, 0 for a new journal. */
  lastInstant(): number;
  /** All of `work`'s writes or, when it throws, none. `work` is synchronous. */
  atomically<R>(work: () => R): R;
  close(): void;
}

/** Where a journal is kept, and whether it is checked first. */
export interface JournalOptions {
  /** A file, or nothing: then the journal lives in memory and ends with the process. */
  readonly file?: string;
  /** Reads every row of the file first and refuses it when one is not what was written. */
  readonly verify?: boolean;
  /** An effect that threw. Without it the error is thrown outside of the turn, where nobody can catch it. */
  readonly report?: Report;
}

interface Effect {
  readonly run: () => void;
  readonly key: string | undefined;
  readonly lost?: (error: Error) => void;
}

/** A piece of work under way. Its savepoint is set by its first write, so reading costs no commit. */
interface Scope {
  readonly effectsBefore: number;
  hasSavepoint: boolean;
}

/** SQLITE_FULL and SQLITE_IOERR, whatever their extension ("Result and Error Codes"). */
const isOfDisk = (error: unknown): error is Error => {
  const code = (error as { readonly errcode?: number }).errcode ?? 0;
  return (code & 0xff) === 13 || (code & 0xff) === 10;
};

const unwritable = (error: Error): AwsError =>
  new AwsError('ServiceUnavailable', `The data folder takes no writes: ${error.message}.`, {
    status: 503,
    fault: 'server',
  });

/** @throws JournalError when the file cannot be used as it is. */
export const openJournal = ({ file, verify = false, report }: JournalOptions = {}): Journal =>
  journalOn(openFile(file, { verify }), report);

/** A journal on a database that is open. */
export const journalOn = ({ db, commits }: OpenFile, report: Report = throwOutside): Journal => {
  const statements = new Map<string, StatementSync>();
  const scopes: Scope[] = [];
  let effects: Effect[] = [];
  let keys = new Set<string>();
  let turn: NodeJS.Immediate | undefined;
  let inTransaction = false;
  let now = (): number => 0;
  let failure: AwsError | undefined;
  let onFailure: (error: Error) => void = () => undefined;

  const prepare: Statements['prepare'] = (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const fresh = db.prepare(sql);
    statements.set(sql, fresh);
    return fresh;
  };
  const schedule = (): void => {
    turn ??= setImmediate(flush);
  };
  const takeEffects = (): readonly Effect[] => {
    const taken = effects;
    effects = [];
    keys = new Set();
    return taken;
  };
  /** The whole turn is lost, though parts of it may have been answered within the process. */
  const fail = (error: Error): AwsError => {
    const failed = unwritable(error);
    failure = failed;
    if (db.isTransaction) db.exec('ROLLBACK');
    inTransaction = false;
    for (const scope of scopes) scope.hasSavepoint = false;
    for (const { lost } of takeEffects()) lost?.(failed);
    onFailure(failed);
    return failed;
  };
  /** @throws AwsError ServiceUnavailable when the disk does not take it */
  const onDisk = <R>(work: () => R): R => {
    if (failure !== undefined) throw failure;
    try {
      return work();
    } catch (error) {
      throw isOfDisk(error) ? fail(error) : error;
    }
  };
  const begin = (): void => {
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
  const write: Statements['write'] = (statement) =>
    onDisk(() => {
      begin();
      return statement();
    });
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
    onDisk(() => {
      if (failed) prepare(`ROLLBACK TO s${depth}`).run();
      prepare(`RELEASE s${depth}`).run();
    });
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
    const stamped = onDisk(() => {
      const sql = 'UPDATE stamp SET instant = max(instant, ?), commits = commits + 1 WHERE id = 1 RETURNING commits';
      const row = prepare(sql).get(now()) as { readonly commits: number };
      prepare('COMMIT').run();
      inTransaction = false;
      return row;
    });
    try {
      commits.write(Number(stamped.commits));
    } catch (error) {
      report(error, 'journal: number of commits');
    }
  };
  const flush = (): void => {
    try {
      commit();
    } catch (error) {
      // Whoever waits for this commit has been rejected already.
      if (error !== failure) throw error;
    }
    for (const { run } of takeEffects()) {
      try {
        atomically(run);
      } catch (error) {
        report(error, 'journal: effect of a commit');
      }
    }
  };
  const store: Statements = { prepare, write };

  return {
    table<T>(name: string): Table<T> {
      const full = sqlName('t', name);
      db.exec(`CREATE TABLE IF NOT EXISTS ${full}(${TABLE_COLUMNS}) WITHOUT ROWID`);
      return tableOn<T>(store, full);
    },
    log<T>(name: string): Log<T> {
      const full = sqlName('l', name);
      db.exec(`CREATE TABLE IF NOT EXISTS ${full}(${LOG_COLUMNS}) WITHOUT ROWID`);
      db.exec(`CREATE TABLE IF NOT EXISTS ${full}_heads(${HEAD_COLUMNS}) WITHOUT ROWID`);
      return logOn<T>(store, full);
    },
    blobs: blobsOn(store),
    afterCommit,
    durable: () =>
      new Promise((resolve, reject) => {
        effects.push({ run: resolve, key: undefined, lost: reject });
        schedule();
      }),
    onFailure(listener) {
      onFailure = listener;
    },
    resume() {
      failure = undefined;
    },
    stampWith(clock) {
      now = clock;
    },
    lastInstant: () => Number((prepare('SELECT instant FROM stamp').get() as { instant: number }).instant),
    atomically,
    close() {
      if (turn !== undefined) clearImmediate(turn);
      // What waits for this commit stays undone, as after a crash: it is taken up again at the next start.
      takeEffects();
      try {
        commit();
      } finally {
        statements.clear();
        db.close();
        commits.close();
      }
    },
  };
};
