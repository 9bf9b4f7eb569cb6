// Generated from catalog/payment/payment-captured/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { Amount } from '../../shared/amount.ts';
import type { Currency } from '../../shared/currency.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { OrderId } from '../../shared/order-id.ts';
import { validate } from '../../validators/payment/payment-captured.js';

/** The money for an order has arrived. */
export interface PaymentCaptured {
  readonly metadata: EventMetadata;
  readonly data: PaymentCapturedData;
}

/** The payment. */
export interface PaymentCapturedData {
  /** The payment, by its provider. */
  readonly paymentId: string;
  readonly orderId: OrderId;
  readonly currency: Currency;
  /** What was paid. */
  readonly amount: Amount;
  /** How it was paid. */
  readonly method: 'card' | 'transfer' | 'wallet';
}

/** The money for an order has arrived. */
export const paymentCaptured: EventDescriptor<'PaymentCaptured', PaymentCaptured> = {
  name: 'PaymentCaptured',
  source: 'orders.payment',
  version: 1,
  schema: 'payment/payment-captured/v1',
  owner: 'team-payments',
  claimCheck: false,
  phi: [],
  validate,
};
