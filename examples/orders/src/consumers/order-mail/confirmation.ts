import type { OrderMailEvent } from '../../../generated/subscriptions.ts';

/** A mail to a customer. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The confirmation of an order. */
export const confirmation = ({ detail: { data } }: OrderMailEvent): Mail => {
  const price = (amount: number): string => `${amount.toFixed(2)} ${data.currency}`;
  const lines = data.lines.map(({ product, quantity, price: each }) => `${quantity} x ${product}, ${price(each)} each`);
  return {
    to: data.customerEmail,
    subject: `Your order ${data.orderId}`,
    text: [...lines, `Total: ${price(data.total)}`].join('\n'),
  };
};
