import { existsSync } from 'node:fs';
import { fetchedFiles, folderFiles, type LocalFiles } from '../../lake/local-files.ts';
import { bucketStore, type Span } from '../archive/archive.ts';
import { type Given, type Option, UsageError } from '../command.ts';
import { instantOf } from '../instant.ts';
import type { Cloud } from '../operate/cloud.ts';
import { archiveBucket } from '../operate/stack-names.ts';
import { dataFolderStore } from './data-folder.ts';

/** Where an archive lies, beside a cloud, and which hours of it are meant. */
export const archiveOptions: Readonly<Record<string, Option>> = {
  data: { value: '<dir>', help: 'The data folder of a local cloud that does not run.' },
  archive: { value: '<dir>', help: 'A copy of the archive, as aws s3 sync makes it: the folder with events/.' },
  from: { value: '<instant>', help: 'Read what happened in the hours from then on.' },
  until: { value: '<instant>', help: 'Read what happened in the hours before.' },
};

export const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

/** One place. @throws UsageError */
const placeOf = (given: Given): 'data' | 'archive' | 'cloud' => {
  const named = ['data', 'archive', 'endpoint', 'profile'].filter((name) => given[name] !== undefined);
  if (named.length > 1) throw new UsageError(`Choose one of ${named.map((name) => `--${name}`).join(', ')}.`);
  if (given.data !== undefined) return 'data';
  return given.archive === undefined ? 'cloud' : 'archive';
};

const HOUR_KEY = /\/year=(\d{4})\/month=(\d{2})\/day=(\d{2})\/hour=(\d{2})\//;
const HOUR = 3_600_000;

/** Whether an object may hold what is asked for: by its event and its hour. */
export const isWithin = (key: string, { from, until, types }: Span): boolean => {
  const [, type = ''] = /^(?:events|parquet)\/type=([^/]+)\//.exec(key) ?? [];
  const [, year, month, day, hour] = HOUR_KEY.exec(key) ?? [];
  if (year === undefined || types?.has(decodeURIComponent(type)) === false) return false;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
  return (from === undefined || at + HOUR > from) && (until === undefined || at < until);
};

/** The hours that the command line means. @throws UsageError */
export const spanOf = (given: Given, types: ReadonlySet<string>): Span => {
  const [from, until] = [instantOf(given, 'from'), instantOf(given, 'until')];
  return { types, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
};

const folderOf = (given: Given, isWanted: (key: string) => boolean): LocalFiles => {
  const folder = textOf(given, 'archive') ?? '';
  if (!existsSync(folder)) throw new UsageError(`--archive ${folder}: there is no such folder.`);
  const { files, release } = folderFiles(folder, given.parquet === true ? 'parquet' : 'events');
  return { files: files.filter(({ key }) => isWanted(key)), release };
};

/** The archive's objects of these events, as files. @throws UsageError, OperateError, S3's own errors */
export const archiveFiles = async (given: Given, cloud: Cloud, events: ReadonlySet<string>): Promise<LocalFiles> => {
  const place = placeOf(given);
  if (given.parquet === true && place === 'data')
    throw new UsageError('--parquet reads what carillon archive parquet wrote: name its folder by --archive.');
  const span = spanOf(given, events);
  const isWanted = (key: string): boolean => isWithin(key, span);
  if (place === 'archive') return folderOf(given, isWanted);
  if (place === 'cloud') {
    const prefix = given.parquet === true ? 'parquet/' : 'events/';
    return fetchedFiles(bucketStore(cloud.s3, await archiveBucket(cloud), prefix), isWanted);
  }
  const store = dataFolderStore(textOf(given, 'data') ?? '', cloud.prefix);
  try {
    return await fetchedFiles(store, isWanted);
  } finally {
    store.close();
  }
};
