import { AttributeType, StreamViewType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ItemTable } from './item-table.ts';
import { type FoundationProps, LifeCycleStack } from './life-cycle-stack.ts';
import { AccessLogBucket, PrivateBucket } from './private-bucket.ts';

const QUERY_RESULT_DAYS = 7;

/**
 * What every application stores: the key, the alarm topic, the archive with the claims that its events refer to, the
 * ledger and callbacks of workflows, idempotency records. It changes rarely and is never made again. Extend it by the
 * application's own tables and buckets.
 */
export class DataStack extends LifeCycleStack {
  /** Access logs of the other buckets. */
  readonly accessLogs: Bucket;
  /** Details that were too large for the bus. */
  readonly claims: Bucket;
  /** Every event, below `events/`. */
  readonly archive: Bucket;
  /** Answers to queries of the lake: copies of what the archive holds. */
  readonly queryResults: Bucket;
  /** The event store: partition key `stream`, sort key `sequence`, with a stream of new images. */
  readonly ledger: Table;
  /** The task tokens of waiting runs: partition key `runId`, with a stream of new images. */
  readonly callbacks: Table;
  readonly idempotency: Table;

  constructor(scope: Construct, id: string, props: FoundationProps) {
    super(scope, id, props);
    this.accessLogs = new AccessLogBucket(this, 'AccessLogBucket').bucket;
    const bucket = (name: string, days?: number): Bucket =>
      new PrivateBucket(this, name, {
        accessLogs: this.accessLogs,
        ...(days === undefined ? {} : { expireAfterDays: days }),
      }).bucket;
    // The archive's events refer to their claims: these live as long as it does.
    this.claims = bucket('ClaimBucket');
    this.archive = bucket('ArchiveBucket');
    this.queryResults = bucket('QueryResultBucket', QUERY_RESULT_DAYS);
    this.ledger = new ItemTable(this, 'LedgerTable', {
      partitionKey: 'stream',
      sortKey: { name: 'sequence', type: AttributeType.NUMBER },
      stream: StreamViewType.NEW_IMAGE,
      keep: true,
    }).table;
    this.callbacks = new ItemTable(this, 'CallbackTable', {
      partitionKey: 'runId',
      stream: StreamViewType.NEW_IMAGE,
      timeToLive: 'expiresAt',
      keep: false,
    }).table;
    this.idempotency = new ItemTable(this, 'IdempotencyTable', {
      partitionKey: 'id',
      timeToLive: 'expiration',
      keep: false,
    }).table;
    this.output({
      AlarmTopicArn: this.alarmTopicArn,
      ArchiveBucketName: this.archive.bucketName,
      ClaimBucketName: this.claims.bucketName,
      LedgerTableName: this.ledger.tableName,
      QueryResultBucketName: this.queryResults.bucketName,
    });
  }

  /** Outputs of the stack: names that a person or a tool outside needs. */
  protected output(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
