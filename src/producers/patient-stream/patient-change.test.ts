import { marshall } from '@aws-sdk/util-dynamodb';
import { enrich, tableChange } from '@carillon/runtime/enrich';
import { detailOf } from '@carillon/runtime/publish';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patientChange } from './patient-change.ts';

const PATIENT = { id: 'PATIENT#f001', sk: 'PATIENT#f001', itemType: 'Patient', patientId: 'f001', name: 'Ann Lee' };
const ADDRESS = {
  id: 'PATIENT#f001',
  sk: 'ADDRESS#1',
  itemType: 'Address',
  patientId: 'f001',
  addressId: '1',
  address: 'Main Street 1',
  city: 'Delft',
};

type Item = Readonly<Record<string, unknown>>;
const image = (item: Item) => marshall(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

const record = (
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE',
  images: { before?: Item; after?: Item },
): DynamoDBRecord => ({
  eventID: `record-${eventName}`,
  eventName,
  dynamodb: {
    ApproximateCreationDateTime: 1_795_464_000,
    SequenceNumber: '1',
    ...(images.before ? { OldImage: image(images.before) } : {}),
    ...(images.after ? { NewImage: image(images.after) } : {}),
  },
});

const eventOf = (...args: Parameters<typeof record>) => patientChange(tableChange(record(...args)));

describe('a change of the patient table', () => {
  it.each([
    ['INSERT', { after: PATIENT }, 'PatientChanged', 'created'],
    ['MODIFY', { before: PATIENT, after: { ...PATIENT, name: 'Ann Roe' } }, 'PatientChanged', 'modified'],
    ['REMOVE', { before: PATIENT }, 'PatientChanged', 'removed'],
    ['INSERT', { after: ADDRESS }, 'AddressChanged', 'created'],
    ['MODIFY', { before: ADDRESS, after: { ...ADDRESS, city: 'Leiden' } }, 'AddressChanged', 'modified'],
    ['REMOVE', { before: ADDRESS }, 'AddressChanged', 'removed'],
  ] as const)('%s -> a valid event (%#)', (eventName, images, name, change) => {
    const outgoing = eventOf(eventName, images);
    const detail = detailOf(outgoing);
    expect(outgoing.event.name).toBe(name);
    expect(outgoing.event.validate(detail)).toEqual([]);
    expect(detail.data).toMatchObject({ change, patientId: 'f001' });
    expect(detail.metadata).toMatchObject({ occurredAt: '2026-11-23T20:00:00.000Z', stream: 'patient/f001' });
  });

  it('tells nothing that the event does not declare', () => {
    const { data } = eventOf('INSERT', { after: { ...PATIENT, nationalId: 'secret' } });
    expect(data).toEqual({ change: 'created', patientId: 'f001', after: { patientId: 'f001', name: 'Ann Lee' } });
  });

  it('has the same id at every delivery', () => {
    const images = { after: PATIENT };
    expect(eventOf('INSERT', images).metadata.id).toBe(eventOf('INSERT', images).metadata.id);
  });

  it('never passes an invalid event, whatever the item holds', async () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.dictionary(fc.string(), fc.string()),
    );
    const item = fc.record(
      { ...PATIENT_SHAPE(value), itemType: fc.constantFrom('Patient', 'Address', 'Invoice') },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(item, item, async (before, after) => {
        const dead: string[] = [];
        const records = [record('MODIFY', { before, after }), record('INSERT', { after: PATIENT })];
        const run = enrich((each) => patientChange(tableChange(each)), {
          deadLetters: async (_, { code }) => void dead.push(code),
        });
        const events = await run(records);
        expect(events.length + dead.length).toBe(2);
        expect(events.at(-1)?.detailType).toBe('PatientChanged');
      }),
    );
  });
});

const PATIENT_SHAPE = <T>(value: fc.Arbitrary<T>) => ({
  patientId: value,
  name: value,
  birthDate: value,
  gender: value,
  addressId: value,
  address: value,
});

describe('a batch with a record nobody knows', () => {
  const records = [
    record('INSERT', { after: PATIENT }),
    record('INSERT', { after: { ...PATIENT, itemType: 'Invoice' } }),
    record('MODIFY', { before: PATIENT, after: { ...ADDRESS } }),
    record('INSERT', { after: ADDRESS }),
  ];
  const toEvent = (each: DynamoDBRecord) => patientChange(tableChange(each));

  it('puts that record aside with its reason, and the others go on', async () => {
    const dead: unknown[] = [];
    const events = await enrich(toEvent, {
      deadLetters: async (each, { code }) => void dead.push([records.indexOf(each), code]),
    })(records);
    expect(events.map(({ detailType }) => detailType)).toEqual(['PatientChanged', 'AddressChanged']);
    expect(dead).toEqual([
      [1, 'UNKNOWN_ITEM_TYPE'],
      [2, 'ITEM_TYPE_CHANGED'],
    ]);
  });

  it('fails as a whole where nothing can be put aside: the pipe retries, halves and dead-letters it', async () => {
    await expect(enrich(toEvent)(records)).rejects.toMatchObject({ code: 'UNKNOWN_ITEM_TYPE' });
    const refused = async () => Promise.reject(new Error('queue is down'));
    await expect(enrich(toEvent, { deadLetters: refused })(records)).rejects.toThrow('queue is down');
  });
});
