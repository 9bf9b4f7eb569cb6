import { marshall } from '@aws-sdk/util-dynamodb';
import type { ProducerContract } from '@carillon/catalog/contracts';
import { enrich, tableChange } from '@carillon/runtime/enrich';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { addressChangedArbitrary } from '../../../generated/arbitraries/patient/address-changed.ts';
import { patientChangedArbitrary } from '../../../generated/arbitraries/patient/patient-changed.ts';
import { patientChange } from './patient-change.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;
type Kind = 'Patient' | 'Address';

const KINDS = { created: 'INSERT', modified: 'MODIFY', removed: 'REMOVE' } as const;

const image = (itemType: Kind, patientId: string, item: object): Image =>
  // The application keeps more in an item than the event tells.
  marshall({ ...item, patientId, itemType, nationalId: 'x', version: 3 }) as Image;

const changes = fc.oneof(
  patientChangedArbitrary.map(({ data }) => ({ itemType: 'Patient' as Kind, ...data })),
  addressChangedArbitrary.map(({ data }) => ({ itemType: 'Address' as Kind, ...data })),
);

const record: fc.Arbitrary<DynamoDBRecord> = fc.tuple(changes, fc.uuid()).map(([change, eventID]) => ({
  eventID,
  eventName: KINDS[change.change],
  dynamodb: {
    ApproximateCreationDateTime: 1_795_464_000,
    ...('before' in change ? { OldImage: image(change.itemType, change.patientId, change.before) } : {}),
    ...('after' in change ? { NewImage: image(change.itemType, change.patientId, change.after) } : {}),
  },
}));

export const contract: ProducerContract<DynamoDBRecord> = {
  producer: 'patient-stream',
  cases: record,
  publish: (input) => enrich((each) => patientChange(tableChange(each)))([input]),
};
