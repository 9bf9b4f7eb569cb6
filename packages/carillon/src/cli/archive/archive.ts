import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isObject } from '@carillon/catalog/json';
import { OperateError } from '../operate/cloud.ts';
import { listed } from './listed.ts';

/** Where the archive's objects lie. */
export interface ArchiveStore {
  keys(): Promise<readonly string[]>;
  read(key: string): Promise<Uint8Array>;
}

/** The archive's bucket, here or in AWS: its events, or their Parquet copy. */
export const bucketStore = (
  s3: S3Client,
  bucket: string,
  prefix: 'events/' | 'parquet/' = 'events/',
): ArchiveStore => ({
  keys: async () => (await listed(s3, bucket, prefix)).map(({ key }) => key),
  async read(key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  },
});

/** A copy of the bucket in a folder, as `aws s3 sync` makes it. */
export const folderStore = (folder: string): ArchiveStore => ({
  keys: async () => globSync('events/**/*.ndjson.gz', { cwd: folder }).map((key) => key.replaceAll('\\', '/')),
  read: async (key) => readFileSync(join(folder, key)),
});

/** An archived event: the envelope as the bus delivered it. */
export interface ArchivedEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly detail: {
    readonly metadata: {
      readonly id: string;
      readonly occurredAt: string;
      readonly correlationId?: string;
      readonly schema?: string;
      readonly stream?: string;
      readonly sequence?: number;
      readonly claim?: unknown;
    };
    readonly data: unknown;
  };
}

export interface Span {
  /** Events at or after this instant, milliseconds since the epoch. */
  readonly from?: number;
  /** Events before this instant. */
  readonly until?: number;
  /** Detail-types; all when absent. */
  readonly types?: ReadonlySet<string>;
}

const HOUR = 3_600_000;
const KEY = /^events\/type=([^/]+)\/(?:.*\/)?year=(\d{4})\/month=(\d{2})\/day=(\d{2})\/hour=(\d{2})\//;

interface Placed {
  readonly key: string;
  readonly hour: number;
}

/** Objects by the hour in which their events happened (docs/decisions, "archive layout"); others are not events. */
const placed = (key: string, { from, until, types }: Span): readonly Placed[] => {
  const [, type = '', year, month, day, hour] = KEY.exec(key) ?? [];
  if (year === undefined || (types !== undefined && !types.has(decodeURIComponent(type)))) return [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
  const isWithin = (from === undefined || at + HOUR > from) && (until === undefined || at < until);
  return isWithin ? [{ key, hour: at }] : [];
};

const isArchived = (value: unknown): value is ArchivedEvent =>
  isObject(value) &&
  typeof value['detail-type'] === 'string' &&
  isObject(value.detail) &&
  isObject(value.detail.metadata) &&
  typeof value.detail.metadata.id === 'string' &&
  typeof value.detail.metadata.occurredAt === 'string';

/** Where it cannot be read, and not what is there: a parser's own message quotes persons' data. */
const unreadable = (key: string, what: string): OperateError =>
  new OperateError(
    'UNREADABLE_OBJECT',
    `${key} ${what}`,
    'Repair or remove it; carillon query --skip-invalid answers without it.',
  );

const unpacked = (key: string, bytes: Uint8Array): string => {
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    throw unreadable(key, 'is no gzip');
  }
};

const linesOf = async (store: ArchiveStore, key: string): Promise<readonly ArchivedEvent[]> =>
  unpacked(key, await store.read(key))
    .split('\n')
    .map((line, index) => {
      try {
        return line === '' ? undefined : (JSON.parse(line) as unknown);
      } catch {
        throw unreadable(key, `is no JSON in line ${index + 1}`);
      }
    })
    .filter(isArchived);

/** RFC 3339 texts of one length compare as times. */
const byTime = (one: ArchivedEvent, other: ArchivedEvent): number => {
  const [a, b] = [one.detail.metadata.occurredAt, other.detail.metadata.occurredAt];
  return a === b ? 0 : a < b ? -1 : 1;
};

/** By time; within a stream by its sequence, whatever its clock said: the stream's places stay, its events change them. */
const inOrder = (events: readonly ArchivedEvent[]): readonly ArchivedEvent[] => {
  const sorted = events.toSorted(byTime);
  const places = Map.groupBy(sorted.keys(), (index) => sorted[index]?.detail.metadata.stream);
  for (const [stream, indexes] of places) {
    if (stream === undefined) continue;
    const sequenceOf = (event: ArchivedEvent): number => event.detail.metadata.sequence ?? 0;
    const own = indexes.flatMap((index) => sorted[index] ?? []).toSorted((a, b) => sequenceOf(a) - sequenceOf(b));
    for (const [nth, event] of own.entries()) sorted[indexes[nth] ?? 0] = event;
  }
  return sorted;
};

/**
 * The archive's events, each once by its id, hour by hour; within an hour in the order in which they happened. One hour's
 * events are held in memory. @throws S3's own errors
 */
export async function* archivedEvents(store: ArchiveStore, span: Span = {}): AsyncGenerator<ArchivedEvent> {
  const objects = (await store.keys()).flatMap((key) => placed(key, span));
  const hours = Map.groupBy(objects, ({ hour }) => hour);
  const seen = new Set<string>();
  for (const [, those] of [...hours].toSorted(([one], [other]) => one - other)) {
    const events: ArchivedEvent[] = [];
    for (const { key } of those) events.push(...(await linesOf(store, key)));
    for (const event of inOrder(events)) {
      const { id, occurredAt } = event.detail.metadata;
      const at = Date.parse(occurredAt);
      const isWithin = (span.from === undefined || at >= span.from) && (span.until === undefined || at < span.until);
      if (!isWithin || seen.has(id)) continue;
      seen.add(id);
      yield event;
    }
  }
}
