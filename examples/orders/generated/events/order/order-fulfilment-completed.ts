// Generated from catalog/order/order-fulfilment-completed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import { validate } from '../../validators/order/order-fulfilment-completed.js';

/** A run of order fulfilment is completed. */
export interface OrderFulfilmentCompleted {
  readonly metadata: EventMetadata;
  readonly data: OrderFulfilmentCompletedData;
}

/** The run. */
export interface OrderFulfilmentCompletedData {
  /** The run. */
  readonly runId: string;
}

/** A run of order fulfilment is completed. */
export const orderFulfilmentCompleted: EventDescriptor<'OrderFulfilmentCompleted', OrderFulfilmentCompleted> = {
  name: 'OrderFulfilmentCompleted',
  source: 'orders.order',
  version: 1,
  schema: 'order/order-fulfilment-completed/v1',
  owner: 'team-orders',
  claimCheck: false,
  phi: [],
  validate,
};
