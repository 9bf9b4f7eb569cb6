import { describe, expect, it } from 'vitest';
import { concerns, isPersonId } from './person.ts';

const event = (data: object, metadata: object = {}): object => ({ detail: { metadata, data } });

describe('what concerns a person', () => {
  it.each<[string, unknown]>([
    ['a change of the patient', event({ patientId: 'p.1', change: 'modified' })],
    ['an event of his stream', event({}, { stream: 'patient/p.1' })],
    ['his resource', event({ resourceType: 'Patient', resourceId: 'p.1' })],
    ['his exported resource', { resourceType: 'Patient', id: 'p.1' }],
    ['a reference', event({ resource: { subject: { reference: 'Patient/p.1' } } })],
    ['a reference to a version', { subject: { reference: 'https://h/r4/Patient/p.1/_history/3' } }],
    ['a reference within a bundle', { subject: { reference: 'urn:uuid:p.1' } }],
    ['a resource that is text', { resource: '{"patient":{"reference":"Patient/p.1"}}' }],
    ['a record that Firehose could not file', { rawData: Buffer.from('{"patientId":"p.1"}').toString('base64') }],
    ['a record of a stream', { dynamodb: { Keys: { id: { S: 'PATIENT#p.1' } } } }],
    ['a message within a message', { Body: JSON.stringify({ Message: JSON.stringify({ patientId: 'p.1' }) }) }],
  ])('is %s', (_, value) => expect(concerns(value, 'p.1')).toBe(true));

  it.each<[string, unknown]>([
    ['another patient', event({ patientId: 'p.10' })],
    ['one whose id begins alike', { subject: { reference: 'Patient/p.10' } }],
    ['one whose id the dot would match', { subject: { reference: 'Patient/px1' } }],
    ['another type with that id', { resourceType: 'Device', id: 'p.1' }],
    ['a text that merely holds the id', { name: 'bed p.1' }],
    ['base64 that is no JSON', { data: Buffer.from('{p.1').toString('base64') }],
    ['nothing', null],
  ])('is not %s', (_, value) => expect(concerns(value, 'p.1')).toBe(false));
});

describe('an id of a person', () => {
  it('is what the catalog lets be one', () => {
    expect(['f001', 'a.b-c', 'x'.repeat(64)].every(isPersonId)).toBe(true);
    expect(['', 'a b', 'a/b', 'x'.repeat(65), 'é'].some(isPersonId)).toBe(false);
  });
});
