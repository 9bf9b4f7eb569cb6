import { marshall } from '@aws-sdk/util-dynamodb';
import type { ProducerContract } from '@carillon/catalog/contracts';
import { enrich } from '@carillon/runtime/enrich';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { exportRequestedArbitrary } from '../../../generated/arbitraries/export/export-requested.ts';
import { announceRequest } from './announce-request.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** The state machine's putItem, token and all. */
const record: fc.Arbitrary<DynamoDBRecord> = fc
  .tuple(exportRequestedArbitrary, fc.uuid())
  .map(([{ data, metadata }, eventID]) => ({
    eventID,
    eventName: 'INSERT',
    dynamodb: {
      NewImage: marshall({
        ...data,
        requestedAt: metadata.occurredAt,
        token: 'AAAA',
        expiresAt: 1_800_000_000,
      }) as Image,
    },
  }));

export const contract: ProducerContract<DynamoDBRecord> = {
  producer: 'callback-record',
  cases: record,
  publish: (input) => enrich(announceRequest)([input]),
};
