import { eventOf } from '../../lake/lake.ts';
import { readLake } from '../../lake/lake-definition.ts';
import { writeParquet } from '../../lake/write-parquet.ts';
import { type Command, type Given, UsageError } from '../command.ts';
import { type Cloud, operating } from '../operate/cloud.ts';
import { cloudOptions } from '../operate/cloud-options.ts';
import { archiveFiles, archiveOptions, textOf } from '../query/archive-files.ts';
import { asOperateError } from '../query/fault.ts';
import { ROOT } from '../start/synthesize.ts';

const copy = async (given: Given, cloud: Cloud, to: string): Promise<number> => {
  const definition = readLake(ROOT);
  const { files, release } = await archiveFiles(given, cloud, new Set(definition.tables.map(eventOf)));
  try {
    const written = await writeParquet(definition, files, to);
    if (given.json === true) console.log(JSON.stringify({ ok: true, ...written, to }));
    else
      console.log(
        `${written.events} events of ${written.objects} objects in ${written.files} Parquet files (${(written.bytes / 1e6).toFixed(1)} MB) below ${to}/parquet`,
      );
    return 0;
  } catch (error) {
    throw asOperateError(error);
  } finally {
    release();
  }
};

export const archiveCommand: Command = {
  name: 'archive',
  summary: 'Copy the archive as Parquet.',
  usage: 'carillon archive parquet --to <dir> [options]',
  options: {
    ...cloudOptions,
    ...archiveOptions,
    to: { value: '<dir>', help: 'Where parquet/ is put. An hour that is there is written anew.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon archive parquet --to lake',
    'carillon archive parquet --to lake --from 2026-11-23T00:00:00Z --until 2026-11-24T00:00:00Z --profile prod',
    'carillon query --archive lake --parquet "SELECT count(*) AS n FROM fhir_resource_changed"',
  ],
  run: async (given, [action, ...more]) => {
    const to = textOf(given, 'to');
    if (action !== 'parquet' || more.length > 0) throw new UsageError('archive takes parquet.');
    if (to === undefined) throw new UsageError('archive parquet needs --to <dir>.');
    return operating(given, (cloud) => copy(given, cloud, to));
  },
};
