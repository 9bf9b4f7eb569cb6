import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Demo, DemoContext, WorkflowRun } from 'carillon/demo';

const ORDERS = [
  { orderId: 'order-1001', customerEmail: 'ada@example.com', currency: 'EUR', total: 143.48 },
  { orderId: 'order-1002', customerEmail: 'charles@example.com', currency: 'GBP', total: 19.99 },
] as const;

const put = async ({ client, output }: DemoContext, table: string, Item: Record<string, unknown>): Promise<void> => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  await documents.send(new PutCommand({ TableName: output(table), Item }));
};

const runsWith = ({ waitFor, runs }: DemoContext, status: WorkflowRun['status']): Promise<readonly WorkflowRun[]> =>
  waitFor({
    what: `${ORDERS.length} runs that are ${status}`,
    look: runs,
    isThere: (all) => all.filter((run) => run.status === status).length >= ORDERS.length,
  });

/** What `npm start` plays: two orders are placed, a run waits for the payment of each, and both are paid. */
export const demo: Demo = {
  async play(context) {
    // A data folder that was filled by an earlier start has these orders already.
    if (context.steps().paid === true) return;
    for (const { orderId, total, ...order } of ORDERS) {
      const lines = [{ product: 'lamp', quantity: 1, price: total }];
      await put(context, 'OrderTableName', { orderId, total, ...order, lines });
      context.report(`${orderId} is placed: ${total} ${order.currency}`);
    }
    await runsWith(context, 'RUNNING');
    for (const { orderId, total: amount, currency } of ORDERS) {
      const payment = { paymentId: `payment of ${orderId}`, orderId, amount, currency, method: 'card' };
      await put(context, 'PaymentTableName', payment);
      context.report(`${orderId} is paid: ${amount} ${currency}`);
    }
    await runsWith(context, 'COMPLETED');
    context.report('both runs have resumed on their payment and are completed');
    context.keep({ paid: true });
  },
};
