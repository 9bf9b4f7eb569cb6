import type { SalesByDayEvent } from '../../../generated/subscriptions.ts';

/** An item of the sales table: a payment by the event that reported it, below the day on which it was made. */
export interface Sale {
  readonly day: string;
  readonly eventId: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly currency: string;
  readonly amount: number;
}

/** One item an event: one that is delivered twice writes the same item again, so no sum counts it twice. */
export const saleOf = ({ detail: { metadata, data } }: SalesByDayEvent): Sale => ({
  day: metadata.occurredAt.slice(0, 10),
  eventId: metadata.id,
  paymentId: data.paymentId,
  orderId: data.orderId,
  currency: data.currency,
  amount: data.amount,
});
