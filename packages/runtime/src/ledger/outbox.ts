import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { TerminalError } from '../bus/errors.ts';
import type { OutgoingEvent } from '../bus/outgoing-event.ts';
import { recordedOf, type StoredEvents } from './ledger-item.ts';

const imageOf = ({ eventID, dynamodb }: DynamoDBRecord): Record<string, unknown> => {
  if (dynamodb?.NewImage === undefined)
    throw new TerminalError('NO_IMAGE', `Stream record ${eventID} has no new image`);
  // aws-lambda and the SDK each have a type of their own for the same attribute values.
  return unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
};

/**
 * The event of a record of the event store's stream, for `enrich`: name, data and metadata as they were decided, in the
 * newest version. Takes the stored events of every workflow whose streams are in the table.
 * @throws TerminalError NO_IMAGE, NOT_AN_EVENT_ITEM, EVENT_UNKNOWN (none of the workflows has it)
 */
export const outbox = (workflows: readonly StoredEvents[]): ((record: DynamoDBRecord) => OutgoingEvent) => {
  const events = workflows.flatMap((workflow) => workflow.events);
  const upcasters = workflows.flatMap((workflow) => workflow.upcasters ?? []);
  return (record) => {
    const { event, metadata } = recordedOf({ events, upcasters }, imageOf(record));
    const descriptor = events.find(({ name }) => name === event.name);
    if (descriptor === undefined) throw new TerminalError('EVENT_UNKNOWN', `No workflow declares ${event.name}`);
    return { event: descriptor, data: event.data, metadata };
  };
};
