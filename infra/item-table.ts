import { AttributeType, BillingMode, type StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface ItemTableProps {
  readonly key: IKey;
  readonly partitionKey: string;
  readonly sortKey?: { readonly name: string; readonly type: AttributeType };
  readonly stream?: StreamViewType;
  /** The attribute with the second since the epoch after which an item may go. */
  readonly timeToLive?: string;
  /** Whether the table holds what cannot be made anew: recovery to any second, and no deletion by mistake. */
  readonly keep: boolean;
}

/** A table on demand, under the customer-managed key. */
export class ItemTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: ItemTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      ...(props.sortKey === undefined ? {} : { sortKey: props.sortKey }),
      ...(props.stream === undefined ? {} : { stream: props.stream }),
      ...(props.timeToLive === undefined ? {} : { timeToLiveAttribute: props.timeToLive }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: props.keep },
      deletionProtection: props.keep,
      removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
