import { describe, expect, it } from 'vitest';
import { ordersApplication } from '../fixture/synthesized.ts';
import { pascalCase } from './application.ts';

const application = await ordersApplication();

describe('an application', () => {
  it('has its handlers and workflows by their folders', () => {
    expect(application.busName).toBe('shop');
    expect([...application.workflows.keys()]).toEqual(['fulfil-order', 'nightly-report']);
    expect(application.handlers.map(({ name }) => name)).toEqual([
      'consumers/archiver',
      'consumers/order-page',
      'consumers/order-page/authorizer',
      'consumers/order-page/connect',
      'consumers/order-page/disconnect',
      'consumers/order-page/follow',
      'consumers/shipment-resumer',
      'consumers/shipper',
      'consumers/stock-counter',
      'producers/order-stream',
      'workflows/fulfil-order/reserve-stock',
      'workflows/nightly-report/write-report',
    ]);
  });

  it('knows which subscriptions receive events that may be claim checks', () => {
    const claimed = application.subscriptions.filter(({ claimCheck }) => claimCheck);
    expect(claimed.map(({ name }) => name)).toEqual(['archiver', 'order-page']);
  });

  it('names constructs by folders', () => {
    expect(['order-desk', 'shop', 'a-b-c'].map(pascalCase)).toEqual(['OrderDesk', 'Shop', 'ABC']);
  });
});
