import type { TableChange } from '@carillon/runtime/enrich';
import { detailOf } from '@carillon/runtime/publish';
import { describe, expect, it } from 'vitest';
import { paymentEvent } from './payment-event.ts';

const PAYMENT = { paymentId: 'pay-1', orderId: 'order-1001', currency: 'EUR', amount: 143.48, method: 'card' };
const created: TableChange = {
  change: 'created',
  id: 'record-1',
  occurredAt: '2026-05-04T09:17:00.000Z',
  after: { ...PAYMENT, cardNumber: 'stays in the table' },
};

describe('paymentEvent', () => {
  it('publishes a payment under the correlation id of its order', () => {
    const outgoing = paymentEvent(created);
    expect(outgoing).toMatchObject({ metadata: { correlationId: 'order-1001', stream: 'payment/pay-1' } });
    expect(outgoing.data).toEqual(PAYMENT);
    expect(outgoing.event.validate(detailOf(outgoing))).toEqual([]);
  });
});
