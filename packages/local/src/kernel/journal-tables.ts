import type { StatementSync } from 'node:sqlite';
import { AwsError } from './errors.ts';
import { JournalError } from './journal-error.ts';
import { logKey, rowCheck } from './row-check.ts';

/** Which keys of a table are read. */
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

/** Large byte strings, kept beside the tables. */
export interface Blobs {
  get(id: string): Uint8Array | undefined;
  put(id: string, bytes: Uint8Array): void;
  delete(id: string): void;
}

export const sqlName = (kind: string, name: string): string => {
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

/** The database as tables use it. */
export interface Statements {
  prepare(sql: string): StatementSync;
  /** Runs a statement that writes, in this turn's transaction. */
  write<R>(statement: () => R): R;
}

/** In UTF-8, as the file has it, keys that differ in an unpaired surrogate alone would be one. */
const checkKey = (key: string): void => {
  if (!key.isWellFormed()) throw new AwsError('ValidationException', 'A name holds an unpaired surrogate.');
};

interface Checked {
  readonly crc: number;
}

/** @throws JournalError DAMAGED when the row is not what was written */
const whole = (name: string, row: Checked, crc: number): void => {
  if (Number(row.crc) === crc) return;
  const mend = 'Stop, and put back a copy of the data folder.';
  throw new JournalError('DAMAGED', `A row of ${name} is not what was written: its checksum differs`, mend);
};

interface TableRow extends Checked {
  readonly key: string;
  readonly value: string;
}

export const tableOn = <T>({ prepare, write }: Statements, name: string): Table<T> => {
  const valueIn = (row: TableRow): T => {
    whole(name, row, rowCheck(row.key, row.value));
    return JSON.parse(row.value) as T;
  };
  return {
    get(key) {
      checkKey(key);
      const row = prepare(`SELECT key, value, crc FROM ${name} WHERE key = ?`).get(key) as TableRow | undefined;
      return row === undefined ? undefined : valueIn(row);
    },
    put(key, value) {
      checkKey(key);
      const text = JSON.stringify(value);
      const sql = `INSERT INTO ${name}(key, value, crc) VALUES(?, ?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value, crc = excluded.crc`;
      write(() => prepare(sql).run(key, text, rowCheck(key, text)));
    },
    delete: (key) => write(() => Number(prepare(`DELETE FROM ${name} WHERE key = ?`).run(key).changes) > 0),
    scan(range = {}) {
      const { clause, values } = whereOf(range);
      const order = range.reverse === true ? 'DESC' : 'ASC';
      const sql = `SELECT key, value, crc FROM ${name} ${clause} ORDER BY key ${order} LIMIT ?`;
      const rows = prepare(sql).all(...values, range.limit ?? -1) as unknown as TableRow[];
      return rows.map((row) => [row.key, valueIn(row)] as const);
    },
    count(prefix = '') {
      const { clause, values } = whereOf({ prefix });
      return Number((prepare(`SELECT count(*) AS n FROM ${name} ${clause}`).get(...values) as { n: number }).n);
    },
  };
};

export const logOn = <T>({ prepare, write }: Statements, name: string): Log<T> => {
  const heads = `${name}_heads`;
  const last = (part: string): number => {
    const row = prepare(`SELECT last, crc FROM ${heads} WHERE part = ?`).get(part) as
      | (Checked & { readonly last: number })
      | undefined;
    if (row !== undefined) whole(heads, row, rowCheck(part, String(row.last)));
    return Number(row?.last ?? 0);
  };
  const setLast = `INSERT INTO ${heads}(part, last, crc) VALUES(?, ?, ?) ON CONFLICT(part) DO UPDATE SET last = excluded.last, crc = excluded.crc`;
  return {
    last,
    append(part, entry) {
      const n = last(part) + 1;
      const text = JSON.stringify(entry);
      write(() => {
        prepare(`INSERT INTO ${name}(part, n, entry, crc) VALUES(?, ?, ?, ?)`).run(
          part,
          n,
          text,
          rowCheck(logKey(part, n), text),
        );
        prepare(setLast).run(part, n, rowCheck(part, String(n)));
      });
      return n;
    },
    read(part, after, limit) {
      const sql = `SELECT n, entry, crc FROM ${name} WHERE part = ? AND n > ? ORDER BY n LIMIT ?`;
      const rows = prepare(sql).all(part, after, limit) as unknown as (Checked & { n: number; entry: string })[];
      return rows.map((row) => {
        whole(name, row, rowCheck(logKey(part, row.n), row.entry));
        return { n: Number(row.n), entry: JSON.parse(row.entry) as T };
      });
    },
    trim: (part, n) => void write(() => prepare(`DELETE FROM ${name} WHERE part = ? AND n <= ?`).run(part, n)),
  };
};

export const blobsOn = ({ prepare, write }: Statements): Blobs => ({
  get(id) {
    const row = prepare('SELECT bytes, crc FROM blobs WHERE id = ?').get(id) as
      | (Checked & { readonly bytes: Uint8Array })
      | undefined;
    if (row !== undefined) whole('blobs', row, rowCheck(id, row.bytes));
    return row?.bytes;
  },
  put(id, bytes) {
    const sql =
      'INSERT INTO blobs(id, bytes, crc) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE SET bytes = excluded.bytes, crc = excluded.crc';
    write(() => prepare(sql).run(id, bytes, rowCheck(id, bytes)));
  },
  delete: (id) => void write(() => prepare('DELETE FROM blobs WHERE id = ?').run(id)),
});

/** The tables that hold it all. Each row has its checksum. */
export const TABLE_COLUMNS = 'key TEXT PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL';
export const LOG_COLUMNS = 'part TEXT, n INTEGER, entry TEXT NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY(part, n)';
export const HEAD_COLUMNS = 'part TEXT PRIMARY KEY, last INTEGER NOT NULL, crc INTEGER NOT NULL';
