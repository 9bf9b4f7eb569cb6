// Generated from catalog/order/order-placed/v1.json by `npm run generate`. Do not edit.

import * as fc from 'fast-check';
import { orderPlaced, type OrderPlaced } from '../../events/order/order-placed.ts';

const made: fc.Arbitrary<unknown> = fc.record({ metadata: fc.record({ id: fc.uuid(), correlationId: fc.string({ minLength: 1, maxLength: 25 }), causationId: fc.string({ minLength: 1, maxLength: 25 }), occurredAt: fc.date({ min: new Date('1970-01-01T00:00:00.000Z'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true }).map((date) => date.toISOString()), schema: fc.stringMatching(new RegExp('^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$', 'u')), stream: fc.string({ minLength: 1, maxLength: 25 }), sequence: fc.integer({ min: 1 }), claim: fc.record({ bucket: fc.string({ minLength: 3, maxLength: 27 }), key: fc.string({ minLength: 1, maxLength: 25 }), sha256: fc.stringMatching(new RegExp('^[0-9a-f]{64}$', 'u')), bytes: fc.integer({ min: 1 }) }, { requiredKeys: ['bucket', 'key', 'sha256', 'bytes'], noNullPrototype: true }) }, { requiredKeys: ['id', 'correlationId', 'occurredAt', 'schema'], noNullPrototype: true }), data: fc.record({ orderId: fc.stringMatching(new RegExp('^[A-Za-z0-9-]{1,64}$', 'u')), customerEmail: fc.stringMatching(new RegExp('^[^@\\s]+@[^@\\s]+$', 'u')).filter((text) => [...text].length <= 200), currency: fc.constantFrom('EUR', 'GBP', 'USD'), total: fc.bigInt({ min: 1n, max: 100000000n }).map((steps) => Number(`${steps}e-2`)), lines: fc.array(fc.record({ product: fc.string({ minLength: 1, maxLength: 25 }), quantity: fc.integer({ min: 1, max: 1000 }), price: fc.bigInt({ min: 1n, max: 100000000n }).map((steps) => Number(`${steps}e-2`)) }, { requiredKeys: ['product', 'quantity', 'price'], noNullPrototype: true }), { minLength: 1, maxLength: 4 }) }, { requiredKeys: ['orderId', 'customerEmail', 'currency', 'total', 'lines'], noNullPrototype: true }) }, { requiredKeys: ['metadata', 'data'], noNullPrototype: true });

let misses = 0;
const isValid = (detail: unknown): detail is OrderPlaced => {
  misses = orderPlaced.validate(detail).length === 0 ? 0 : misses + 1;
  if (misses > 20000) throw new Error('No detail of OrderPlaced could be made in 20000 tries: say in catalog/order/order-placed/v1.json plainly what is valid');
  return misses === 0;
};

/** Details of OrderPlaced that its validator accepts. */
export const orderPlacedArbitrary: fc.Arbitrary<OrderPlaced> = made.filter(isValid);
