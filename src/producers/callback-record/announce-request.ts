import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DetailOf } from '@carillon/runtime/descriptor';
import { TerminalError } from '@carillon/runtime/errors';
import { eventIdOf, type OutgoingEvent, outgoing } from '@carillon/runtime/publish';
import type { DynamoDBRecord } from 'aws-lambda';
import { exportRequested } from '../../../generated/events.ts';

type Data = DetailOf<typeof exportRequested>['data'];

/** Named one by one: whatever else the record holds, and the token above all, stays behind. */
const dataOf = ({ runId, datastoreId, since, until, types }: Partial<Data>): Data =>
  ({
    runId,
    datastoreId,
    ...(since === undefined ? {} : { since }),
    until,
    ...(types === undefined ? {} : { types }),
    // The descriptor's validation, which each event passes on its way out, is what makes this true.
  }) as Data;

/** A callback record was written: its run waits for an export. @throws TerminalError NO_IMAGE, NO_TIME */
export const announceRequest = ({ eventID, dynamodb }: DynamoDBRecord): OutgoingEvent => {
  if (dynamodb?.NewImage === undefined)
    throw new TerminalError('NO_IMAGE', `Stream record ${eventID} has no new image`);
  // aws-lambda and the SDK type the same attribute values each in their own words.
  const image = unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
  const requestedAt = new Date(image.requestedAt);
  if (Number.isNaN(requestedAt.getTime()))
    throw new TerminalError('NO_TIME', `Stream record ${eventID} has no requestedAt`);
  const data = dataOf(image);
  return outgoing(exportRequested, data, {
    id: eventIdOf('callback-record', eventID ?? '', data.runId),
    correlationId: data.runId,
    ...(eventID === undefined ? {} : { causationId: eventID }),
    occurredAt: requestedAt.toISOString(),
  });
};
