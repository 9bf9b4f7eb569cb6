import type { TableInput } from '@carillon/runtime/lake-definition';
import { duckType, type Keys, literal, quoted, renamed } from './duck-type.ts';
import { type HiveType, parseHiveType } from './hive-type.ts';

const keysOf = ({ StorageDescriptor }: TableInput): Keys =>
  new Map(
    Object.entries(StorageDescriptor.SerdeInfo.Parameters).flatMap(([name, key]) =>
      name.startsWith('mapping.') ? [[name.slice('mapping.'.length), key] as const] : [],
    ),
  );

interface Column {
  readonly name: string;
  readonly type: HiveType;
}

const columnsOf = ({ StorageDescriptor }: TableInput): readonly Column[] =>
  StorageDescriptor.Columns.map(({ Name, Type }) => ({ name: Name, type: parseHiveType(Type) }));

/** `year` -> `year`, `siteid` -> `siteId`: what a partition column is called in a key. */
const partsOf = ({ Parameters }: TableInput): readonly (readonly [column: string, part: string])[] =>
  [...(Parameters['storage.location.template'] ?? '').matchAll(/([^/=]+)=\$\{(\w+)\}/g)].map(
    ([, part = '', column = '']) => [column, part] as const,
  );

const partition = (part: string): string =>
  `url_decode(regexp_extract(replace(filename, '\\', '/'), ${literal(`/${part}=([^/]*)/`)}, 1))`;

/** An event is told once, however often it was delivered: by its id, in the copy that was published first. */
const ONCE = `QUALIFY row_number() OVER (PARTITION BY struct_extract(struct_extract(detail, 'metadata'), 'id') ORDER BY "time", filename) = 1`;

/** An empty table with the names and types that Glue has. */
export const createTable = (table: TableInput): string => {
  const columns = columnsOf(table).map(({ name, type }) => `${quoted(name)} ${duckType(type, (column) => column)}`);
  const parts = partsOf(table).map(([column]) => `${quoted(column)} VARCHAR`);
  return `CREATE TABLE ${quoted(table.Name)} (${[...columns, ...parts].join(', ')})`;
};

/** Reads archived objects, gzip NDJSON, as the table's rows. */
export const jsonRows = (table: TableInput, files: readonly string[]): string => {
  const keys = keysOf(table);
  const columns = columnsOf(table);
  const keyOf = (name: string): string => keys.get(name) ?? name;
  const read = columns.map(({ name, type }) => `${literal(keyOf(name))}: ${literal(duckType(type, keyOf))}`);
  const kept = columns.map(({ name, type }) => `${renamed(quoted(keyOf(name)), type, keys)} AS ${quoted(name)}`);
  const parts = partsOf(table).map(([column, part]) => `${partition(part)} AS ${quoted(column)}`);
  const from = `read_json([${files.map(literal).join(', ')}], format = 'newline_delimited', compression = 'gzip', hive_partitioning = false, filename = true, columns = {${read.join(', ')}})`;
  return `SELECT ${[...kept, ...parts].join(', ')} FROM ${from} ${ONCE}`;
};

/** What a Parquet file of one partition holds: the table's columns, but for those that its key says. */
export const parquetColumns = (table: TableInput, files: readonly string[]): string => {
  const columns = columnsOf(table).map(({ name }) => quoted(name));
  return `SELECT ${columns.join(', ')} FROM (${jsonRows(table, files)}) ORDER BY "time"`;
};

/** Reads a Parquet copy as the table's rows. */
export const parquetRows = (table: TableInput, files: readonly string[]): string => {
  const columns = columnsOf(table).map(({ name }) => quoted(name));
  const parts = partsOf(table).map(([column, part]) => `${partition(part)} AS ${quoted(column)}`);
  const from = `read_parquet([${files.map(literal).join(', ')}], hive_partitioning = false, filename = true, union_by_name = true)`;
  return `SELECT ${[...columns, ...parts].join(', ')} FROM ${from} ${ONCE}`;
};
