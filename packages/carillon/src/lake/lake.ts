import type { LakeDefinition, TableInput } from '@carillon/runtime/lake-definition';
import { type DuckDBConnection, DuckDBInstance, type JS, StatementType } from '@duckdb/node-api';
import { literal, quoted } from './duck-type.ts';
import { LakeError, sqlError } from './lake-error.ts';
import { createTable, jsonRows, parquetRows } from './table-sql.ts';

/** One object of the archive as a file on this machine. */
export interface LakeFile {
  /** Its key in the bucket: `events/type=.../...ndjson.gz`, or `parquet/...parquet`. */
  readonly key: string;
  readonly path: string;
}

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JS[])[];
}

/** A lake whose tables are filled and whose door to files is closed. */
export interface Lake {
  /** @throws LakeError for what is no one SELECT, or has a fault: with its place and a fix */
  ask(sql: string): Promise<Answer>;
  close(): void;
}

/** What Athena's SQL calls otherwise than DuckDB's; instants are UTC. */
const MACROS = [
  'from_iso8601_timestamp(t) AS CAST(t AS TIMESTAMP)',
  'from_unixtime(s) AS make_timestamp(CAST(s * 1000000 AS BIGINT))',
  'json_extract_scalar(j, p) AS json_extract_string(j, p)',
  'approx_distinct(x) AS approx_count_distinct(x)',
];

const SETTINGS = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  // What does not fit into memory is refused: persons' data is not spilled to files.
  temp_directory: '',
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const rowsOf = (table: TableInput, files: readonly LakeFile[]): string => {
  const paths = files.map(({ path }) => path);
  return paths.every((path) => path.endsWith('.parquet')) ? parquetRows(table, paths) : jsonRows(table, paths);
};

/** The engine quotes the value it stumbled on, which may be a person's; it comes last, after the place. */
const withoutValues = (message: string, path: string): string => {
  const [first = ''] = message.split('\n');
  const [kind = ''] = first.replaceAll(` in file "${path}"`, '').replaceAll(path, '').split(/["'`]/);
  return kind.replace(/[:\s]+$/, '');
};

/** What of a table's files cannot be read, file by file. */
export const unreadable = async (
  connection: DuckDBConnection,
  table: TableInput,
  files: readonly LakeFile[],
): Promise<readonly { readonly key: string; readonly reason: string }[]> => {
  const faults: { key: string; reason: string }[] = [];
  for (const file of files) {
    try {
      await connection.run(`CREATE OR REPLACE TEMP TABLE probe AS ${rowsOf(table, [file])}`);
    } catch (error) {
      faults.push({ key: file.key, reason: withoutValues(messageOf(error), file.path) });
    }
  }
  return faults;
};

export interface Skipped {
  readonly key: string;
  readonly reason: string;
}

interface Filling {
  readonly connection: DuckDBConnection;
  readonly skip: ((skipped: Skipped) => void) | undefined;
}

const fill = async ({ connection, skip }: Filling, table: TableInput, files: readonly LakeFile[]): Promise<void> => {
  if (files.length === 0) return;
  try {
    await connection.run(`INSERT INTO ${quoted(table.Name)} ${rowsOf(table, files)}`);
  } catch (error) {
    const faults = await unreadable(connection, table, files);
    if (faults.length === 0) throw error;
    if (skip === undefined) throw LakeError.unreadable(faults);
    for (const fault of faults) skip(fault);
    const bad = new Set(faults.map(({ key }) => key));
    await fill(
      { connection, skip: undefined },
      table,
      files.filter(({ key }) => !bad.has(key)),
    );
  }
};

/** The type that an object is of, by its key; undefined for what is no event. */
export const typeOf = (key: string): string | undefined => {
  const [, type] = /^(?:events|parquet)\/type=([^/]+)\//.exec(key) ?? [];
  return type === undefined ? undefined : decodeURIComponent(type);
};

export const openDatabase = async (database: string): Promise<{ connection: DuckDBConnection; close: () => void }> => {
  const instance = await DuckDBInstance.create(':memory:', SETTINGS);
  const connection = await instance.connect();
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(database)}`);
  await connection.run(`SET schema = ${literal(database)}`);
  for (const macro of MACROS) await connection.run(`CREATE MACRO ${macro}`);
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, close };
};

/** What the engine's binding says of a text that holds comments alone. */
const NOTHING_IN_IT = 'Error in native callback';

const ask = async (connection: DuckDBConnection, sql: string): Promise<Answer> => {
  if (sql.trim() === '') throw LakeError.notOne(0);
  try {
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) throw LakeError.notOne(statements.count);
    const statement = await statements.prepare(0);
    if (statement.statementType !== StatementType.SELECT) throw LakeError.notSelect();
    const reader = await statement.runAndReadAll();
    return { columns: reader.columnNames(), rows: reader.getRowsJS() };
  } catch (error) {
    if (messageOf(error) === NOTHING_IN_IT) throw LakeError.notOne(0);
    throw error instanceof LakeError ? error : sqlError(messageOf(error));
  }
};

/**
 * Fills the tables that `sql` names from the archive's files, then takes from the engine all access to files. A table that
 * is not named stays empty.
 * @throws LakeError UNREADABLE_OBJECT with all of them, unless `skip` takes them
 */
export const openLake = async (
  definition: LakeDefinition,
  files: readonly LakeFile[],
  sql: string,
  skip?: (skipped: Skipped) => void,
): Promise<Lake> => {
  const { connection, close } = await openDatabase(definition.database);
  try {
    const byType = Map.groupBy(files, ({ key }) => typeOf(key));
    for (const table of definition.tables) {
      await connection.run(createTable(table));
      if (mentions(sql, table)) await fill({ connection, skip }, table, byType.get(eventOf(table)) ?? []);
    }
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
  } catch (error) {
    close();
    throw error;
  }
  return { ask: (text) => ask(connection, text), close };
};

export const eventOf = ({ Parameters }: TableInput): string => Parameters['carillon.event'] ?? '';

/** Whether a query may be about a table: its name occurs. To fill one too many costs time alone. */
export const mentions = (sql: string, { Name }: TableInput): boolean => new RegExp(`\\b${Name}\\b`, 'i').test(sql);
