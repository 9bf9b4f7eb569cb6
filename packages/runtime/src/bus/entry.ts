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

/** What one batch takes. */
export interface Limits {
  readonly count: number;
  /** A batch's sum stays below this. */
  readonly bytes: number;
}

/** Splits in order, each batch as full as the limits allow; an item above the limit by itself is a batch of its own. */
export const batches = <Item extends { readonly bytes: number }>(
  items: readonly Item[],
  limits: Limits,
): readonly (readonly Item[])[] => {
  const result: Item[][] = [];
  let current: Item[] = [];
  let sum = 0;
  for (const item of items) {
    if (current.length > 0 && (current.length >= limits.count || sum + item.bytes >= limits.bytes)) {
      result.push(current);
      current = [];
      sum = 0;
    }
    current.push(item);
    sum += item.bytes;
  }
  return current.length > 0 ? [...result, current] : result;
};
