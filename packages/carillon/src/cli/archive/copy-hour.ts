import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { DuckDBConnection } from '@duckdb/node-api';
import { fetchInto } from '../../lake/local-files.ts';
import { writeHour } from '../../lake/write-parquet.ts';
import { remove, versionsIn } from '../erase/object-versions.ts';
import { bucketStore } from './archive.ts';
import { type CopiedArchive, type HourCopy, madeOf, markOf, marksBelow, sourcesOf } from './hour-copies.ts';

/** Where an hour is copied: the bucket, the engine, and a folder for this user alone. */
export interface Workplace {
  readonly archive: CopiedArchive;
  readonly connection: DuckDBConnection;
  readonly folder: string;
}

export interface Copied {
  readonly events: number;
  readonly bytes: number;
}

/** Answers with the ETag. The bucket encrypts it as all it holds. */
const put = async ({ s3, bucket }: CopiedArchive, key: string, body: Uint8Array): Promise<string> => {
  const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  return ETag.replaceAll('"', '');
};

/** For good, as versions: what is copied can be made again, and may hold somebody who was erased since. */
const removeBelow = async (
  { s3, bucket }: CopiedArchive,
  prefix: string,
  isMeant: (version: { readonly key: string; readonly isLatest: boolean }) => boolean,
): Promise<void> => {
  const versions = await Array.fromAsync(versionsIn(s3, bucket, prefix));
  for (const version of versions.filter(isMeant)) await remove(s3, version);
};

/** The copy before its marks: who is stopped in between finds the marks, and ends it. */
export const removeCopy = async (archive: CopiedArchive, target: string): Promise<void> => {
  await removeBelow(archive, target, ({ key }) => key === target);
  await removeBelow(archive, marksBelow(target), () => true);
};

interface Put extends Copied {
  readonly etag: string;
}

/** Puts a new copy in the place of the old, which goes for good. @throws LakeError UNREADABLE_OBJECT */
const putCopy = async ({ archive, connection, folder }: Workplace, hour: HourCopy): Promise<Put> => {
  const { table, target } = hour;
  const path = join(folder, 'events.parquet');
  const keys = hour.sources.map(({ key }) => key);
  try {
    const files = await fetchInto(folder, bucketStore(archive.s3, archive.bucket), keys);
    const events = await writeHour(connection, { table, files }, path);
    const body = readFileSync(path);
    const etag = await put(archive, target, body);
    await removeBelow(archive, target, ({ key, isLatest }) => key === target && !isLatest);
    return { events, bytes: body.length, etag };
  } finally {
    rmSync(join(folder, 'events'), { recursive: true, force: true });
    rmSync(path, { force: true });
  }
};

/** Marks that came meanwhile are another operator's, of whose copy this one may be the older: they stay. */
const mark = async (archive: CopiedArchive, hour: HourCopy, etag: string): Promise<void> => {
  const { table, target, sources, marks } = hour;
  const own = markOf(target, madeOf(table, sources), etag);
  await put(archive, own, new Uint8Array());
  await removeBelow(archive, marksBelow(target), ({ key }) => key !== own && marks.includes(key));
};

/** Events may come, or be erased, for ever: an hour that is still changing then is the next run's. */
const ATTEMPTS = 3;

const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'NoSuchKey';

/**
 * Puts the copy, looks whether the events are still those it was made of, and only then says so. If they are not, a copy
 * is in place that may hold somebody who was erased meanwhile: it is made again. Nothing comes of events that are all gone.
 * @throws LakeError UNREADABLE_OBJECT
 */
export const copyHour = async (place: Workplace, hour: HourCopy, attempt = 1): Promise<Copied | undefined> => {
  const { archive } = place;
  const { table, target } = hour;
  const copied = await putCopy(place, hour).catch((error: unknown) => {
    if (isGone(error) && attempt < ATTEMPTS) return undefined;
    throw error;
  });
  const sources = await sourcesOf(archive, target);
  if (sources.length === 0) {
    await removeCopy(archive, target);
    return undefined;
  }
  const isOf = madeOf(table, sources) === madeOf(table, hour.sources);
  if (copied !== undefined && isOf) await mark(archive, hour, copied.etag);
  else if (attempt < ATTEMPTS) return copyHour(place, { ...hour, sources }, attempt + 1);
  return copied;
};
