// Generated from catalog/order/order-fulfilment-failed/v1.json by `npm run generate`. Do not edit.

import type { OrderFulfilmentFailed } from '../../events/order/order-fulfilment-failed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const orderFulfilmentFailedExamples: readonly [OrderFulfilmentFailed, ...OrderFulfilmentFailed[]] = [
  {
    metadata: {
      id: '9725116b-674f-49ed-8c65-cae7bdc6dce9',
      correlationId: 'subject-1',
      occurredAt: '2026-01-01T00:00:00.000Z',
      schema: 'order/order-fulfilment-failed/v1',
    },
    data: {
      runId: '00000000-0000-8000-8000-000000000001',
      error: { code: 'States.Timeout', message: 'The run took too long.' },
    },
  },
  {
    metadata: {
      id: '9e221dac-65e4-4672-bbdf-0ab0a6e5813a',
      correlationId: 'subject-2',
      occurredAt: '2026-01-01T00:01:00.000Z',
      schema: 'order/order-fulfilment-failed/v1',
    },
    data: {
      runId: '00000000-0000-8000-8000-000000000001',
      error: { code: 'ABANDONED', message: 'The run took too long.' },
    },
  },
] as unknown as readonly [OrderFulfilmentFailed, ...OrderFulfilmentFailed[]];

const [first] = orderFulfilmentFailedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleOrderFulfilmentFailed(
  data: Partial<OrderFulfilmentFailed['data']> = {},
  metadata: Partial<OrderFulfilmentFailed['metadata']> = {},
): OrderFulfilmentFailed {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
