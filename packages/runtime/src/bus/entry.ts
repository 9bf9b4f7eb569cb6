import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Detail, OutgoingEvent } from './outgoing-event.ts';

/** "The total entry size must be less than 256KB" (EventBridge User Guide, "Calculating PutEvents event entry size"). */
export const ENTRY_BYTES_LIMIT: number = 256 * 1024;

const TIME_BYTES = 14;

const bytes = (text: string | undefined): number => (text === undefined ? 0 : Buffer.byteLength(text, 'utf8'));

/** Bytes as EventBridge counts them: 14 for Time, UTF-8 for Source, DetailType, Detail and each of Resources. */
export const entryBytes = (entry: PutEventsRequestEntry): number =>
  (entry.Time === undefined ? 0 : TIME_BYTES) +
  bytes(entry.Source) +
  bytes(entry.DetailType) +
  bytes(entry.Detail) +
  (entry.Resources ?? []).reduce((sum, resource) => sum + bytes(resource), 0);

/** Time is when the event occurred and not when it is sent: the archive is partitioned by it. */
export const entryOf = (busName: string, { event }: OutgoingEvent, detail: Detail): PutEventsRequestEntry => ({
  EventBusName: busName,
  Source: event.source,
  DetailType: event.name,
  Time: new Date(detail.metadata.occurredAt),
  Detail: JSON.stringify(detail),
});
