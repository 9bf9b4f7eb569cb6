// Generated from catalog/order/order-fulfilment-failed/v1.json by `npm run generate`. Do not edit.

import * as fc from 'fast-check';
import { orderFulfilmentFailed, type OrderFulfilmentFailed } from '../../events/order/order-fulfilment-failed.ts';

const made: fc.Arbitrary<unknown> = fc.record({ metadata: fc.record({ id: fc.uuid(), correlationId: fc.string({ minLength: 1, maxLength: 25 }), causationId: fc.string({ minLength: 1, maxLength: 25 }), occurredAt: fc.date({ min: new Date('1970-01-01T00:00:00.000Z'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true }).map((date) => date.toISOString()), schema: fc.stringMatching(new RegExp('^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$', 'u')), stream: fc.string({ minLength: 1, maxLength: 25 }), sequence: fc.integer({ min: 1 }), claim: fc.record({ bucket: fc.string({ minLength: 3, maxLength: 27 }), key: fc.string({ minLength: 1, maxLength: 25 }), sha256: fc.stringMatching(new RegExp('^[0-9a-f]{64}$', 'u')), bytes: fc.integer({ min: 1 }) }, { requiredKeys: ['bucket', 'key', 'sha256', 'bytes'], noNullPrototype: true }) }, { requiredKeys: ['id', 'correlationId', 'occurredAt', 'schema'], noNullPrototype: true }), data: fc.record({ runId: fc.string({ minLength: 1, maxLength: 25 }), error: fc.record({ code: fc.string({ minLength: 1, maxLength: 25 }), message: fc.string({ minLength: 1, maxLength: 25 }) }, { requiredKeys: ['code', 'message'], noNullPrototype: true }) }, { requiredKeys: ['runId', 'error'], noNullPrototype: true }) }, { requiredKeys: ['metadata', 'data'], noNullPrototype: true });

let misses = 0;
const isValid = (detail: unknown): detail is OrderFulfilmentFailed => {
  misses = orderFulfilmentFailed.validate(detail).length === 0 ? 0 : misses + 1;
  if (misses > 20000) throw new Error('No detail of OrderFulfilmentFailed could be made in 20000 tries: say in catalog/order/order-fulfilment-failed/v1.json plainly what is valid');
  return misses === 0;
};

/** Details of OrderFulfilmentFailed that its validator accepts. */
export const orderFulfilmentFailedArbitrary: fc.Arbitrary<OrderFulfilmentFailed> = made.filter(isValid);
