import { marshall } from '@aws-sdk/util-dynamodb';
import { tableChange } from '@carillon/runtime/enrich';
import { detailOf } from '@carillon/runtime/publish';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteMeasure } from './site-measure.ts';

const MEASURE = {
  id: 'm-1',
  siteId: '1',
  name: 'ward temperature',
  createdAtTime: 1_795_464_003_127,
  valueOne: 21.4,
  valueTwo: 40,
};

const inserted = (item: Readonly<Record<string, unknown>>): DynamoDBRecord => ({
  eventID: 'record-1',
  eventName: 'INSERT',
  dynamodb: {
    ApproximateCreationDateTime: 1_795_464_004,
    NewImage: marshall(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>,
  },
});

const faultsOf = (item: Readonly<Record<string, unknown>>): readonly string[] => {
  const outgoing = siteMeasure(tableChange(inserted(item)));
  return outgoing.event.validate(detailOf(outgoing)).map(({ pointer }) => pointer);
};

describe('a measure', () => {
  it('arrives as it was written, numbers as numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (valueOne) => {
        // DynamoDB has no negative zero.
        const measure = { ...MEASURE, valueOne: valueOne + 0 };
        expect(siteMeasure(tableChange(inserted(measure))).data).toEqual(measure);
      }),
    );
    expect(faultsOf(MEASURE)).toEqual([]);
  });

  it('with more digits than a double is rounded as every reader of JSON rounds it', () => {
    const record = inserted(MEASURE);
    Object.assign(record.dynamodb?.NewImage ?? {}, { valueOne: { N: '12345678901234567890' } });
    expect(siteMeasure(tableChange(record)).data).toEqual({ ...MEASURE, valueOne: 12345678901234567000 });
  });

  it('with text for a number, or without its site, is no event', () => {
    expect(faultsOf({ ...MEASURE, valueTwo: '40' })).toEqual(['/data/valueTwo']);
    expect(faultsOf({ ...MEASURE, siteId: 'a/b' })).toEqual(['/data/siteId']);
    const { siteId: _, ...homeless } = MEASURE;
    expect(faultsOf(homeless).length).toBeGreaterThan(0);
  });

  it('is not taken by removing the item', () => {
    const removed: DynamoDBRecord = { ...inserted(MEASURE), eventName: 'REMOVE' };
    const { NewImage, ...rest } = removed.dynamodb ?? {};
    const change = tableChange({ ...removed, dynamodb: { ...rest, ...(NewImage ? { OldImage: NewImage } : {}) } });
    expect(() => siteMeasure(change)).toThrow('A removed item measures nothing');
  });
});
