import { describe, expect, it } from 'vitest';
import { exampleOrderPlaced } from '../../../generated/examples/order/order-placed.ts';
import { confirmation } from './confirmation.ts';

const event = (data: Parameters<typeof exampleOrderPlaced>[0]): Parameters<typeof confirmation>[0] => ({
  version: '0',
  id: '1',
  source: 'orders.order',
  'detail-type': 'OrderPlaced',
  account: '000000000000',
  time: '2026-05-04T09:15:01Z',
  region: 'eu-west-1',
  resources: [],
  detail: exampleOrderPlaced(data),
});

describe('confirmation', () => {
  it('lists the order and its total, exact to a hundredth', () => {
    const lines = [
      { product: 'lamp', quantity: 2, price: 61.75 },
      { product: 'bulb', quantity: 1, price: 19.98 },
    ];
    expect(confirmation(event({ orderId: 'order-1', total: 143.48, currency: 'EUR', lines }))).toMatchObject({
      subject: 'Your order order-1',
      text: '2 x lamp, 61.75 EUR each\n1 x bulb, 19.98 EUR each\nTotal: 143.48 EUR',
    });
  });
});
