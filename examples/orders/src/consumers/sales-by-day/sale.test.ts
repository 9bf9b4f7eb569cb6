import { describe, expect, it } from 'vitest';
import { examplePaymentCaptured } from '../../../generated/examples/payment/payment-captured.ts';
import { saleOf } from './sale.ts';

describe('saleOf', () => {
  it('files a payment under the day on which it was made', () => {
    const detail = examplePaymentCaptured(
      { paymentId: 'pay-1', orderId: 'order-1', amount: 19.99, currency: 'GBP' },
      { occurredAt: '2026-05-04T23:59:59.999Z' },
    );
    const event = { detail } as Parameters<typeof saleOf>[0];
    expect(saleOf(event)).toEqual({
      day: '2026-05-04',
      eventId: detail.metadata.id,
      paymentId: 'pay-1',
      orderId: 'order-1',
      currency: 'GBP',
      amount: 19.99,
    });
  });
});
