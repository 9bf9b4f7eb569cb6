import { describe, expect, it } from 'vitest';
import { erasure } from './erasure.ts';

const subject = { field: 'patientId', value: 'p.1' };
const refersTo = (value: string | Readonly<Record<string, unknown>>): boolean | undefined =>
  erasure.refersTo?.(value, subject);

describe('what refers to a patient', () => {
  it.each<[string, string | Readonly<Record<string, unknown>>]>([
    ['the stream of its events', 'patient/p.1'],
    ['the key of its items', 'PATIENT#p.1'],
    ['a reference', 'Patient/p.1'],
    ['a reference to a version', 'https://h/r4/Patient/p.1/_history/3'],
    ['a reference within a bundle', 'urn:uuid:p.1'],
    ['its exported resource', { resourceType: 'Patient', id: 'p.1' }],
    ['its resource in an event', { resourceType: 'Patient', resourceId: 'p.1' }],
  ])('is %s', (_, value) => expect(refersTo(value)).toBe(true));

  it.each<[string, string | Readonly<Record<string, unknown>>]>([
    ['one whose id begins alike', 'Patient/p.10'],
    ['one whose id the dot would match', 'Patient/px1'],
    ['another type with that id', { resourceType: 'Device', id: 'p.1' }],
    ['a text that merely holds the id', 'bed p.1'],
  ])('is not %s', (_, value) => expect(refersTo(value)).toBe(false));

  it('is nothing of another subject', () => {
    expect(erasure.refersTo?.('Patient/p.1', { field: 'addressId', value: 'p.1' })).toBe(false);
  });
});

describe('the source of a patient', () => {
  const source = (Count: number) =>
    erasure.source?.(subject, {
      dynamodb: { send: async () => ({ Count }) } as never,
      s3: {} as never,
      tableNamed: async (construct) => construct,
      bucketNamed: async (construct) => construct,
    });

  it('is the table as long as it has items', async () => {
    expect(await source(1)).toMatchObject({ message: expect.stringContaining('still has items') });
    expect(await source(0)).toBeUndefined();
  });
});
