// Generated from catalog/order/order-fulfilment-completed/v1.json by `npm run generate`. Do not edit.

import type { OrderFulfilmentCompleted } from '../../events/order/order-fulfilment-completed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const orderFulfilmentCompletedExamples: readonly [OrderFulfilmentCompleted, ...OrderFulfilmentCompleted[]] = [
  {
    metadata: {
      id: '06381658-561e-4e4a-bae2-17cf9410194a',
      correlationId: 'subject-1',
      occurredAt: '2026-01-01T00:00:00.000Z',
      schema: 'order/order-fulfilment-completed/v1',
    },
    data: { runId: '00000000-0000-8000-8000-000000000001' },
  },
  {
    metadata: {
      id: 'ee76ac6e-cff2-42dc-95a3-6bb3635f296a',
      correlationId: 'subject-2',
      occurredAt: '2026-01-01T00:01:00.000Z',
      schema: 'order/order-fulfilment-completed/v1',
    },
    data: { runId: '00000000-0000-8000-8000-000000000001' },
  },
] as unknown as readonly [OrderFulfilmentCompleted, ...OrderFulfilmentCompleted[]];

const [first] = orderFulfilmentCompletedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleOrderFulfilmentCompleted(
  data: Partial<OrderFulfilmentCompleted['data']> = {},
  metadata: Partial<OrderFulfilmentCompleted['metadata']> = {},
): OrderFulfilmentCompleted {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
