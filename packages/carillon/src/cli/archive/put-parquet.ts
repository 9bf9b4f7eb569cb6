import { openDatabase } from '../../lake/lake.ts';
import { LakeError } from '../../lake/lake-error.ts';
import { privateFolder } from '../../lake/local-files.ts';
import { type Copied, copyHour, removeCopy, type Workplace } from './copy-hour.ts';
import type { CopiedArchive, HourCopy } from './hour-copies.ts';

export interface PutParquet {
  /** Hours of an event, those that were looked at. */
  readonly partitions: number;
  readonly copied: number;
  readonly unchanged: number;
  /** Copies whose events are all gone. */
  readonly removed: number;
  /** What was copied: events, and bytes of Parquet. */
  readonly events: number;
  readonly bytes: number;
}

/** An hour that cannot be read keeps nobody else's copy from being brought up to date. @throws LakeError with all of them */
const failTogether = (unreadable: readonly LakeError[]): void => {
  if (unreadable.length === 0) return;
  const fix =
    'Repair or remove them (carillon catalog drift looks at them too), then again. All other hours are copied.';
  throw new LakeError('UNREADABLE_OBJECT', unreadable.map(({ message }) => message).join('\n'), fix);
};

const putHours = async (
  place: Workplace,
  hours: readonly HourCopy[],
  progress: (done: number, of: number) => void,
): Promise<PutParquet> => {
  const work = hours.filter(({ state }) => state !== 'unchanged');
  const copies: Copied[] = [];
  const unreadable: LakeError[] = [];
  for (const [index, hour] of work.entries()) {
    try {
      if (hour.state === 'orphaned') await removeCopy(place.archive, hour.target);
      else {
        const copied = await copyHour(place, hour);
        if (copied !== undefined) copies.push(copied);
      }
    } catch (error) {
      if (!(error instanceof LakeError)) throw error;
      unreadable.push(error);
    }
    progress(index + 1, work.length);
  }
  failTogether(unreadable);
  return {
    partitions: hours.length,
    copied: copies.length,
    unchanged: hours.length - work.length,
    removed: work.length - copies.length,
    events: copies.reduce((sum, { events }) => sum + events, 0),
    bytes: copies.reduce((sum, { bytes }) => sum + bytes, 0),
  };
};

/**
 * Brings the copies of these hours up to date. Whatever ends it, what was marked stays done and the rest is found again.
 * @throws LakeError UNREADABLE_OBJECT, when all that can be copied is; S3's own errors
 */
export const putParquet = async (
  archive: CopiedArchive,
  hours: readonly HourCopy[],
  progress: (done: number, of: number) => void,
): Promise<PutParquet> => {
  const { path: folder, release } = privateFolder();
  try {
    const { connection, close } = await openDatabase(archive.definition.database);
    try {
      return await putHours({ archive, connection, folder }, hours, progress);
    } finally {
      close();
    }
  } finally {
    release();
  }
};
