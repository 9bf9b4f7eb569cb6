import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LakeDefinition, TableInput } from '@carillon/runtime/lake-definition';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from './duck-type.ts';
import { eventOf, type LakeFile, openDatabase, typeOf, unreadable } from './lake.ts';
import { LakeError } from './lake-error.ts';
import { parquetColumns } from './table-sql.ts';

export interface WrittenParquet {
  /** Archived objects that were read. */
  readonly objects: number;
  /** Parquet files, one an hour of an event. */
  readonly files: number;
  readonly events: number;
  readonly bytes: number;
}

/** `events/type=X/.../hour=11/a.ndjson.gz` -> `parquet/type=X/.../hour=11/events.parquet`: an hour is one file. */
export const targetOf = (key: string): string => `${dirname(key).replace(/^events\//, 'parquet/')}/events.parquet`;

/** An hour of an event, and the files that it is in. */
interface HourFiles {
  readonly table: TableInput;
  readonly files: readonly LakeFile[];
}

interface Hour extends HourFiles {
  readonly target: string;
}

const hoursOf = ({ tables }: LakeDefinition, files: readonly LakeFile[]): readonly Hour[] => {
  const byType = Map.groupBy(files, ({ key }) => typeOf(key));
  return tables.flatMap((table) =>
    [...Map.groupBy(byType.get(eventOf(table)) ?? [], ({ key }) => targetOf(key))].map(([target, those]) => ({
      table,
      target,
      files: those,
    })),
  );
};

/** Writes one Parquet file, and says how many events are in it. @throws LakeError with the objects that cannot be read */
export const writeHour = async (
  connection: DuckDBConnection,
  { table, files }: HourFiles,
  path: string,
): Promise<number> => {
  const rows = parquetColumns(
    table,
    files.map((file) => file.path),
  );
  try {
    const { rowsChanged } = await connection.run(
      `COPY (${rows}) TO ${literal(path)} (FORMAT parquet, COMPRESSION snappy)`,
    );
    return rowsChanged;
  } catch (error) {
    const faults = await unreadable(connection, table, files);
    throw faults.length === 0 ? error : LakeError.unreadable(faults);
  }
};

/**
 * A copy of the archive's hours as Parquet below `to`, under the same partitions, each event once. An hour that is there is
 * written anew. Nothing is put in place before everything is written.
 * @throws LakeError UNREADABLE_OBJECT
 */
export const writeParquet = async (
  definition: LakeDefinition,
  files: readonly LakeFile[],
  to: string,
): Promise<WrittenParquet> => {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const staging = mkdtempSync(join(to, '.parquet-'));
  chmodSync(staging, 0o700);
  const { connection, close } = await openDatabase(definition.database);
  try {
    const hours = hoursOf(definition, files);
    let [events, bytes] = [0, 0];
    for (const hour of hours) {
      const path = join(staging, hour.target);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      events += await writeHour(connection, hour, path);
      chmodSync(path, 0o600);
      bytes += statSync(path).size;
    }
    for (const { target } of hours) {
      mkdirSync(dirname(join(to, target)), { recursive: true, mode: 0o700 });
      renameSync(join(staging, target), join(to, target));
    }
    return { objects: hours.reduce((sum, hour) => sum + hour.files.length, 0), files: hours.length, events, bytes };
  } finally {
    close();
    rmSync(staging, { recursive: true, force: true });
  }
};
