import type { QueueDelivery } from '@carillon/runtime/descriptor';
import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { acceptFrom, DeadLetterQueue } from './dead-letter-queue.ts';
import { HandlerFunction } from './handler-function.ts';
import type { HandlerSource } from './handler-source.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';
import type { Listener } from './listener.ts';
import { alarmWhenLost } from './lost-event.ts';
import { allow, type Use } from './use.ts';

export interface SubscriptionProps {
  readonly bus: EventBus;
  readonly listener: Listener;
  readonly delivery: QueueDelivery;
  readonly source: HandlerSource;
  /** What the function may use besides its own queues. */
  readonly uses: (queues: SubscriptionQueues) => readonly Use[];
}

export interface SubscriptionQueues {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

/** Functions of one consumer at work at once: one consumer's flood must not take the account's whole concurrency. */
const MAXIMUM_CONCURRENCY = 10;

/**
 * One consumer on the bus:
 *
 *     bus -- rule --> queue --> function
 *              \         \         \ throws maxReceiveCount times
 *               `---------`---------`--> dead-letter queue
 */
export class Subscription extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly handler: HandlerFunction;
  readonly rule: CfnRule;

  constructor(scope: Construct, id: string, { bus, listener, delivery, source, uses }: SubscriptionProps) {
    super(scope, id);
    if (source.settings.timeoutSeconds !== undefined) {
      throw new Error(
        `src/${source.name}/function.json: say functionTimeoutSeconds of ${listener.name} in asyncapi.yaml.`,
      );
    }
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters').queue;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: LifeCycleStack.around(this).key,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(delivery.visibilityTimeoutSeconds),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: delivery.maxReceiveCount },
    });
    alarm(this, 'Behind', {
      says: `Messages for ${listener.name} wait longer than a quarter of an hour.`,
      runbook: 'queue-behind',
      metric: {
        namespace: 'AWS/SQS',
        name: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: this.queue.queueName },
        statistic: 'Maximum',
      },
      atLeast: 900,
      periods: 3,
    });
    this.rule = new CfnRule(this, 'Rule', {
      description: listener.description,
      eventBusName: bus.eventBusName,
      eventPattern: listener.pattern,
      state: 'ENABLED',
      targets: [{ id: 'Queue', arn: this.queue.queueArn, deadLetterConfig: { arn: this.deadLetters.queueArn } }],
    });
    for (const queue of [this.queue, this.deadLetters]) acceptFrom(queue, this.rule.attrArn);
    alarmWhenLost(this, this.rule, bus);
    this.handler = new HandlerFunction(this, 'Handler', {
      source,
      uses: [consuming(this, delivery), ...uses(this)],
      timeoutSeconds: delivery.functionTimeoutSeconds,
    });
    new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: this.queue.queueArn,
      functionName: this.handler.function.functionName,
      batchSize: delivery.batchSize,
      maximumBatchingWindowInSeconds: delivery.maxBatchingWindowSeconds,
      // What is said of the past comes first: carillon consumer catch-up enables it.
      ...(delivery.startingFrom === undefined ? {} : { enabled: false }),
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: MAXIMUM_CONCURRENCY },
    });
  }
}

/** A consumer says itself why a message is a dead letter: SQS's own redrive knows how often it failed, but not why. */
const consuming = ({ queue, deadLetters }: SubscriptionQueues, { maxReceiveCount }: QueueDelivery): Use => ({
  environment: { DEAD_LETTER_QUEUE_URL: deadLetters.queueUrl, MAX_RECEIVE_COUNT: String(maxReceiveCount) },
  statements: [
    allow(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], queue.queueArn),
    allow(['sqs:SendMessage'], deadLetters.queueArn),
  ],
});
