// Generated from catalog/order/order-fulfilment-started/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import { validate } from '../../validators/order/order-fulfilment-started.js';

/** A run of order fulfilment has started. */
export interface OrderFulfilmentStarted {
  readonly metadata: EventMetadata;
  readonly data: OrderFulfilmentStartedData;
}

/** The run and its execution. */
export interface OrderFulfilmentStartedData {
  /** The run. */
  readonly runId: string;
  /** The execution of the state machine. */
  readonly executionArn: string;
  /** Counted from 1; more where a failed run was started again. */
  readonly attempt: number;
  /** When this attempt began. */
  readonly startedAt: Instant;
}

/** A run of order fulfilment has started. */
export const orderFulfilmentStarted: EventDescriptor<'OrderFulfilmentStarted', OrderFulfilmentStarted> = {
  name: 'OrderFulfilmentStarted',
  source: 'orders.order',
  version: 1,
  schema: 'order/order-fulfilment-started/v1',
  owner: 'team-orders',
  claimCheck: false,
  phi: [],
  validate,
};
