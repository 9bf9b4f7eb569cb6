// Generated from asyncapi.yaml by `npm run generate`. Do not edit.

import type { EventBridgeEnvelope, Subscription } from '@carillon/runtime/descriptor';
import { orderFulfilmentCompleted, type OrderFulfilmentCompleted } from './events/order/order-fulfilment-completed.ts';
import { orderFulfilmentFailed, type OrderFulfilmentFailed } from './events/order/order-fulfilment-failed.ts';
import { orderFulfilmentStarted, type OrderFulfilmentStarted } from './events/order/order-fulfilment-started.ts';
import { orderPlaced, type OrderPlaced } from './events/order/order-placed.ts';
import { paymentCaptured, type PaymentCaptured } from './events/payment/payment-captured.ts';

/** What `archiver` receives. */
export type ArchiverEvent =
  | EventBridgeEnvelope<'OrderFulfilmentCompleted', OrderFulfilmentCompleted>
  | EventBridgeEnvelope<'OrderFulfilmentFailed', OrderFulfilmentFailed>
  | EventBridgeEnvelope<'OrderFulfilmentStarted', OrderFulfilmentStarted>
  | EventBridgeEnvelope<'OrderPlaced', OrderPlaced>
  | EventBridgeEnvelope<'PaymentCaptured', PaymentCaptured>;

/** Keeps every event in S3, partitioned by type and time. */
export const archiver: Subscription<ArchiverEvent> = {
  consumer: 'archiver',
  owner: 'team-orders',
  pattern: { source: [{ prefix: 'orders.' }] },
  delivery: { kind: 'firehose' },
  events: [
    orderFulfilmentCompleted,
    orderFulfilmentFailed,
    orderFulfilmentStarted,
    orderPlaced,
    paymentCaptured,
  ],
};

/** What `order-fulfilment` receives. */
export type OrderFulfilmentEvent =
  | EventBridgeEnvelope<'OrderPlaced', OrderPlaced>;

/** Starts on OrderPlaced. */
export const orderFulfilment: Subscription<OrderFulfilmentEvent> = {
  consumer: 'order-fulfilment',
  owner: 'team-orders',
  pattern: { source: ['orders.order'], 'detail-type': ['OrderPlaced'] },
  delivery: { kind: 'workflow', workflow: 'order-fulfilment' },
  events: [orderPlaced],
};

/** What `order-fulfilment-resumer` receives. */
export type OrderFulfilmentResumerEvent =
  | EventBridgeEnvelope<'PaymentCaptured', PaymentCaptured>;

/** Consumes PaymentCaptured. */
export const orderFulfilmentResumer: Subscription<OrderFulfilmentResumerEvent> = {
  consumer: 'order-fulfilment-resumer',
  owner: 'team-orders',
  pattern: { source: ['orders.payment'], 'detail-type': ['PaymentCaptured'] },
  delivery: {
    kind: 'queue',
    batchSize: 10,
    maxBatchingWindowSeconds: 0,
    maxReceiveCount: 5,
    visibilityTimeoutSeconds: 180,
    functionTimeoutSeconds: 30,
  },
  events: [paymentCaptured],
};

/** What `order-mail` receives. */
export type OrderMailEvent =
  | EventBridgeEnvelope<'OrderPlaced', OrderPlaced>;

/** Confirms an order to the customer who placed it. */
export const orderMail: Subscription<OrderMailEvent> = {
  consumer: 'order-mail',
  owner: 'team-orders',
  pattern: { source: ['orders.order'], 'detail-type': ['OrderPlaced'] },
  delivery: {
    kind: 'queue',
    batchSize: 10,
    maxBatchingWindowSeconds: 0,
    maxReceiveCount: 5,
    visibilityTimeoutSeconds: 180,
    functionTimeoutSeconds: 30,
  },
  events: [orderPlaced],
};

/** What `sales-by-day` receives. */
export type SalesByDayEvent =
  | EventBridgeEnvelope<'PaymentCaptured', PaymentCaptured>;

/** Keeps what was paid on each day. */
export const salesByDay: Subscription<SalesByDayEvent> = {
  consumer: 'sales-by-day',
  owner: 'team-payments',
  pattern: { source: ['orders.payment'], 'detail-type': ['PaymentCaptured'] },
  delivery: {
    kind: 'queue',
    batchSize: 10,
    maxBatchingWindowSeconds: 0,
    maxReceiveCount: 5,
    visibilityTimeoutSeconds: 180,
    functionTimeoutSeconds: 30,
  },
  events: [paymentCaptured],
};
