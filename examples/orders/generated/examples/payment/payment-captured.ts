// Generated from catalog/payment/payment-captured/v1.json by `npm run generate`. Do not edit.

import type { PaymentCaptured } from '../../events/payment/payment-captured.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const paymentCapturedExamples: readonly [PaymentCaptured, ...PaymentCaptured[]] = [
  {
    metadata: {
      id: '2f1c8d44-8a58-4b6b-9c55-0d8b5a7e4c01',
      correlationId: 'order-1001',
      occurredAt: '2026-05-04T09:17:00.000Z',
      schema: 'payment/payment-captured/v1',
      stream: 'payment/pay-1',
    },
    data: {
      paymentId: 'pay-1',
      orderId: 'order-1001',
      currency: 'EUR',
      amount: 143.48,
      method: 'card',
    },
  },
  {
    metadata: {
      id: '2f1c8d44-8a58-4b6b-9c55-0d8b5a7e4c02',
      correlationId: 'order-1002',
      occurredAt: '2026-05-04T09:25:00.000Z',
      schema: 'payment/payment-captured/v1',
      stream: 'payment/pay-2',
    },
    data: {
      paymentId: 'pay-2',
      orderId: 'order-1002',
      currency: 'GBP',
      amount: 19.99,
      method: 'transfer',
    },
  },
] as unknown as readonly [PaymentCaptured, ...PaymentCaptured[]];

const [first] = paymentCapturedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function examplePaymentCaptured(
  data: Partial<PaymentCaptured['data']> = {},
  metadata: Partial<PaymentCaptured['metadata']> = {},
): PaymentCaptured {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
