import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The layout of the data file. A file of another number is refused, never migrated silently. */
export const JOURNAL_VERSION = 1;

export interface Range {
  readonly prefix?: string;
  /** First key, exclusive. */
  readonly after?: string;
  /** Last key, exclusive. */
  readonly before?: string;
  readonly limit?: number;
  readonly reverse?: boolean;
}

/** Documents by key, in the order of the keys' code points. Values are JSON; what is returned is the caller's own. */
export interface Table<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  /** Whether there was something to delete. */
  delete(key: string): boolean;
  scan(range?: Range): readonly (readonly [key: string, value: T])[];
  count(prefix?: string): number;
}

/** Append-only sequences, one a partition, numbered from 1 without gaps. */
export interface Log<T> {
  append(partition: string, entry: T): number;
  /** Entries numbered above `after`, at most `limit`. */
  read(partition: string, after: number, limit: number): readonly { readonly n: number; readonly entry: T }[];
  last(partition: string): number;
  /** Drops a partition's entries up to and with `n`; numbers are not used again. */
  trim(partition: string, n: number): void;
}

export interface Blobs {
  get(id: string): Uint8Array | undefined;
  put(id: string, bytes: Uint8Array): void;
  delete(id: string): void;
}

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

const open = (file: string | undefined): DatabaseSync => {
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

const sqlName = (kind: string, name: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`journal name ${name}: lower case letters, digits and _ only`);
  return `${kind}_${name}`;
};

/** The code point after the last: every key with the prefix sorts below prefix + this. */
const ABOVE = '\u{10ffff}';

const whereOf = (range: Range): { readonly clause: string; readonly values: readonly string[] } => {
  const parts: string[] = [];
  const values: string[] = [];
  if (range.prefix !== undefined && range.prefix !== '') {
    parts.push('key >= ?', 'key < ?');
    values.push(range.prefix, range.prefix + ABOVE);
  }
  if (range.after !== undefined) {
    parts.push('key > ?');
    values.push(range.after);
  }
  if (range.before !== undefined) {
    parts.push('key < ?');
    values.push(range.before);
  }
  return { clause: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
};

type Prepare = (sql: string) => StatementSync;

const tableOn = <T>(prepare: Prepare, name: string, writing: () => void): Table<T> => ({
  get(key) {
    const row = prepare(`SELECT value FROM ${name} WHERE key = ?`).get(key) as { value: string } | undefined;
    return row === undefined ? undefined : (JSON.parse(row.value) as T);
  },
  put(key, value) {
    writing();
    prepare(`INSERT INTO ${name}(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value`).run(
      key,
      JSON.stringify(value),
    );
  },
  delete(key) {
    writing();
    return Number(prepare(`DELETE FROM ${name} WHERE key = ?`).run(key).changes) > 0;
  },
  scan(range = {}) {
    const { clause, values } = whereOf(range);
    const sql = `SELECT key, value FROM ${name} ${clause} ORDER BY key ${range.reverse === true ? 'DESC' : 'ASC'} LIMIT ?`;
    const rows = prepare(sql).all(...values, range.limit ?? -1) as unknown as { key: string; value: string }[];
    return rows.map(({ key, value }) => [key, JSON.parse(value) as T] as const);
  },
  count(prefix = '') {
    const { clause, values } = whereOf({ prefix });
    return Number((prepare(`SELECT count(*) AS n FROM ${name} ${clause}`).get(...values) as { n: number }).n);
  },
});

const logOn = <T>(prepare: Prepare, name: string, writing: () => void): Log<T> => {
  const last = (partition: string): number => {
    const row = prepare(`SELECT last FROM ${name}_heads WHERE part = ?`).get(partition) as { last: number } | undefined;
    return Number(row?.last ?? 0);
  };
  return {
    last,
    append(partition, entry) {
      writing();
      const n = last(partition) + 1;
      prepare(`INSERT INTO ${name}(part, n, entry) VALUES(?, ?, ?)`).run(partition, n, JSON.stringify(entry));
      prepare(
        `INSERT INTO ${name}_heads(part, last) VALUES(?, ?) ON CONFLICT(part) DO UPDATE SET last = excluded.last`,
      ).run(partition, n);
      return n;
    },
    read(partition, after, limit) {
      const sql = `SELECT n, entry FROM ${name} WHERE part = ? AND n > ? ORDER BY n LIMIT ?`;
      const rows = prepare(sql).all(partition, after, limit) as unknown as { n: number; entry: string }[];
      return rows.map((row) => ({ n: Number(row.n), entry: JSON.parse(row.entry) as T }));
    },
    trim(partition, n) {
      writing();
      prepare(`DELETE FROM ${name} WHERE part = ? AND n <= ?`).run(partition, n);
    },
  };
};

const blobsOn = (prepare: Prepare, writing: () => void): Blobs => ({
  get(id) {
    const row = prepare('SELECT bytes FROM blobs WHERE id = ?').get(id) as { bytes: Uint8Array } | undefined;
    return row?.bytes;
  },
  put(id, bytes) {
    writing();
    prepare('INSERT INTO blobs(id, bytes) VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET bytes = excluded.bytes').run(
      id,
      bytes,
    );
  },
  delete(id) {
    writing();
    prepare('DELETE FROM blobs WHERE id = ?').run(id);
  },
});

/** @throws JournalError when the file is in use or of another layout. */
export const openJournal = (options: JournalOptions = {}): Journal => {
  const db = open(options.file);
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
