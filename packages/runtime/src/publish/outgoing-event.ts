import { createHash } from 'node:crypto';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { EventDescriptor } from '../descriptor.ts';

/** The part of the metadata that the publisher knows; `schema` comes from the descriptor. */
export interface OutgoingMetadata {
  readonly id: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly stream?: string;
  readonly sequence?: number;
}

/** An event on its way to the bus. Whether `data` is valid is judged when it is published. */
export interface OutgoingEvent {
  readonly event: EventDescriptor;
  readonly data: unknown;
  readonly metadata: OutgoingMetadata;
}

/** An event to publish; the compiler checks `data` against the event's own type. */
export const outgoing = <Name extends string, Detail extends { readonly data: unknown }>(
  event: EventDescriptor<Name, Detail>,
  data: Detail['data'],
  metadata: OutgoingMetadata,
): OutgoingEvent => ({ event, data, metadata });

/**
 * A UUID of version 8 (RFC 9562, section 5.8) made of the SHA-256 of its parts: the same parts give the same id, so
 * that what is published twice is one event.
 */
export const eventIdOf = (...parts: readonly (string | number)[]): string => {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

/** An event's `detail` as it travels. */
export interface Detail {
  readonly metadata: OutgoingMetadata & { readonly schema: string; readonly claim?: unknown };
  readonly data: unknown;
}

/** The detail of an outgoing event: its metadata with the schema's name, and its data. */
export const detailOf = ({ event, data, metadata }: OutgoingEvent): Detail => ({
  metadata: { ...metadata, schema: event.schema },
  data,
});

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
