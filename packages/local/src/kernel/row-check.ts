import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/**
 * The checksum that each row carries: SQLite has none, and a flipped bit would be read as another value. The key is part
 * of it, so that a row that is found under another key is noticed too.
 */
export const rowCheck = (key: string, value: string | Uint8Array): number => crc32(value, crc32(key));

export const logKey = (part: string, n: number): string => `${part}\u0000${n}`;

type Row = Readonly<Record<string, unknown>>;

interface Kind {
  readonly columns: string;
  readonly check: (row: Row) => number;
}

const KINDS: Readonly<Record<string, Kind>> = {
  heads: { columns: 'part, last', check: ({ part, last }) => rowCheck(String(part), String(last)) },
  t: { columns: 'key, value', check: ({ key, value }) => rowCheck(String(key), String(value)) },
  l: {
    columns: 'part, n, entry',
    check: ({ part, n, entry }) => rowCheck(logKey(String(part), Number(n)), String(entry)),
  },
  blobs: { columns: 'id, bytes', check: ({ id, bytes }) => rowCheck(String(id), bytes as Uint8Array) },
};

const tablesOf = (db: DatabaseSync): readonly string[] =>
  (db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as unknown as { name: string }[]).map(
    ({ name }) => name,
  );

/** By the names that the journal gives: `t_…`, `l_…`, `l_…_heads`, `blobs`. The stamp has no checksum. */
const kindOf = (table: string): Kind | undefined => {
  if (table.startsWith('l_') && table.endsWith('_heads')) return KINDS.heads;
  return KINDS[table.split('_')[0] ?? ''];
};

/** Rows that are not what was written, by table. @throws SQLite's own error where its pages are no tables any more */
export const damagedRows = (db: DatabaseSync): ReadonlyMap<string, number> => {
  const damaged = new Map<string, number>();
  for (const table of tablesOf(db)) {
    const kind = kindOf(table);
    if (kind === undefined) continue;
    for (const row of db.prepare(`SELECT ${kind.columns}, crc FROM ${table}`).iterate()) {
      if (kind.check(row) !== Number(row.crc)) damaged.set(table, (damaged.get(table) ?? 0) + 1);
    }
  }
  return damaged;
};
