import { marshall } from '@aws-sdk/util-dynamodb';
import type { ProducerContract } from '@carillon/catalog/contracts';
import { enrich, tableChange } from '@carillon/runtime/enrich';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { orderPlacedArbitrary } from '../../../generated/arbitraries/order/order-placed.ts';
import { orderEvent } from './order-event.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** New orders as the table's stream records them; an item may hold more than the event declares. */
const records: fc.Arbitrary<DynamoDBRecord> = fc
  .tuple(orderPlacedArbitrary, fc.uuid(), fc.option(fc.string(), { nil: undefined }))
  .map(([{ data }, eventID, note]) => ({
    eventID,
    eventName: 'INSERT',
    dynamodb: {
      ApproximateCreationDateTime: 1_777_886_100,
      NewImage: marshall({ ...data, note }, { removeUndefinedValues: true }) as Image,
    },
  }));

export const contract: ProducerContract<DynamoDBRecord> = {
  producer: 'order-stream',
  cases: records,
  publish: (record) => enrich((each) => orderEvent(tableChange(each)))([record]),
};
