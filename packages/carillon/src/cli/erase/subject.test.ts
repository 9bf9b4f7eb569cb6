import { examine, readSource } from '@carillon/catalog/check';
import { describe, expect, it } from 'vitest';
import { SHOP } from '../../fixture-project.ts';
import { concerns, subjectOf, type Wanted } from './subject.ts';

const wanted: Wanted = {
  subject: { field: 'customerId', value: 'c.1' },
  refersTo: (value, { value: id }) =>
    typeof value === 'string' ? value === `customers/${id}` : value.kind === 'Customer' && value.id === id,
};
const event = (data: object, metadata: object = {}): object => ({ detail: { metadata, data } });
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

describe('what concerns a subject', () => {
  it.each<[string, unknown]>([
    ['an event with its id', event({ customerId: 'c.1', change: 'modified' })],
    ['an id deep within', event({ after: { lines: [{ payer: { customerId: 'c.1' } }] } })],
    ['a reference that the application knows', event({ order: { placedBy: 'customers/c.1' } })],
    ['an object that the application knows', { kind: 'Customer', id: 'c.1' }],
    ['data that are text', { payload: '{"customerId":"c.1"}' }],
    ['a record that Firehose could not deliver', { rawData: base64({ customerId: 'c.1' }) }],
    ['a record of a table’s stream', { dynamodb: { NewImage: { customerId: { S: 'c.1' } } } }],
    ['a message within a message', { Body: JSON.stringify({ Message: JSON.stringify({ customerId: 'c.1' }) }) }],
  ])('is %s', (_, value) => expect(concerns(value, wanted)).toBe(true));

  it.each<[string, unknown]>([
    ['another one', event({ customerId: 'c.10' })],
    ['another field with that value', event({ orderId: 'c.1' })],
    ['a reference to another one', { placedBy: 'customers/c.10' }],
    ['a text that merely holds the id', { name: 'shelf c.1' }],
    ['base64 that is not JSON', { data: Buffer.from('{c.1').toString('base64') }],
    ['nothing', null],
  ])('is not %s', (_, value) => expect(concerns(value, wanted)).toBe(false));
});

describe('a subject', () => {
  const catalog = examine(readSource(SHOP)).value?.checked;
  if (catalog === undefined) throw new Error('the shop is not valid');

  it('is named by a text field of events with personal data', () => {
    expect(subjectOf(catalog, 'customerId=c-1')).toEqual({ field: 'customerId', value: 'c-1' });
    expect(subjectOf(catalog, 'orderId=a=b')).toEqual({ field: 'orderId', value: 'a=b' });
  });

  it.each([
    [undefined, /--subject <field>=<value>\. Ids .*: customerId, orderId/],
    ['c-1', /--subject <field>=<value>/],
    ['custmerId=c-1', /no event.*custmerId\. Did you mean customerId\?/i],
    // Payments have no marks.
    ['cents=5', /no event.*cents/i],
    ['reason=late', /no event.*reason/i],
    ['customerId=', /cannot be a customerId: .*OrderPlaced/],
    [`customerId=${'x'.repeat(65)}`, /cannot be a customerId/],
  ])('is not %s', (option, why) => expect(() => subjectOf(catalog, option)).toThrow(why));
});
