import { marshall } from '@aws-sdk/util-dynamodb';
import type { ProducerContract } from '@carillon/catalog/contracts';
import { enrich, tableChange } from '@carillon/runtime/enrich';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { paymentCapturedArbitrary } from '../../../generated/arbitraries/payment/payment-captured.ts';
import { paymentEvent } from './payment-event.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** New payments as the table's stream records them; an item may hold more than the event declares. */
const records: fc.Arbitrary<DynamoDBRecord> = fc
  .tuple(paymentCapturedArbitrary, fc.uuid(), fc.option(fc.string(), { nil: undefined }))
  .map(([{ data }, eventID, note]) => ({
    eventID,
    eventName: 'INSERT',
    dynamodb: {
      ApproximateCreationDateTime: 1_777_886_100,
      NewImage: marshall({ ...data, note }, { removeUndefinedValues: true }) as Image,
    },
  }));

export const contract: ProducerContract<DynamoDBRecord> = {
  producer: 'payment-stream',
  cases: records,
  publish: (record) => enrich((each) => paymentEvent(tableChange(each)))([record]),
};
