import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Catalog, currentVersion } from '../catalog.ts';
import type { EventDescriptor } from '../descriptor.ts';
import { TerminalError } from '../errors.ts';
import type { OutgoingEvent } from '../publish/outgoing-event.ts';
import type { LedgerEvent } from '../workflow/decider.ts';
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

/** The item of an event: table key `stream` and `sequence`. */
export const itemOf = ({ event, metadata }: RecordedEvent): Record<string, unknown> =>
  ({
    stream: metadata.stream,
    sequence: metadata.sequence,
    eventName: event.name,
    occurredAt: metadata.occurredAt,
    metadata,
    data: event.data,
  }) satisfies LedgerItem;

const descriptorOf = (name: string, { events }: Catalog): EventDescriptor => {
  const descriptor = events.find((each) => each.name === name);
  if (descriptor !== undefined) return descriptor;
  throw new TerminalError('EVENT_UNKNOWN', `${name.slice(0, 100)} is not an event that is known here`, {
    fix: 'Deploy this function with the newest catalog, then redrive its dead-letter queue.',
  });
};

/**
 * The event of an item: one that was appended in an older version is read in the newest.
 * @throws TerminalError NOT_AN_EVENT_ITEM: the table holds something else under an event's key; EVENT_UNKNOWN: it is not
 * in `catalog`; what {@link currentVersion} throws
 */
export const recordedOf = <Event extends LedgerEvent = LedgerEvent>(
  catalog: Catalog,
  item: Readonly<Record<string, unknown>>,
): RecordedEvent<Event> => {
  const { stream, sequence, eventName, metadata, data } = item as Partial<LedgerItem>;
  if (typeof eventName !== 'string' || typeof metadata !== 'object' || metadata === null)
    throw new TerminalError('NOT_AN_EVENT_ITEM', `${stream} ${sequence} holds no eventName and metadata`);
  const stored = { metadata, data };
  const current = currentVersion(descriptorOf(eventName, catalog), stored, catalog.upcasters) as typeof stored;
  // Its name is in `catalog`, and it was valid when it was appended.
  return { event: { name: eventName, data: current.data } as Event, metadata: current.metadata };
};

/**
 * For {@link enrich}, behind the stream of a ledger's table: one appended event -> the same event for the bus, as it was
 * decided, in its newest version. Takes every workflow whose streams are in the table.
 * @throws TerminalError NO_IMAGE, and what {@link recordedOf} throws
 */
export const outbox = (workflows: readonly Catalog[]): ((record: DynamoDBRecord) => OutgoingEvent) => {
  const catalog: Catalog = {
    events: workflows.flatMap(({ events }) => events),
    upcasters: workflows.flatMap(({ upcasters }) => upcasters),
  };
  return ({ eventID, dynamodb }) => {
    if (dynamodb?.NewImage === undefined)
      throw new TerminalError('NO_IMAGE', `Stream record ${eventID} has no new image`);
    // aws-lambda and the SDK each have a type of their own for the same attribute values.
    const item = unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
    const { event, metadata } = recordedOf(catalog, item);
    return { event: descriptorOf(event.name, catalog), data: event.data, metadata };
  };
};
