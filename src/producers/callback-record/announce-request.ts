import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { DetailOf } from '../../../generated/descriptor.ts';
import { exportRequested } from '../../../generated/events.ts';
import { TerminalError } from '../../bus/errors.ts';
import { eventIdOf } from '../../bus/event-id.ts';

/** What a pipe's target takes as detail-type, source and detail. */
export interface RequestAnnouncement {
  readonly detailType: string;
  readonly source: string;
  readonly detail: DetailOf<typeof exportRequested>;
}

type Data = DetailOf<typeof exportRequested>['data'];

/** Named one by one: whatever else the record holds, and the token above all, stays behind. */
const dataOf = ({ runId, datastoreId, since, until, types }: Partial<Data>): Data =>
  ({
    runId,
    datastoreId,
    ...(since === undefined ? {} : { since }),
    until,
    ...(types === undefined ? {} : { types: [...types] }),
    // validate below is what makes this true
  }) as Data;

/** A callback record was written: its run waits for an export. @throws TerminalError NO_IMAGE, INVALID_EVENT */
export const announceRequest = ({ eventID, dynamodb }: DynamoDBRecord): RequestAnnouncement => {
  if (dynamodb?.NewImage === undefined)
    throw new TerminalError('NO_IMAGE', `Stream record ${eventID} has no new image`);
  // aws-lambda and the SDK type the same attribute values each in their own words.
  const image = unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
  const data = dataOf(image);
  const metadata = {
    id: eventIdOf('callback-record', eventID ?? '', data.runId),
    correlationId: data.runId,
    ...(eventID === undefined ? {} : { causationId: eventID }),
    occurredAt: new Date(image.requestedAt).toISOString(),
    schema: exportRequested.schema,
  };
  const detail = { metadata, data };
  const [violation] = exportRequested.validate(detail);
  if (violation !== undefined)
    throw new TerminalError(
      'INVALID_EVENT',
      `Record ${eventID}: ${exportRequested.schema} ${violation.pointer} ${violation.message}`,
    );
  return { detailType: exportRequested.name, source: exportRequested.source, detail };
};
