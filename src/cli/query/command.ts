import { existsSync, readFileSync } from 'node:fs';
import { AthenaClient } from '@aws-sdk/client-athena';
import { askAthena } from '../../lake/athena.ts';
import { eventOf, type LakeFile, mentions, openLake, type Skipped } from '../../lake/lake.ts';
import { type LakeDefinition, readLake } from '../../lake/lake-definition.ts';
import { LakeError } from '../../lake/lake-error.ts';
import { fetchedFiles, folderFiles, type LocalFiles } from '../../lake/local-files.ts';
import { bucketStore } from '../archive/archive.ts';
import { type Command, type Given, UsageError } from '../command.ts';
import { archiveBucket, type Cloud, cloudOptions, OperateError, operating } from '../operate/cloud.ts';
import { ROOT } from '../start/synthesize.ts';
import { dataFolderStore } from './data-folder.ts';
import { asCsv, asTable, plain } from './show.ts';

const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

const isAws = (given: Given): boolean => given.profile !== undefined || given.region !== undefined;

/** @throws UsageError unless there is exactly one question */
const sqlOf = (given: Given, positionals: readonly string[]): string => {
  const file = textOf(given, 'file');
  const [sql, ...more] = positionals;
  if (more.length > 0) throw new UsageError('query takes one SQL text: put it in quotes.');
  if ((sql === undefined) === (file === undefined))
    throw new UsageError('query takes one SQL text, or --file <sql>, or --tables.');
  if (file === undefined) return sql ?? '';
  if (!existsSync(file)) throw new UsageError(`--file ${file}: there is no such file.`);
  return readFileSync(file, 'utf8');
};

/** Where the archive lies: one place. @throws UsageError */
const placeOf = (given: Given): 'data' | 'archive' | 'cloud' => {
  const named = ['data', 'archive', 'endpoint', 'profile'].filter((name) => given[name] !== undefined);
  if (named.length > 1) throw new UsageError(`Choose one of ${named.map((name) => `--${name}`).join(', ')}.`);
  if (given.data !== undefined) return 'data';
  return given.archive === undefined ? 'cloud' : 'archive';
};

const HOUR_KEY = /\/year=(\d{4})\/month=(\d{2})\/day=(\d{2})\/hour=(\d{2})\//;
const HOUR = 3_600_000;

const instantOf = (given: Given, name: string): number | undefined => {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError(`--${name} takes an instant such as 2026-11-24T10:00:00Z, not ${text}.`);
  return at;
};

/** Whether an object may hold what is asked for: by its table and its hour. */
const wanted = (given: Given, definition: LakeDefinition, sql: string): ((key: string) => boolean) => {
  const types = new Set(definition.tables.filter((table) => mentions(sql, table)).map(eventOf));
  const [from, until] = [instantOf(given, 'from'), instantOf(given, 'until')];
  return (key) => {
    const [, type = ''] = /^(?:events|parquet)\/type=([^/]+)\//.exec(key) ?? [];
    const [, year, month, day, hour] = HOUR_KEY.exec(key) ?? [];
    if (!types.has(decodeURIComponent(type)) || year === undefined) return false;
    const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
    return (from === undefined || at + HOUR > from) && (until === undefined || at < until);
  };
};

const filesOf = async (given: Given, cloud: Cloud, isWanted: (key: string) => boolean): Promise<LocalFiles> => {
  const place = placeOf(given);
  if (place === 'archive') {
    const folder = textOf(given, 'archive') ?? '';
    if (!existsSync(folder)) throw new UsageError(`--archive ${folder}: there is no such folder.`);
    const { files, release } = folderFiles(folder);
    return { files: files.filter(({ key }: LakeFile) => isWanted(key)), release };
  }
  if (place === 'cloud') return fetchedFiles(bucketStore(cloud.s3, await archiveBucket(cloud)), isWanted);
  const store = dataFolderStore(textOf(given, 'data') ?? '', cloud.prefix);
  try {
    return await fetchedFiles(store, isWanted);
  } finally {
    store.close();
  }
};

interface Told {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly skipped: readonly Skipped[];
}

const askLocally = async (given: Given, cloud: Cloud, definition: LakeDefinition, sql: string): Promise<Told> => {
  const { files, release } = await filesOf(given, cloud, wanted(given, definition, sql));
  const skipped: Skipped[] = [];
  const skip = given['skip-invalid'] === true ? (each: Skipped): number => skipped.push(each) : undefined;
  try {
    const lake = await openLake(definition, files, sql, skip);
    try {
      const { columns, rows } = await lake.ask(sql);
      return { columns, rows: rows.map((row) => row.map(plain)), skipped };
    } finally {
      lake.close();
    }
  } finally {
    release();
  }
};

const POLL_MS = 500;

const askInAws = async (given: Given, definition: LakeDefinition, sql: string): Promise<Told> => {
  const [profile, region] = [textOf(given, 'profile'), textOf(given, 'region')];
  const client = new AthenaClient({
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
  });
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MS));
  return { ...(await askAthena(client, { sql, workGroup: definition.database, pause })), skipped: [] };
};

const print = (given: Given, { columns, rows, skipped }: Told): void => {
  for (const { key, reason } of skipped) console.error(`carillon: left out ${key}: ${reason}`);
  if (given.json === true) console.log(JSON.stringify({ ok: true, columns, rows, skipped }));
  else if (given.csv === true) console.log(asCsv(columns, rows));
  else console.log(`${asTable(columns, rows)}\n(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})`);
};

const listTables = (given: Given, { database, tables }: LakeDefinition): number => {
  const listed = tables.map(({ Name, Description, PartitionKeys, StorageDescriptor, Parameters }) => ({
    table: Name,
    description: Description,
    columns: [...StorageDescriptor.Columns, ...PartitionKeys].map((column) => ({
      name: column.Name,
      type: column.Type,
    })),
    partitions: PartitionKeys.map((key) => key.Name),
    phi: (Parameters['carillon.phi'] ?? '').split(',').filter((name) => name !== ''),
  }));
  if (given.json === true) console.log(JSON.stringify({ ok: true, database, tables: listed }));
  else
    for (const { table, description, columns, phi } of listed) {
      console.log(`${database}.${table}  ${description}`);
      for (const { name, type } of columns) console.log(`  ${name.padEnd(12)} ${type}`);
      if (phi.length > 0) console.log(`  PHI: ${phi.join(', ')}`);
    }
  return 0;
};

/** A fault of the question is told like one of the cloud, with its place in the text. */
const asOperateError = (error: unknown): unknown => {
  if (!(error instanceof LakeError)) return error;
  const at = error.place === undefined ? '' : ` (line ${error.place.line}, column ${error.place.column})`;
  return new OperateError(error.code, `${error.message}${at}`, error.mend);
};

const run = async (given: Given, positionals: readonly string[]): Promise<number> => {
  const definition = readLake(ROOT);
  if (given.json === true && given.csv === true) throw new UsageError('Choose --json or --csv.');
  if (given.tables === true) return listTables(given, definition);
  const sql = sqlOf(given, positionals);
  return operating(given, async (cloud) => {
    try {
      const told = await (isAws(given) ? askInAws(given, definition, sql) : askLocally(given, cloud, definition, sql));
      print(given, told);
      return 0;
    } catch (error) {
      throw asOperateError(error);
    }
  });
};

export const query: Command = {
  name: 'query',
  summary: 'Ask the archive in SQL: a table for each event.',
  usage: 'carillon query "<SQL>" | --file <sql> | --tables [options]',
  options: {
    ...cloudOptions,
    data: { value: '<dir>', help: 'The data folder of a local cloud that does not run.' },
    archive: { value: '<dir>', help: 'A copy of the archive, as aws s3 sync makes it: the folder with events/.' },
    file: { value: '<sql>', help: 'A file with the SQL.' },
    tables: { help: 'List tables, columns, and which of them are PHI.' },
    from: { value: '<instant>', help: 'Read what happened in the hours from then on; not with --profile.' },
    until: { value: '<instant>', help: 'Read what happened in the hours before; not with --profile.' },
    'skip-invalid': { help: 'Answer without objects that cannot be read; they are named.' },
    json: { help: 'Print one JSON object.' },
    csv: { help: 'Print CSV.' },
  },
  examples: [
    'carillon query "SELECT detail.data.resourceType AS type, count(*) AS changes FROM fhir_resource_changed GROUP BY 1"',
    'carillon query --file examples/lake/2-sites-and-fhir.sql',
    'carillon query --tables',
    'carillon query --data .carillon/data --json "SELECT count(*) AS n FROM site_measured WHERE year = \'2026\'"',
  ],
  run,
};
