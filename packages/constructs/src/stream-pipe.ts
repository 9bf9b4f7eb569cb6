import type { RuntimeDuration } from '@carillon/runtime/log';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarm, functionMetric } from './alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { DeclarationError } from './declaration-error.ts';
import { HandlerFunction, serviceName } from './handler-function.ts';
import type { Handler } from './handlers.ts';
import { allow, serviceRole } from './permissions.ts';

/** A producer behind a table's stream. */
export interface StreamPipeProps {
  readonly table: Table;
  readonly bus: EventBus;
  /** The producer: turns stream records into `{detailType, source, detail}`. */
  readonly handler: Handler;
  /** Which records of the stream it is called for. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** How long a failing record is retried, others of its shard waiting behind it. Default `attempts`. */
  readonly retry?: Retry;
}

/**
 * `attempts`: a record that fails five times is a dead letter. `outbox`: what the stream records has happened and others
 * wait for it, so that an hour's outage behind the pipe loses nothing.
 * "Error handling for DynamoDB streams in EventBridge Pipes": -1 tries until the record's age ends it.
 */
export type Retry = 'attempts' | 'outbox';

const RETRIES: Readonly<Record<Retry, Partial<CfnPipe.PipeSourceDynamoDBStreamParametersProperty>>> = {
  attempts: { maximumRetryAttempts: 5 },
  outbox: { maximumRetryAttempts: -1, maximumRecordAgeInSeconds: 3600 },
};

/**
 * What a table's stream records, put on the bus as typed events:
 *
 *     stream -- filter --> enrichment --> bus
 *        `-- after its retries --> dead-letter queue
 */
export class StreamPipe extends Construct {
  readonly handler: HandlerFunction;
  readonly deadLetters: Queue;
  readonly pipe: CfnPipe;

  constructor(scope: Construct, id: string, props: StreamPipeProps) {
    super(scope, id);
    const { table, bus, handler, filter, retry = 'attempts' } = props;
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined)
      throw new DeclarationError('NO_STREAM', `${table.node.path} has no stream for ${id} to read.`);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters').queue;
    this.handler = new HandlerFunction(this, 'Enrichment', {
      source: handler.source,
      uses: handler.uses({ deadLetters: this.deadLetters }),
    });
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
          // From the stream's beginning: what is written while the pipe is being created is published as well.
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
    this.alarm(serviceName(handler.source));
  }

  /** A pipe has no metric for how far behind it is, so its enrichment measures it; when nobody calls it, the pipe fails. */
  private alarm(service: string): void {
    alarm(this, 'Behind', {
      description: `What ${service} reads from its stream is older than five minutes.`,
      runbook: 'stream-behind',
      metric: functionMetric<RuntimeDuration>(this, 'StreamAge', service, 'Maximum'),
      atLeast: 300,
      periods: 3,
    });
    alarm(this, 'Failing', {
      description: `The pipe of ${service} fails repeatedly; the records behind it wait.`,
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
