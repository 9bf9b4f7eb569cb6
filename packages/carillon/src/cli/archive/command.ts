import { type LakeDefinition, readLake } from '@carillon/runtime/lake-definition';
import { eventOf } from '../../lake/lake.ts';
import { writeParquet } from '../../lake/write-parquet.ts';
import { type Command, type Given, UsageError } from '../command.ts';
import { type Cloud, operating } from '../operate/cloud.ts';
import { cloudOptions } from '../operate/cloud-options.ts';
import { archiveFiles, archiveOptions, textOf } from '../query/archive-files.ts';
import { asOperateError } from '../query/fault.ts';
import { putCommand } from './put-command.ts';

const copy = async (given: Given, definition: LakeDefinition, cloud: Cloud, to: string): Promise<number> => {
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
  summary: 'Copy the archive as Parquet, into a folder or into its own bucket.',
  usage: 'carillon archive parquet --to <dir> | --put [options]',
  options: {
    ...cloudOptions,
    ...archiveOptions,
    to: { value: '<dir>', help: 'Where parquet/ is put. An hour that is there is written anew.' },
    put: {
      help: "Bring parquet/ of the archive's bucket up to date: what has changed is copied, up to the hour that is filling.",
    },
    'dry-run': { help: 'With --put: say what would be copied, and touch nothing.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon archive parquet --to lake',
    'carillon archive parquet --to lake --from 2026-11-23T00:00:00Z --until 2026-11-24T00:00:00Z --profile prod',
    'carillon query --archive lake --parquet "SELECT count(*) AS n FROM order_placed"',
    'carillon archive parquet --put --profile prod',
  ],
  run: async (given, [action, ...more], project) => {
    const to = textOf(given, 'to');
    if (action !== 'parquet' || more.length > 0) throw new UsageError('archive takes parquet.');
    if ((to === undefined) !== (given.put === true))
      throw new UsageError('archive parquet needs --to <dir> or --put, and not both.');
    if (given['dry-run'] === true && to !== undefined) throw new UsageError('--dry-run is for --put.');
    const definition = readLake(project.root);
    return operating(given, project, (cloud) =>
      to === undefined ? putCommand(given, definition, cloud, Date.now()) : copy(given, definition, cloud, to),
    );
  },
};
