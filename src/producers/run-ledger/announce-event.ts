import { unmarshall } from '@aws-sdk/util-dynamodb';
import { TerminalError } from '@carillon/runtime/errors';
import { recordedOf } from '@carillon/runtime/ledger-item';
import type { OutgoingEvent } from '@carillon/runtime/outgoing-event';
import type { DynamoDBRecord } from 'aws-lambda';
import { events } from '../../../generated/events.ts';

const imageOf = ({ eventID, dynamodb }: DynamoDBRecord): Record<string, unknown> => {
  if (dynamodb?.NewImage === undefined)
    throw new TerminalError('NO_IMAGE', `Stream record ${eventID} has no new image`);
  // aws-lambda and the SDK type the same attribute values each in their own words.
  return unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
};

/**
 * One appended event -> the same event for the bus: name, data and metadata as they were decided.
 * @throws TerminalError NO_IMAGE, NOT_AN_EVENT_ITEM; EVENT_UNKNOWN when catalog and ledger have drifted apart
 */
export const announceEvent = (record: DynamoDBRecord): OutgoingEvent => {
  const { event, metadata } = recordedOf(imageOf(record));
  const descriptor = events.find(({ name }) => name === event.name);
  if (descriptor === undefined) throw new TerminalError('EVENT_UNKNOWN', `The catalog has no ${event.name}`);
  return { event: descriptor, data: event.data, metadata };
};
