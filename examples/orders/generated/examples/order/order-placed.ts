// Generated from catalog/order/order-placed/v1.json by `npm run generate`. Do not edit.

import type { OrderPlaced } from '../../events/order/order-placed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const orderPlacedExamples: readonly [OrderPlaced, ...OrderPlaced[]] = [
  {
    metadata: {
      id: '0b7e5d0a-5f0e-4a53-8b0c-5a3e6f1f7a01',
      correlationId: 'order-1001',
      occurredAt: '2026-05-04T09:15:00.000Z',
      schema: 'order/order-placed/v1',
      stream: 'order/order-1001',
    },
    data: {
      orderId: 'order-1001',
      customerEmail: 'ada@example.com',
      currency: 'EUR',
      total: 143.48,
      lines: [
        { product: 'lamp', quantity: 2, price: 61.75 },
        { product: 'bulb', quantity: 1, price: 19.98 },
      ],
    },
  },
  {
    metadata: {
      id: '0b7e5d0a-5f0e-4a53-8b0c-5a3e6f1f7a02',
      correlationId: 'order-1002',
      occurredAt: '2026-05-04T09:20:00.000Z',
      schema: 'order/order-placed/v1',
      stream: 'order/order-1002',
    },
    data: {
      orderId: 'order-1002',
      customerEmail: 'charles@example.com',
      currency: 'GBP',
      total: 19.99,
      lines: [{ product: 'book', quantity: 1, price: 19.99 }],
    },
  },
] as unknown as readonly [OrderPlaced, ...OrderPlaced[]];

const [first] = orderPlacedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleOrderPlaced(
  data: Partial<OrderPlaced['data']> = {},
  metadata: Partial<OrderPlaced['metadata']> = {},
): OrderPlaced {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
