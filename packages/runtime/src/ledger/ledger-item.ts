import { events } from '../../../../generated/events.ts';
import { currentVersion } from '../bus/current-version.ts';
import { TerminalError } from '../bus/errors.ts';
import type { RecordedEvent, RecordedMetadata } from './event-store.ts';

/** One event as one DynamoDB item. */
export interface LedgerItem {
  readonly stream: string;
  readonly sequence: number;
  readonly eventName: string;
  readonly occurredAt: string;
  readonly metadata: RecordedMetadata;
  readonly data: unknown;
}

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
 * As it is today: an event that was appended in an older version is read in the newest.
 * @throws TerminalError NOT_AN_EVENT_ITEM: the table holds something under an event's key that is none; what
 * currentVersion throws
 */
export const recordedOf = (item: Readonly<Record<string, unknown>>): RecordedEvent => {
  const { stream, sequence, eventName, metadata, data } = item as Partial<LedgerItem>;
  if (typeof eventName !== 'string' || typeof metadata !== 'object' || metadata === null)
    throw new TerminalError('NOT_AN_EVENT_ITEM', `${stream} ${sequence} holds no eventName and metadata`);
  const descriptor = events.find(({ name }) => name === eventName);
  const kept = { metadata, data };
  const now = descriptor === undefined ? kept : (currentVersion(descriptor, kept) as typeof kept);
  return { event: { name: eventName, data: now.data }, metadata: now.metadata };
};
