import type { StatementSync } from 'node:sqlite';
import { AwsError } from './errors.ts';

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

export type Prepare = (sql: string) => StatementSync;

/** In UTF-8, as the file has it, keys that differ in an unpaired surrogate alone would be one. */
const checkKey = (key: string): void => {
  if (!key.isWellFormed()) throw new AwsError('ValidationException', 'A name holds an unpaired surrogate.');
};

export const tableOn = <T>(prepare: Prepare, name: string, writing: () => void): Table<T> => ({
  get(key) {
    checkKey(key);
    const row = prepare(`SELECT value FROM ${name} WHERE key = ?`).get(key) as { value: string } | undefined;
    return row === undefined ? undefined : (JSON.parse(row.value) as T);
  },
  put(key, value) {
    checkKey(key);
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

export const logOn = <T>(prepare: Prepare, name: string, writing: () => void): Log<T> => {
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

export const blobsOn = (prepare: Prepare, writing: () => void): Blobs => ({
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
