// Generated from catalog/order/order-placed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { Amount } from '../../shared/amount.ts';
import type { Currency } from '../../shared/currency.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { OrderId } from '../../shared/order-id.ts';
import { validate } from '../../validators/order/order-placed.js';

/** A customer has placed an order. */
export interface OrderPlaced {
  readonly metadata: EventMetadata;
  readonly data: OrderPlacedData;
}

/** The order. */
export interface OrderPlacedData {
  readonly orderId: OrderId;
  /** Where the confirmation goes; it identifies a person. */
  readonly customerEmail: string;
  readonly currency: Currency;
  /** What the customer pays. */
  readonly total: Amount;
  /** What was ordered. */
  readonly lines: readonly OrderLine[];
}

/** One product of an order. */
export interface OrderLine {
  /** The product. */
  readonly product: string;
  /** How many. */
  readonly quantity: number;
  /** The price of one. */
  readonly price: Amount;
}

/** A customer has placed an order. */
export const orderPlaced: EventDescriptor<'OrderPlaced', OrderPlaced> = {
  name: 'OrderPlaced',
  source: 'orders.order',
  version: 1,
  schema: 'order/order-placed/v1',
  owner: 'team-orders',
  claimCheck: false,
  phi: ['/data/customerEmail'],
  validate,
};
