import { dirname } from 'node:path/posix';
import { type Cloud, OperateError } from '../operate/cloud.ts';
import { bucketNamed } from '../operate/stack-names.ts';
import { type Parted, parted, rest, type Wanted } from './lines.ts';
import { bytesOf, type ObjectVersion, remove, replace, versionsIn } from './object-versions.ts';

export type PlaceName =
  | 'Parquet copies'
  | 'archived events'
  | 'records put aside'
  | 'exported files'
  | 'answers of Athena'
  | 'large events';

/** A version of an object that holds something of the person, and how many lines of it. */
export interface Found {
  readonly place: PlaceName;
  readonly version: ObjectVersion;
  readonly lines: number;
}

const READ_AT_ONCE = 8;

/** @throws OperateError UNREADABLE_OBJECT: what cannot be looked into may hold the person */
const linesOf = async ({ s3 }: Cloud, version: ObjectVersion, wanted: Wanted): Promise<Parted> => {
  const bytes = await bytesOf(s3, version);
  try {
    return parted(bytes, wanted);
  } catch {
    const { bucket, key, versionId } = version;
    const message = `s3://${bucket}/${key}, version ${versionId}, is no gzip although it begins like one`;
    throw new OperateError('UNREADABLE_OBJECT', message, 'Mend or remove it, then erase again.');
  }
};

/** Every version below a prefix in which lines of the person are. */
const searched = async (
  cloud: Cloud,
  place: PlaceName,
  where: { readonly bucket: string; readonly prefix: string },
  wanted: Wanted,
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
  place: PlaceName,
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
  const hours = new Set(
    found.flatMap(({ place, version }) => (place === 'archived events' ? copyOf(version.key) : [])),
  );
  if (hours.size === 0) return [];
  const where = { bucket: await bucketNamed(cloud, 'ArchiveBucket'), prefix: 'parquet/' };
  return listed(cloud, 'Parquet copies', where, (key) => hours.has(dirname(key)));
};

/**
 * All copies in buckets, in the order in which they may go: a Parquet copy is found by the events it was made of, and an
 * event by its claim, so each goes before what it is found by. Whoever is stopped in between finds the rest again.
 */
export const foundInBuckets = async (cloud: Cloud, id: string): Promise<readonly Found[]> => {
  const archive = await bucketNamed(cloud, 'ArchiveBucket');
  const everything = async (part: string): Promise<{ bucket: string; prefix: string }> => ({
    bucket: await bucketNamed(cloud, part),
    prefix: '',
  });
  const nobody: Wanted = { id, claims: new Set() };
  const large = await searched(cloud, 'large events', await everything('ClaimBucket'), nobody);
  const wanted: Wanted = { id, claims: new Set(large.map(({ version }) => version.key)) };
  const events = await searched(cloud, 'archived events', { bucket: archive, prefix: 'events/' }, wanted);
  return [
    ...(await parquetBeside(cloud, events)),
    ...events,
    ...(await searched(cloud, 'records put aside', { bucket: archive, prefix: 'errors/' }, wanted)),
    ...(await searched(cloud, 'exported files', await everything('ExportBucket'), wanted)),
    // An answer may name the person without the id, and can be asked for again.
    ...(await listed(cloud, 'answers of Athena', await everything('QueryResultBucket'), () => true)),
    ...large,
  ];
};

const REWRITTEN = new Set<PlaceName>(['archived events', 'records put aside']);

/** Takes the person out of one object: the others' lines stay, under the same key. */
export const removeFrom = async (cloud: Cloud, { place, version }: Found, wanted: Wanted): Promise<void> => {
  const { s3 } = cloud;
  if (!REWRITTEN.has(place) || !version.isLatest) return remove(s3, version);
  const lines = await linesOf(cloud, version, wanted);
  return lines.kept.length === 0 ? remove(s3, version) : replace(s3, version, rest(lines));
};
