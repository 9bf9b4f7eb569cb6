import type { TableChange } from '@carillon/runtime/enrich';
import { detailOf } from '@carillon/runtime/publish';
import { describe, expect, it } from 'vitest';
import { orderEvent } from './order-event.ts';

const ORDER = {
  orderId: 'order-1001',
  customerEmail: 'ada@example.com',
  currency: 'EUR',
  total: 143.48,
  lines: [{ product: 'lamp', quantity: 2, price: 71.74 }],
  note: 'what the event does not declare stays in the table',
};
const created = (item: Readonly<Record<string, unknown>>): TableChange => ({
  change: 'created',
  id: 'record-1',
  occurredAt: '2026-05-04T09:15:00.000Z',
  after: item,
});

const invalidFields = (item: Readonly<Record<string, unknown>>): readonly string[] => {
  const outgoing = orderEvent(created(item));
  return outgoing.event.validate(detailOf(outgoing)).map(({ pointer }) => pointer);
};

describe('orderEvent', () => {
  it('publishes a new order, without what the event does not declare', () => {
    const { note: _, ...data } = ORDER;
    expect(orderEvent(created(ORDER))).toMatchObject({
      data,
      metadata: { correlationId: 'order-1001', occurredAt: '2026-05-04T09:15:00.000Z', stream: 'order/order-1001' },
    });
    expect(invalidFields(ORDER)).toEqual([]);
  });

  it('gives a record that is read again the same event id', () => {
    expect(orderEvent(created(ORDER)).metadata.id).toBe(orderEvent(created(ORDER)).metadata.id);
  });

  it.each([19.99, 143.48, 8.69, 0.01])('accepts an amount of whole hundredths: %d', (total) => {
    expect(invalidFields({ ...ORDER, total })).toEqual([]);
  });

  it.each([19.999, 0, -5])('makes an invalid event of an amount of %d', (total) => {
    expect(invalidFields({ ...ORDER, total })).toEqual(['/data/total']);
  });

  it('refuses a changed or removed order: the filter of the pipe leaves these out', () => {
    const { after, ...rest } = created(ORDER) as Extract<TableChange, { change: 'created' }>;
    expect(() => orderEvent({ ...rest, change: 'removed', before: after })).toThrow('An order was removed');
  });
});
