import { marshall } from '@aws-sdk/util-dynamodb';
import type { ProducerContract } from '@carillon/catalog/contracts';
import { enrich, tableChange } from '@carillon/runtime/enrich';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { siteMeasuredArbitrary } from '../../../generated/arbitraries/site/site-measured.ts';
import { siteMeasure } from './site-measure.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** DynamoDB's numbers have 38 digits and end at 1E126; a site's have two places. */
const value = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((hundredths) => hundredths / 100);

/** The application's item holds more than the event tells. */
const image = fc
  .tuple(siteMeasuredArbitrary, value, value)
  .map(([{ data }, valueOne, valueTwo]) => marshall({ ...data, valueOne, valueTwo, operator: 'x' }) as Image);

/** A measure comes, or is corrected. */
const record: fc.Arbitrary<DynamoDBRecord> = fc
  .tuple(image, fc.option(image, { nil: undefined }), fc.uuid())
  .map(([NewImage, OldImage, eventID]) => ({
    eventID,
    eventName: OldImage === undefined ? 'INSERT' : 'MODIFY',
    dynamodb: {
      ApproximateCreationDateTime: 1_795_464_000,
      NewImage,
      ...(OldImage === undefined ? {} : { OldImage }),
    },
  }));

export const contract: ProducerContract<DynamoDBRecord> = {
  producer: 'site-stream',
  cases: record,
  publish: (input) => enrich((each) => siteMeasure(tableChange(each)))([input]),
};
