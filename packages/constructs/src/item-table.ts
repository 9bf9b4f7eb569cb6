import { AttributeType, BillingMode, type StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm, sumOf } from './alarm.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';
import { suppress } from './nag-suppressions.ts';

/** A table's keys, stream and life. */
export interface ItemTableProps {
  readonly partitionKey: string;
  readonly sortKey?: { readonly name: string; readonly type: AttributeType };
  readonly stream?: StreamViewType;
  /** The attribute with the second since the epoch after which an item expires. */
  readonly timeToLive?: string;
  /** Whether the table holds what cannot be made again: protected from deletion, retained with its stack. */
  readonly keep: boolean;
}

/** A table on demand, under the customer-managed key, recoverable to any second of 35 days. */
export class ItemTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: ItemTableProps) {
    super(scope, id);
    const { key, settings, removalPolicy } = LifeCycleStack.around(this);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      ...(props.sortKey === undefined ? {} : { sortKey: props.sortKey }),
      ...(props.stream === undefined ? {} : { stream: props.stream }),
      ...(props.timeToLive === undefined ? {} : { timeToLiveAttribute: props.timeToLive }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.keep && settings.protect,
      removalPolicy: props.keep ? removalPolicy : RemovalPolicy.DESTROY,
    });
    this.alarm();
    suppress(
      this.table,
      'Point-in-time recovery covers 35 days. Longer or off-account copies are a backup policy of the organization, which chooses tables by tag.',
      'HIPAA.Security-DynamoDBInBackupPlan',
    );
  }

  private alarm(): void {
    const dimensions = { TableName: this.table.tableName };
    alarm(this, 'Throttled', {
      description: 'The table throttled requests.',
      runbook: 'throttled',
      metrics: sumOf('AWS/DynamoDB', ['ReadThrottleEvents', 'WriteThrottleEvents'], dimensions),
      atLeast: 1,
    });
  }
}
