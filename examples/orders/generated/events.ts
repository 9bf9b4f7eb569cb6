// Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import { orderFulfilmentCompleted, type OrderFulfilmentCompleted } from './events/order/order-fulfilment-completed.ts';
import { orderFulfilmentFailed, type OrderFulfilmentFailed } from './events/order/order-fulfilment-failed.ts';
import { orderFulfilmentStarted, type OrderFulfilmentStarted } from './events/order/order-fulfilment-started.ts';
import { orderPlaced, type OrderPlaced } from './events/order/order-placed.ts';
import { paymentCaptured, type PaymentCaptured } from './events/payment/payment-captured.ts';

export {
  orderFulfilmentCompleted,
  type OrderFulfilmentCompleted,
  orderFulfilmentFailed,
  type OrderFulfilmentFailed,
  orderFulfilmentStarted,
  type OrderFulfilmentStarted,
  orderPlaced,
  type OrderPlaced,
  paymentCaptured,
  type PaymentCaptured,
};

/** Every event of the catalog, by name. */
export const events: readonly EventDescriptor<string, unknown>[] = [
  orderFulfilmentCompleted,
  orderFulfilmentFailed,
  orderFulfilmentStarted,
  orderPlaced,
  paymentCaptured,
];
