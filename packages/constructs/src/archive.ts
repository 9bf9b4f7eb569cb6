import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnLogStream } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm, alarmWhenLost } from './alarm.ts';
import type { SubscriptionDeclaration } from './application.ts';
import { allowSendingFrom, DeadLetterQueue } from './dead-letter-queue.ts';
import { HandlerFunction } from './handler-function.ts';
import type { Handler } from './handlers.ts';
import { LifeCycleStack, logGroup } from './life-cycle-stack.ts';
import { allow, allowWildcard, serviceRole } from './permissions.ts';

/** A consumer behind a delivery stream: what it is called for, and the handler that transforms records. */
export interface ArchiveProps {
  readonly bus: EventBus;
  readonly bucket: Bucket;
  readonly subscription: SubscriptionDeclaration;
  readonly handler: Handler;
}

/** One prefix for all events; the transform decides what `dataset` is. */
const PREFIX = [
  'events/!{partitionKeyFromLambda:dataset}',
  'year=!{partitionKeyFromLambda:year}',
  'month=!{partitionKeyFromLambda:month}',
  'day=!{partitionKeyFromLambda:day}',
  'hour=!{partitionKeyFromLambda:hour}',
  '',
].join('/');

const ERROR_PREFIX = [
  'errors/!{firehose:error-output-type}',
  'year=!{timestamp:yyyy}',
  'month=!{timestamp:MM}',
  'day=!{timestamp:dd}',
  'hour=!{timestamp:HH}',
  '',
].join('/');

/**
 * Every event to S3, without a function between the bus and the buffer:
 *
 *     bus -- rule --> Firehose -- transform --> events/type=.../year=.../*.gz
 *              \           `-- what failed --> errors/...
 *               `--> dead-letter queue
 */
export class Archive extends Construct {
  readonly stream: CfnDeliveryStream;

  constructor(scope: Construct, id: string, { bus, bucket, subscription, handler }: ArchiveProps) {
    super(scope, id);
    const transform = new HandlerFunction(this, 'Transform', { source: handler.source, uses: handler.uses() });
    const log = logGroup(this, 'Log');
    const errors = new CfnLogStream(this, 'Errors', { logGroupName: log.logGroupName });
    const role = serviceRole(this, 'Role', {
      service: 'firehose',
      statements: [
        // "Grant Firehose access to an Amazon S3 destination".
        allowWildcard(
          'Firehose names the objects by the hour, the stream and a random part.',
          ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
          bucket.arnForObjects('*'),
        ),
        allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], bucket.bucketArn),
        allow(['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], transform.function.functionArn),
        // "Monitor Amazon Data Firehose Using CloudWatch Logs": why a delivery failed, without its records.
        allow(
          ['logs:PutLogEvents'],
          `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${log.logGroupName}:log-stream:${errors.ref}`,
        ),
      ],
    });
    this.stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: {
        keyType: 'CUSTOMER_MANAGED_CMK',
        keyArn: LifeCycleStack.around(this).key.keyArn,
      },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucketArn,
        roleArn: role.roleArn,
        prefix: PREFIX,
        errorOutputPrefix: ERROR_PREFIX,
        // With dynamic partitioning Firehose takes no less than 64 MB ("BufferingHints").
        bufferingHints: { intervalInSeconds: 60, sizeInMBs: 64 },
        compressionFormat: 'GZIP',
        fileExtension: '.ndjson.gz',
        cloudWatchLoggingOptions: { enabled: true, logGroupName: log.logGroupName, logStreamName: errors.ref },
        dynamicPartitioningConfiguration: { enabled: true, retryOptions: { durationInSeconds: 300 } },
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: 'Lambda',
              parameters: [
                { parameterName: 'LambdaArn', parameterValue: transform.function.functionArn },
                { parameterName: 'NumberOfRetries', parameterValue: '3' },
                // A response may hold 6 MB, and its records are base64-encoded and larger than they were sent.
                { parameterName: 'BufferSizeInMBs', parameterValue: '1' },
                { parameterName: 'BufferIntervalInSeconds', parameterValue: '60' },
              ],
            },
          ],
        },
      },
    });
    const putRole = serviceRole(this, 'PutRole', {
      service: 'events',
      statements: [allow(['firehose:PutRecord', 'firehose:PutRecordBatch'], this.stream.attrArn)],
    });
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters').queue;
    const rule = new CfnRule(this, 'Rule', {
      description: subscription.description,
      eventBusName: bus.eventBusName,
      eventPattern: subscription.pattern,
      state: 'ENABLED',
      targets: [
        {
          id: 'Stream',
          arn: this.stream.attrArn,
          roleArn: putRole.roleArn,
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      ],
    });
    allowSendingFrom(deadLetters, rule.attrArn);
    alarmWhenLost(this, rule, bus);
    alarm(this, 'Behind', {
      description: 'The oldest event that is not archived yet has waited longer than 15 minutes.',
      runbook: 'archive-behind',
      metric: {
        namespace: 'AWS/Firehose',
        name: 'DeliveryToS3.DataFreshness',
        dimensions: { DeliveryStreamName: this.stream.ref },
        statistic: 'Maximum',
      },
      atLeast: 900,
      periods: 3,
    });
  }
}
