import { currentVersion } from '../bus/current-version.ts';
import { TerminalError } from '../bus/errors.ts';
import type { Upcaster } from '../bus/upcast.ts';
import type { EventDescriptor } from '../descriptor.ts';
import type { RecordedEvent, RecordedMetadata } from './event-store.ts';

/** The events that a store holds, as the workflow that appends them declares them. */
export interface StoredEvents {
  readonly events: readonly EventDescriptor<string, unknown>[];
  /** Those of its events; needed where one has an older version. */
  readonly upcasters?: readonly Upcaster[];
}

/** One event as one DynamoDB item. */
export interface LedgerItem {
  readonly stream: string;
  readonly sequence: number;
  readonly eventName: string;
  readonly occurredAt: string;
  readonly metadata: RecordedMetadata;
  readonly data: unknown;
}

/** The DynamoDB item of a stored event. */
export const itemOf = ({ event, metadata }: RecordedEvent): Record<string, unknown> =>
  ({
    stream: metadata.stream,
    sequence: metadata.sequence,
    eventName: event.name,
    occurredAt: metadata.occurredAt,
    metadata,
    data: event.data,
  }) satisfies LedgerItem;

/**
 * A stored event in its newest version; one of a name that is not among `events` as it was stored.
 * @throws TerminalError NOT_AN_EVENT_ITEM: the table holds something under an event's key that is none; what
 * currentVersion throws
 */
export const recordedOf = (
  { events, upcasters }: StoredEvents,
  item: Readonly<Record<string, unknown>>,
): RecordedEvent => {
  const { stream, sequence, eventName, metadata, data } = item as Partial<LedgerItem>;
  if (typeof eventName !== 'string' || typeof metadata !== 'object' || metadata === null)
    throw new TerminalError('NOT_AN_EVENT_ITEM', `${stream} ${sequence} holds no eventName and metadata`);
  const descriptor = events.find(({ name }) => name === eventName);
  const kept = { metadata, data };
  const now = descriptor === undefined ? kept : (currentVersion(descriptor, kept, upcasters) as typeof kept);
  return { event: { name: eventName, data: now.data }, metadata: now.metadata };
};
