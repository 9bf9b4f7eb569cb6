import { createHash } from 'node:crypto';
import { dirname } from 'node:path/posix';
import type { S3Client } from '@aws-sdk/client-s3';
import type { LakeDefinition, TableInput } from '@carillon/runtime/lake-definition';
import { eventOf, typeOf } from '../../lake/lake.ts';
import { parquetColumns } from '../../lake/table-sql.ts';
import { targetOf } from '../../lake/write-parquet.ts';
import { isWithin } from '../query/archive-files.ts';
import type { Span } from './archive.ts';
import { type Listed, listed } from './listed.ts';

/** The bucket with the archive and its Parquet copy, and the tables that both are read by. */
export interface CopiedArchive {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly definition: LakeDefinition;
}

/** An hour of an event: what its copy is to be made of, and what there is of it. */
export interface HourCopy {
  readonly table: TableInput;
  /** Key of the copy: `parquet/type=X/.../hour=11/events.parquet`. */
  readonly target: string;
  readonly sources: readonly Listed[];
  /** Keys of the marks that were there. */
  readonly marks: readonly string[];
  readonly state: 'due' | 'unchanged' | 'orphaned';
}

const MARKS = 'lake/made-of/';

/** `parquet/type=X/.../hour=11/events.parquet` -> `events/type=X/.../hour=11/` */
const sourcesBelow = (target: string): string => `${dirname(target).replace(/^parquet\//, 'events/')}/`;

/** `parquet/type=X/.../hour=11/events.parquet` -> `lake/made-of/type=X/.../hour=11/` */
export const marksBelow = (target: string): string => `${dirname(target).replace(/^parquet\//, MARKS)}/`;

const targetOfMark = (key: string): string => targetOf(key.replace(MARKS, 'events/'));

/**
 * What a copy is made of: the objects, and the columns they are read by. Athena reads no struct of another form than the
 * table's ("Handle schema updates", Athena User Guide), so a changed event has its hours copied anew.
 */
export const madeOf = (table: TableInput, sources: readonly Listed[]): string =>
  createHash('sha256')
    .update(JSON.stringify([parquetColumns(table, []), ...sources.map(({ key, etag }) => [key, etag]).toSorted()]))
    .digest('hex');

/**
 * Says "the copy with this ETag was made of that", by its key alone: one listing tells it of a thousand hours. It names
 * the bytes that it speaks of, so it is true for ever, whoever puts other bytes in their place, and whenever.
 */
export const markOf = (target: string, made: string, etag: string): string => `${marksBelow(target)}${made}-${etag}`;

export const sourcesOf = async ({ s3, bucket }: CopiedArchive, target: string): Promise<readonly Listed[]> =>
  (await listed(s3, bucket, sourcesBelow(target))).filter(({ key }) => targetOf(key) === target);

interface Lists {
  readonly sources: ReadonlyMap<string, readonly Listed[]>;
  readonly copies: ReadonlyMap<string, Listed>;
  /** By the copy's key. */
  readonly marks: ReadonlyMap<string, readonly Listed[]>;
}

const HOUR = 3_600_000;

/**
 * The hour that is filling is left out unless a time is named: what is newest in the archive was written by the cloud's
 * clock, which may be ahead of ours. A clock that is wrong costs work, an hour is copied twice; the marks do not go by it.
 */
const withoutFilling = (span: Span, sources: readonly Listed[], now: number): Span => {
  if (span.until !== undefined) return span;
  const latest = sources.reduce((newest, { modifiedAt }) => Math.max(newest, modifiedAt), now);
  return { ...span, until: latest - (latest % HOUR) };
};

const stateOf = (table: TableInput, target: string, lists: Lists): HourCopy => {
  const [sources, copy] = [lists.sources.get(target) ?? [], lists.copies.get(target)];
  const marks = (lists.marks.get(target) ?? []).map(({ key }) => key);
  if (sources.length === 0) return { table, target, sources, marks, state: 'orphaned' };
  const isMarked = copy !== undefined && marks.includes(markOf(target, madeOf(table, sources), copy.etag));
  return { table, target, sources, marks, state: isMarked ? 'unchanged' : 'due' };
};

/** Every hour of the span that has events, a copy or marks. */
export const hourCopies = async (archive: CopiedArchive, span: Span, now: number): Promise<readonly HourCopy[]> => {
  const { s3, bucket, definition } = archive;
  const events = await listed(s3, bucket, 'events/');
  const copies = (await listed(s3, bucket, 'parquet/')).filter(({ key }) => key.endsWith('/events.parquet'));
  const marks = await listed(s3, bucket, MARKS);
  const lists: Lists = {
    sources: Map.groupBy(events, ({ key }) => targetOf(key)),
    copies: new Map(copies.map((copy) => [copy.key, copy])),
    marks: Map.groupBy(marks, ({ key }) => targetOfMark(key)),
  };
  const meant = withoutFilling(span, events, now);
  const targets = new Set([...lists.sources.keys(), ...lists.copies.keys(), ...lists.marks.keys()]);
  const tables = new Map(definition.tables.map((table) => [eventOf(table), table]));
  return [...targets].toSorted().flatMap((target) => {
    const table = isWithin(target, meant) ? tables.get(typeOf(target) ?? '') : undefined;
    return table === undefined ? [] : [stateOf(table, target, lists)];
  });
};
