// Generated from catalog/order/order-fulfilment-started/v1.json by `npm run generate`. Do not edit.

import type { OrderFulfilmentStarted } from '../../events/order/order-fulfilment-started.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const orderFulfilmentStartedExamples: readonly [OrderFulfilmentStarted, ...OrderFulfilmentStarted[]] = [
  {
    metadata: {
      id: '12433b26-85b4-4961-a6c7-a72675bd3478',
      correlationId: 'subject-1',
      occurredAt: '2026-01-01T00:00:00.000Z',
      schema: 'order/order-fulfilment-started/v1',
    },
    data: {
      runId: '00000000-0000-8000-8000-000000000001',
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:machine:1',
      attempt: 1,
      startedAt: '2026-01-01T00:00:00.000Z',
    },
  },
  {
    metadata: {
      id: '8a0f3c9a-d3f6-4769-a38f-943aaef8e2d0',
      correlationId: 'subject-2',
      occurredAt: '2026-01-01T00:01:00.000Z',
      schema: 'order/order-fulfilment-started/v1',
    },
    data: {
      runId: '00000000-0000-8000-8000-000000000001',
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:machine:2',
      attempt: 2,
      startedAt: '2026-01-01T00:01:00.000Z',
    },
  },
] as unknown as readonly [OrderFulfilmentStarted, ...OrderFulfilmentStarted[]];

const [first] = orderFulfilmentStartedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleOrderFulfilmentStarted(
  data: Partial<OrderFulfilmentStarted['data']> = {},
  metadata: Partial<OrderFulfilmentStarted['metadata']> = {},
): OrderFulfilmentStarted {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
