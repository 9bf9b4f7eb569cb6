// Generated from catalog/order/order-fulfilment-failed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import { validate } from '../../validators/order/order-fulfilment-failed.js';

/** A run of order fulfilment has failed. */
export interface OrderFulfilmentFailed {
  readonly metadata: EventMetadata;
  readonly data: OrderFulfilmentFailedData;
}

/** The run and its error. */
export interface OrderFulfilmentFailedData {
  /** The run. */
  readonly runId: string;
  /** Why; nothing that identifies a person. */
  readonly error: {
    /** A stable code. */
    readonly code: string;
    /** One sentence. */
    readonly message: string;
  };
}

/** A run of order fulfilment has failed. */
export const orderFulfilmentFailed: EventDescriptor<'OrderFulfilmentFailed', OrderFulfilmentFailed> = {
  name: 'OrderFulfilmentFailed',
  source: 'orders.order',
  version: 1,
  schema: 'order/order-fulfilment-failed/v1',
  owner: 'team-orders',
  claimCheck: false,
  phi: [],
  validate,
};
