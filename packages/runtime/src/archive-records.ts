import type { FirehoseTransformationEventRecord, FirehoseTransformationResultRecord } from 'aws-lambda';
import { type AnyEnvelope, isEnvelope } from './consume/receive.ts';

/** Where an event is filed in the archive, besides below its type. */
export interface ArchivePlace {
  /** The instant whose hour it is filed under: RFC 3339, or milliseconds since the epoch. */
  readonly at: unknown;
  /** Partitions of its own, outermost first: `x-archive.partitionBy` of its schema, with the event's values. */
  readonly partitions?: Readonly<Record<string, string>>;
}

/** What the delivery stream's prefix is made of; keys that it does not name are refused by Firehose. */
export interface ArchivePartition {
  /** `type=<event>`, then `/<key>=<value>` for each partition of the event's own. */
  readonly dataset: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
}

/** One segment of a key: whatever else the text holds could lead out of its folder, or break a Hive partition. */
const segment = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('*', '%2A');

/** An event is filed under the hour in which it happened, which its metadata says. */
const byOccurrence = ({ detail }: AnyEnvelope): ArchivePlace => ({
  at: (detail as { readonly metadata?: { readonly occurredAt?: unknown } } | null)?.metadata?.occurredAt,
});

/** Where an event belongs; undefined for a value that is not an event, or does not say when it happened. */
export const archivePartition = (
  event: unknown,
  placeOf: (event: AnyEnvelope) => ArchivePlace = byOccurrence,
): ArchivePartition | undefined => {
  if (!isEnvelope(event) || event['detail-type'] === '') return undefined;
  const { at, partitions = {} } = placeOf(event);
  if (typeof at !== 'string' && typeof at !== 'number') return undefined;
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return undefined;
  const [year = '', month = '', day = '', hour = ''] = instant.toISOString().split(/[-T:]/);
  const own = Object.entries(partitions).map(([key, value]) => `${key}=${segment(value)}`);
  return { dataset: [`type=${segment(event['detail-type'])}`, ...own].join('/'), year, month, day, hour };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * One record of a Firehose transformation ("Transform source data in Amazon Data Firehose"): the event on a line of its
 * own, with its partition. A record that is not an event fails alone; Firehose writes it, with the reason, below `errors/`.
 */
export const archiveRecord = (
  { recordId, data }: FirehoseTransformationEventRecord,
  placeOf?: (event: AnyEnvelope) => ArchivePlace,
): FirehoseTransformationResultRecord => {
  const text = Buffer.from(data, 'base64').toString('utf8').trim();
  const event = parsed(text);
  const partition = archivePartition(event, placeOf);
  if (partition === undefined) return { recordId, result: 'ProcessingFailed', data };
  const line = text.includes('\n') ? JSON.stringify(event) : text;
  return {
    recordId,
    result: 'Ok',
    data: Buffer.from(`${line}\n`, 'utf8').toString('base64'),
    metadata: { partitionKeys: { ...partition } },
  };
};
