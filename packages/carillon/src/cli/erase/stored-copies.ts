import { dirname } from 'node:path/posix';
import type { ErasureBucket } from '../../erasure.ts';
import { type Cloud, OperateError } from '../operate/cloud.ts';
import { bucketNamed } from '../operate/stack-names.ts';
import { type Divided, divided, rest, type WantedLines } from './lines.ts';
import { bytesOf, type ObjectVersion, remove, replace, versionsIn } from './object-versions.ts';
import type { Wanted } from './subject.ts';

/** Where the engine itself keeps copies; an application's own buckets have names of their own (`carillon/erasure`). */
const COPIES = {
  parquet: 'Parquet copies',
  events: 'archived events',
  failed: 'undelivered records',
  answers: 'query results',
  claims: 'large events',
} as const;

/** A version of an object that holds something of the subject, and how many lines of it. */
export interface Found {
  readonly place: string;
  readonly version: ObjectVersion;
  readonly lines: number;
}

const READ_AT_ONCE = 8;

/** @throws OperateError UNREADABLE_OBJECT: what cannot be looked into may hold the subject */
const linesOf = async ({ s3 }: Cloud, version: ObjectVersion, wanted: WantedLines): Promise<Divided> => {
  const bytes = await bytesOf(s3, version);
  try {
    return divided(bytes, wanted);
  } catch {
    const { bucket, key, versionId } = version;
    const message = `s3://${bucket}/${key}, version ${versionId}, begins like gzip and cannot be unpacked`;
    throw new OperateError('UNREADABLE_OBJECT', message, 'Repair or remove it, then erase again.');
  }
};

/** Every version below a prefix in which lines of the subject are. */
const searched = async (
  cloud: Cloud,
  place: string,
  where: { readonly bucket: string; readonly prefix: string },
  wanted: WantedLines,
): Promise<readonly Found[]> => {
  const versions = await Array.fromAsync(versionsIn(cloud.s3, where.bucket, where.prefix));
  const found: Found[] = [];
  for (let from = 0; from < versions.length; from += READ_AT_ONCE) {
    const some = versions.slice(from, from + READ_AT_ONCE).map(async (version): Promise<Found> => {
      const { hit } = await linesOf(cloud, version, wanted);
      return { place, version, lines: hit.length };
    });
    found.push(...(await Promise.all(some)).filter(({ lines }) => lines > 0));
  }
  return found;
};

/** Every version below a prefix that `isMeant`, unread. */
const listed = async (
  { s3 }: Cloud,
  place: string,
  where: { readonly bucket: string; readonly prefix: string },
  isMeant: (key: string) => boolean,
): Promise<readonly Found[]> => {
  const versions = await Array.fromAsync(versionsIn(s3, where.bucket, where.prefix));
  return versions.filter(({ key }) => isMeant(key)).map((version) => ({ place, version, lines: 0 }));
};

/** `events/type=X/.../hour=11/a.ndjson.gz` -> `parquet/type=X/.../hour=11`: an hour's copy is one file. */
const copyOf = (key: string): string => dirname(key).replace(/^events\//, 'parquet/');

/** Parquet copies of the hours that these events are of, every version. */
export const parquetBeside = async (cloud: Cloud, found: readonly Found[]): Promise<readonly Found[]> => {
  const hours = new Set(found.flatMap(({ place, version }) => (place === COPIES.events ? copyOf(version.key) : [])));
  if (hours.size === 0) return [];
  const where = { bucket: await bucketNamed(cloud, 'ArchiveBucket'), prefix: 'parquet/' };
  return listed(cloud, COPIES.parquet, where, (key) => hours.has(dirname(key)));
};

/**
 * All copies in buckets, in the order in which they may go: a Parquet copy is found by the events it was made of, and an
 * event by its claim, so each goes before what it is found by. An erasure that is stopped in between finds the rest again.
 */
export const foundInBuckets = async (
  cloud: Cloud,
  wanted: Wanted,
  buckets: readonly ErasureBucket[],
): Promise<readonly Found[]> => {
  const archive = await bucketNamed(cloud, 'ArchiveBucket');
  const everything = async (construct: string): Promise<{ bucket: string; prefix: string }> => ({
    bucket: await bucketNamed(cloud, construct),
    prefix: '',
  });
  const withoutClaims: WantedLines = { ...wanted, claims: new Set() };
  const large = await searched(cloud, COPIES.claims, await everything('ClaimBucket'), withoutClaims);
  const lines: WantedLines = { ...wanted, claims: new Set(large.map(({ version }) => version.key)) };
  const events = await searched(cloud, COPIES.events, { bucket: archive, prefix: 'events/' }, lines);
  const own: Found[] = [];
  for (const { name, construct } of buckets)
    own.push(...(await searched(cloud, name, await everything(construct), lines)));
  return [
    ...(await parquetBeside(cloud, events)),
    ...events,
    ...(await searched(cloud, COPIES.failed, { bucket: archive, prefix: 'errors/' }, lines)),
    ...own,
    // An answer may name a person without the id, and can be asked for again.
    ...(await listed(cloud, COPIES.answers, await everything('QueryResultBucket'), () => true)),
    ...large,
  ];
};

/** Keys of the large events among these. */
export const claimsIn = (found: readonly Found[]): ReadonlySet<string> =>
  new Set(found.flatMap(({ place, version }) => (place === COPIES.claims ? [version.key] : [])));

const REWRITTEN: ReadonlySet<string> = new Set([COPIES.events, COPIES.failed]);

/** Takes the subject out of one object: the others' lines stay, under the same key. */
export const removeFrom = async (cloud: Cloud, { place, version }: Found, wanted: WantedLines): Promise<void> => {
  const { s3 } = cloud;
  if (!REWRITTEN.has(place) || !version.isLatest) return remove(s3, version);
  const lines = await linesOf(cloud, version, wanted);
  return lines.kept.length === 0 ? remove(s3, version) : replace(s3, version, rest(lines));
};
