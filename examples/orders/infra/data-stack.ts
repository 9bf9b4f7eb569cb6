import { DataStack, ItemTable } from '@carillon/constructs';
import type { Environment } from '@carillon/constructs/environment';
import { AttributeType, StreamViewType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

/** What the shop stores besides what every application does: its orders, payments and sales. */
export class OrdersDataStack extends DataStack {
  readonly orders: Table;
  readonly payments: Table;
  /** Payments by the day on which they were made. */
  readonly sales: Table;

  constructor(scope: Construct, id: string, settings: Environment) {
    super(scope, id, { description: 'Orders: what is stored.', settings, metricsNamespace: 'Orders' });
    const stream = StreamViewType.NEW_AND_OLD_IMAGES;
    this.orders = new ItemTable(this, 'OrderTable', { partitionKey: 'orderId', stream, keep: true }).table;
    this.payments = new ItemTable(this, 'PaymentTable', { partitionKey: 'paymentId', stream, keep: true }).table;
    this.sales = new ItemTable(this, 'SalesTable', {
      partitionKey: 'day',
      sortKey: { name: 'eventId', type: AttributeType.STRING },
      keep: true,
    }).table;
    this.output({
      OrderTableName: this.orders.tableName,
      PaymentTableName: this.payments.tableName,
      SalesTableName: this.sales.tableName,
    });
  }
}
