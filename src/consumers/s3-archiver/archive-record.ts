import { currentVersionOrStored } from '@carillon/runtime/catalog';
import { type AnyEnvelope, isEnvelope } from '@carillon/runtime/consume';
import type { FirehoseTransformationEventRecord, FirehoseTransformationResultRecord } from 'aws-lambda';
import { siteMeasured } from '../../../generated/events/site/site-measured.ts';
import { upcasters } from '../../upcasters/upcasters.ts';

/** What the delivery stream's prefix is made of; keys that it does not name are refused by Firehose. */
export interface Partition {
  /** `type=<event>`, and for site measures `type=SiteMeasured/siteId=<site>`. */
  readonly dataset: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** One segment of a key: whatever else the text holds could lead out of its folder, or break a Hive partition. */
const segment = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('*', '%2A');

/** The data of a measure of whatever version, as the newest says it; of one that is not known yet, as it came. */
const measureOf = (detail: unknown): Fields =>
  fieldsOf(fieldsOf(currentVersionOrStored(siteMeasured, detail, upcasters)).data);

/** Measures lie by the time at which they were taken, everything else by the time at which it happened. */
const instantOf = ({ 'detail-type': type, detail }: AnyEnvelope): unknown => {
  if (type === siteMeasured.name) return measureOf(detail).createdAtTime;
  return fieldsOf(fieldsOf(detail).metadata).occurredAt;
};

const datasetOf = ({ 'detail-type': type, detail }: AnyEnvelope): string => {
  const dataset = `type=${segment(type)}`;
  if (type !== siteMeasured.name) return dataset;
  const { siteId } = measureOf(detail);
  return typeof siteId === 'string' && siteId !== '' ? `${dataset}/siteId=${segment(siteId)}` : dataset;
};

/** Where an event belongs; undefined for what is no event of ours, or does not say when it happened. */
export const partitionOf = (event: unknown): Partition | undefined => {
  if (!isEnvelope(event) || event['detail-type'] === '') return undefined;
  const instant = instantOf(event);
  if (typeof instant !== 'string' && typeof instant !== 'number') return undefined;
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return undefined;
  const [year = '', month = '', day = '', hour = ''] = at.toISOString().split(/[-T:]/);
  return { dataset: datasetOf(event), year, month, day, hour };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * One record of a Firehose transformation ("Transform source data in Amazon Data Firehose"): the event on a line of
 * its own, with its partition. What is no event fails alone; Firehose writes it, with the reason, below `errors/`.
 */
export const archiveRecord = ({
  recordId,
  data,
}: FirehoseTransformationEventRecord): FirehoseTransformationResultRecord => {
  const text = Buffer.from(data, 'base64').toString('utf8').trim();
  const event = parsed(text);
  const partition = partitionOf(event);
  if (partition === undefined) return { recordId, result: 'ProcessingFailed', data };
  const line = text.includes('\n') ? JSON.stringify(event) : text;
  return {
    recordId,
    result: 'Ok',
    data: Buffer.from(`${line}\n`, 'utf8').toString('base64'),
    metadata: { partitionKeys: { ...partition } },
  };
};
