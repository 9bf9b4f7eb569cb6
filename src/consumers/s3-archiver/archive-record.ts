import { type ArchivePartition, type ArchivePlace, archivePartition } from '@carillon/runtime/archive-records';
import { currentVersionOrStored } from '@carillon/runtime/catalog';
import type { AnyEnvelope } from '@carillon/runtime/consume';
import { siteMeasured } from '../../../generated/events/site/site-measured.ts';
import { upcasters } from '../../upcasters/upcasters.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The data of a measure of whatever version, as the newest says it; of one that is not known yet, as it came. */
const measureOf = (detail: unknown): Fields =>
  fieldsOf(fieldsOf(currentVersionOrStored(siteMeasured, detail, upcasters)).data);

/** Measures are filed by site and the time at which they were taken, everything else by the time at which it happened. */
export const placeOf = ({ 'detail-type': type, detail }: AnyEnvelope): ArchivePlace => {
  if (type !== siteMeasured.name) return { at: fieldsOf(fieldsOf(detail).metadata).occurredAt };
  const { siteId, createdAtTime } = measureOf(detail);
  const hasSite = typeof siteId === 'string' && siteId !== '';
  return { at: createdAtTime, ...(hasSite ? { partitions: { siteId } } : {}) };
};

/** Where an event belongs; undefined for what is not an event, or does not say when it happened. */
export const partitionOf = (event: unknown): ArchivePartition | undefined => archivePartition(event, placeOf);
