import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { HandlerFunction } from './handler-function.ts';
import type { HandlerSource } from './handler-source.ts';
import { serviceRole } from './service-role.ts';
import { allow, type Use } from './use.ts';

export interface StreamPipeProps {
  readonly table: Table;
  readonly bus: EventBus;
  /** The producer: turns stream records into `{detailType, source, detail}`. */
  readonly source: HandlerSource;
  /** Which records of the stream it is called for. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly uses: (deadLetters: Queue) => readonly Use[];
  /** How long a failing record is tried again before it is put aside, others of its shard waiting behind it. */
  readonly retry: Retry;
}

/**
 * `attempts`: a record that fails is soon put aside. `outbox`: what the stream tells has happened and others wait for
 * it, so an hour's outage of what lies behind the pipe is ridden out.
 * "Error handling for DynamoDB streams in EventBridge Pipes": -1 tries until the record's age ends it.
 */
export type Retry = 'attempts' | 'outbox';

const RETRIES: Readonly<Record<Retry, Partial<CfnPipe.PipeSourceDynamoDBStreamParametersProperty>>> = {
  attempts: { maximumRetryAttempts: 5 },
  outbox: { maximumRetryAttempts: -1, maximumRecordAgeInSeconds: 3600 },
};

/**
 * What a table's stream tells, put on the bus as typed events:
 *
 *     stream -- filter --> enrichment --> bus
 *        `-- after its retries --> dead-letter queue
 */
export class StreamPipe extends Construct {
  readonly handler: HandlerFunction;
  readonly deadLetters: Queue;
  readonly pipe: CfnPipe;

  constructor(scope: Construct, id: string, { table, bus, source, filter, uses, retry }: StreamPipeProps) {
    super(scope, id);
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined) throw new Error(`${table.node.path} has no stream for ${id} to read.`);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters').queue;
    this.handler = new HandlerFunction(this, 'Enrichment', { source, uses: uses(this.deadLetters) });
    const role = serviceRole(this, 'Role', {
      service: 'pipes',
      statements: [
        // "Execution role permissions for EventBridge Pipes", DynamoDB stream source.
        allow(
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
          streamArn,
        ),
        allow(['lambda:InvokeFunction'], this.handler.function.functionArn),
        allow(['events:PutEvents'], bus.eventBusArn),
        allow(['sqs:SendMessage'], this.deadLetters.queueArn),
      ],
    });
    this.pipe = new CfnPipe(this, 'Pipe', {
      roleArn: role.roleArn,
      source: streamArn,
      sourceParameters: {
        filterCriteria: { filters: [{ pattern: JSON.stringify(filter) }] },
        dynamoDbStreamParameters: {
          // From the stream's beginning: what is written while the pipe comes into being is told as well.
          startingPosition: 'TRIM_HORIZON',
          batchSize: 10,
          ...RETRIES[retry],
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      },
      enrichment: this.handler.function.functionArn,
      target: bus.eventBusArn,
      targetParameters: {
        inputTemplate: '<$.detail>',
        eventBridgeEventBusParameters: { detailType: '$.detailType', source: '$.source' },
      },
    });
    this.alarm(source.name.split('/').at(-1) ?? '');
  }

  /** A pipe has no metric for how far behind it is, so its enrichment measures it; when nobody calls it, the pipe fails. */
  private alarm(service: string): void {
    alarm(this, 'Behind', {
      says: `What ${service} reads from its stream is older than five minutes.`,
      runbook: 'stream-behind',
      metric: { namespace: 'Carillon', name: 'StreamAge', dimensions: { service }, statistic: 'Maximum' },
      atLeast: 300,
      periods: 3,
    });
    alarm(this, 'Failing', {
      says: `The pipe of ${service} fails again and again; what comes behind waits.`,
      runbook: 'stream-behind',
      metric: {
        namespace: 'AWS/EventBridge/Pipes',
        name: 'ExecutionFailed',
        dimensions: { PipeName: this.pipe.ref },
        statistic: 'Sum',
      },
      atLeast: 5,
    });
  }
}
