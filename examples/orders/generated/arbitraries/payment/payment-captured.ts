// Generated from catalog/payment/payment-captured/v1.json by `npm run generate`. Do not edit.

import * as fc from 'fast-check';
import { paymentCaptured, type PaymentCaptured } from '../../events/payment/payment-captured.ts';

const made: fc.Arbitrary<unknown> = fc.record({ metadata: fc.record({ id: fc.uuid(), correlationId: fc.string({ minLength: 1, maxLength: 25 }), causationId: fc.string({ minLength: 1, maxLength: 25 }), occurredAt: fc.date({ min: new Date('1970-01-01T00:00:00.000Z'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true }).map((date) => date.toISOString()), schema: fc.stringMatching(new RegExp('^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$', 'u')), stream: fc.string({ minLength: 1, maxLength: 25 }), sequence: fc.integer({ min: 1 }), claim: fc.record({ bucket: fc.string({ minLength: 3, maxLength: 27 }), key: fc.string({ minLength: 1, maxLength: 25 }), sha256: fc.stringMatching(new RegExp('^[0-9a-f]{64}$', 'u')), bytes: fc.integer({ min: 1 }) }, { requiredKeys: ['bucket', 'key', 'sha256', 'bytes'], noNullPrototype: true }) }, { requiredKeys: ['id', 'correlationId', 'occurredAt', 'schema'], noNullPrototype: true }), data: fc.record({ paymentId: fc.string({ minLength: 1, maxLength: 25 }), orderId: fc.stringMatching(new RegExp('^[A-Za-z0-9-]{1,64}$', 'u')), currency: fc.constantFrom('EUR', 'GBP', 'USD'), amount: fc.bigInt({ min: 1n, max: 100000000n }).map((steps) => Number(`${steps}e-2`)), method: fc.constantFrom('card', 'transfer', 'wallet') }, { requiredKeys: ['paymentId', 'orderId', 'currency', 'amount', 'method'], noNullPrototype: true }) }, { requiredKeys: ['metadata', 'data'], noNullPrototype: true });

let misses = 0;
const isValid = (detail: unknown): detail is PaymentCaptured => {
  misses = paymentCaptured.validate(detail).length === 0 ? 0 : misses + 1;
  if (misses > 20000) throw new Error('No detail of PaymentCaptured could be made in 20000 tries: say in catalog/payment/payment-captured/v1.json plainly what is valid');
  return misses === 0;
};

/** Details of PaymentCaptured that its validator accepts. */
export const paymentCapturedArbitrary: fc.Arbitrary<PaymentCaptured> = made.filter(isValid);
