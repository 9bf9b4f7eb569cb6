import { existsSync, readFileSync } from 'node:fs';
import { AthenaClient } from '@aws-sdk/client-athena';
import { type LakeDefinition, readLake } from '@carillon/runtime/lake-definition';
import { askAthena } from '../../lake/athena.ts';
import { eventOf, mentions, openLake, type Skipped } from '../../lake/lake.ts';
import type { Project } from '../../project.ts';
import { type Command, type Given, UsageError } from '../command.ts';
import { type Cloud, operating } from '../operate/cloud.ts';
import { cloudOptions } from '../operate/cloud-options.ts';
import { archiveFiles, archiveOptions, textOf } from './archive-files.ts';
import { asOperateError } from './fault.ts';
import { asCsv, asTable, plain } from './show.ts';

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

interface Told {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly skipped: readonly Skipped[];
}

const askLocally = async (given: Given, cloud: Cloud, definition: LakeDefinition, sql: string): Promise<Told> => {
  const named = definition.tables.filter((table) => mentions(sql, table));
  const { files, release } = await archiveFiles(given, cloud, new Set(named.map(eventOf)));
  const skipped: Skipped[] = [];
  const skip = given['skip-invalid'] === true ? (each: Skipped): number => skipped.push(each) : undefined;
  // The engine has them in memory then: the copies are not there for longer than it takes to read them.
  const lake = await openLake(definition, files, sql, skip).finally(release);
  try {
    const { columns, rows } = await lake.ask(sql);
    return { columns, rows: rows.map((row) => row.map(plain)), skipped };
  } finally {
    lake.close();
  }
};

const POLL_MS = 500;

/** Athena reads the tables where they are, all of them. */
const NOT_IN_AWS = ['endpoint', 'data', 'archive', 'parquet', 'from', 'until', 'skip-invalid'];

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

const run = async (given: Given, positionals: readonly string[], project: Project): Promise<number> => {
  const definition = readLake(project.root);
  if (given.json === true && given.csv === true) throw new UsageError('Choose --json or --csv.');
  if (given.tables === true) return listTables(given, definition);
  const sql = sqlOf(given, positionals);
  const local = isAws(given) ? NOT_IN_AWS.find((name) => given[name] !== undefined) : undefined;
  if (local !== undefined)
    throw new UsageError(`--${local} is not for Athena: leave it out, or --profile and --region.`);
  return operating(given, project, async (cloud) => {
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
    ...archiveOptions,
    parquet: { help: 'Read the Parquet copy, parquet/, in place of events/; not with --data.' },
    file: { value: '<sql>', help: 'A file with the SQL.' },
    tables: { help: 'List tables, columns, and which of them are PHI.' },
    'skip-invalid': { help: 'Answer without objects that cannot be read; they are named.' },
    json: { help: 'Print one JSON object.' },
    csv: { help: 'Print CSV.' },
  },
  examples: [
    'carillon query "SELECT detail.data.city AS city, count(*) AS orders FROM order_placed GROUP BY 1"',
    'carillon query --file orders-by-city.sql',
    'carillon query --tables',
    'carillon query --data .carillon/data --json "SELECT count(*) AS n FROM order_placed WHERE year = \'2026\'"',
  ],
  run,
};
