import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { TerminalError } from '../errors.ts';

/** An item of a table, decoded. */
export type Item = Readonly<Record<string, unknown>>;

/** What a record of a table's stream says (DynamoDB Streams API Reference, "Record"), its items decoded. */
export type TableChange = {
  /** The record's eventID: the same at every delivery. */
  readonly id: string;
  /** RFC 3339, UTC; DynamoDB rounds it to the second. */
  readonly occurredAt: string;
} & (
  | { readonly change: 'created'; readonly after: Item }
  | { readonly change: 'modified'; readonly before: Item; readonly after: Item }
  | { readonly change: 'removed'; readonly before: Item }
);

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

// A number of DynamoDB has up to 38 digits; an event is JSON, whose readers know doubles (RFC 8259, section 6).
const decode = { wrapNumbers: Number };

const itemOf = (image: Image): Item | undefined =>
  // Two declarations of one wire shape: binary is text in an event and bytes in the SDK; no item of ours has any.
  image === undefined ? undefined : (unmarshall(image as Parameters<typeof unmarshall>[0], decode) as Item);

/** @throws TerminalError NOT_A_TABLE_CHANGE: no record, or without the images that its kind of change has */
export const tableChange = ({ eventID: id, eventName, dynamodb }: DynamoDBRecord): TableChange => {
  const seconds = dynamodb?.ApproximateCreationDateTime;
  if (id === undefined || seconds === undefined) {
    throw new TerminalError('NOT_A_TABLE_CHANGE', 'A stream record with eventID and dynamodb is expected');
  }
  const occurredAt = new Date(seconds * 1_000).toISOString();
  const before = itemOf(dynamodb?.OldImage);
  const after = itemOf(dynamodb?.NewImage);
  if (eventName === 'INSERT' && after) return { id, occurredAt, change: 'created', after };
  if (eventName === 'MODIFY' && before && after) return { id, occurredAt, change: 'modified', before, after };
  if (eventName === 'REMOVE' && before) return { id, occurredAt, change: 'removed', before };
  throw new TerminalError('NOT_A_TABLE_CHANGE', `${eventName} with its images is expected: NEW_AND_OLD_IMAGES`);
};
