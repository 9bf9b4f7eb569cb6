import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { events } from '../../../generated/events.ts';
import { TerminalError } from '../../bus/errors.ts';
import { recordedOf } from '../../ledger/ledger-item.ts';

/** What a pipe's target takes as detail-type, source and detail (dynamic paths $.detailType, $.source, template <$.detail>). */
export interface Announcement {
  readonly detailType: string;
  readonly source: string;
  readonly detail: { readonly metadata: unknown; readonly data: unknown };
}

const imageOf = ({ eventID, dynamodb }: DynamoDBRecord): Record<string, unknown> => {
  if (dynamodb?.NewImage === undefined)
    throw new TerminalError('NO_IMAGE', `Stream record ${eventID} has no new image`);
  // aws-lambda and the SDK type the same attribute values each in their own words.
  return unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
};

/**
 * One appended event -> the same event for the bus, name, data and metadata as they were decided.
 * @throws TerminalError EVENT_UNKNOWN, INVALID_EVENT: the catalog and the ledger have drifted apart
 */
export const announceEvent = (record: DynamoDBRecord): Announcement => {
  const { event, metadata } = recordedOf(imageOf(record));
  const descriptor = events.find(({ name }) => name === event.name);
  if (descriptor === undefined)
    throw new TerminalError('EVENT_UNKNOWN', `Record ${record.eventID}: the catalog has no ${event.name}`);
  const detail = { metadata, data: event.data };
  const [violation] = descriptor.validate(detail);
  if (violation !== undefined)
    throw new TerminalError(
      'INVALID_EVENT',
      `Record ${record.eventID}: ${descriptor.schema} ${violation.pointer} ${violation.message}`,
    );
  return { detailType: descriptor.name, source: descriptor.source, detail };
};
