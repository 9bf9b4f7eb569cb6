import type { LakeDefinition } from '@carillon/runtime/lake-definition';
import { eventOf } from '../../lake/lake.ts';
import { type Given, UsageError } from '../command.ts';
import type { Cloud } from '../operate/cloud.ts';
import { archiveBucket } from '../operate/stack-names.ts';
import { spanOf } from '../query/archive-files.ts';
import { asOperateError } from '../query/fault.ts';
import { type HourCopy, hourCopies } from './hour-copies.ts';
import { type PutParquet, putParquet } from './put-parquet.ts';

const progress = (given: Given): ((done: number, of: number) => void) =>
  given.json === true || process.stderr.isTTY !== true
    ? () => undefined
    : (done, of) => void process.stderr.write(`\r${done} of ${of} hours `);

const wouldDo = (hours: readonly HourCopy[]): Omit<PutParquet, 'events' | 'bytes'> => {
  const those = (state: HourCopy['state']): number => hours.filter((hour) => hour.state === state).length;
  return {
    partitions: hours.length,
    copied: those('due'),
    unchanged: those('unchanged'),
    removed: those('orphaned'),
  };
};

const look = (given: Given, bucket: string, hours: readonly HourCopy[]): number => {
  const would = wouldDo(hours);
  if (given.json === true) console.log(JSON.stringify({ ok: true, dryRun: true, ...would }));
  else
    console.log(
      [
        `Would copy ${would.copied} hours and remove ${would.removed} below s3://${bucket}/parquet; ${would.unchanged} are unchanged.`,
        ...hours.flatMap(({ state, target }) => (state === 'unchanged' ? [] : `  ${state.padEnd(9)} ${target}`)),
      ].join('\n'),
    );
  return 0;
};

/** The cloud's own bucket is brought up to date. `now` is this machine's time. @throws UsageError */
export const putCommand = async (
  given: Given,
  definition: LakeDefinition,
  cloud: Cloud,
  now: number,
): Promise<number> => {
  const other = ['data', 'archive'].find((name) => given[name] !== undefined);
  if (other !== undefined)
    throw new UsageError(`--put is for the bucket of a cloud: leave out --${other}, or write to a folder by --to.`);
  const span = spanOf(given, new Set(definition.tables.map(eventOf)));
  const archive = { s3: cloud.s3, bucket: await archiveBucket(cloud), definition };
  const hours = await hourCopies(archive, span, now);
  if (given['dry-run'] === true) return look(given, archive.bucket, hours);
  try {
    const done = await putParquet(archive, hours, progress(given));
    if (given.json === true) console.log(JSON.stringify({ ok: true, ...done }));
    else
      console.log(
        `${done.copied} of ${done.partitions} hours copied (${done.events} events, ${(done.bytes / 1e6).toFixed(1)} MB), ${done.removed} removed, ${done.unchanged} unchanged below s3://${archive.bucket}/parquet`,
      );
    return 0;
  } catch (error) {
    throw asOperateError(error);
  }
};
