import type { QueueDelivery } from '@carillon/runtime/descriptor';
import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm, alarmWhenLost } from './alarm.ts';
import { pascalCase, type SubscriptionDeclaration } from './application.ts';
import { Archive } from './archive.ts';
import { allowSendingFrom, DeadLetterQueue } from './dead-letter-queue.ts';
import { DeclarationError } from './declaration-error.ts';
import { HandlerFunction } from './handler-function.ts';
import { type Handler, type Handlers, readClaims } from './handlers.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';
import { allow, type Use } from './permissions.ts';

/** A consumer behind a queue: what it is called for, and its handler. */
export interface SubscriptionProps {
  readonly bus: EventBus;
  /** Where claim checks are; only a consumer of events that may be claimed can read them. */
  readonly claims: Bucket;
  readonly subscription: SubscriptionDeclaration;
  readonly delivery: QueueDelivery;
  readonly handler: Handler;
}

/** Concurrent functions of one consumer: one consumer's flood must not take the account's whole concurrency. */
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

  constructor(scope: Construct, id: string, props: SubscriptionProps) {
    super(scope, id);
    const { bus, claims, subscription, delivery, handler } = props;
    const { name, settings } = handler.source;
    if (settings.timeoutSeconds !== undefined)
      throw new DeclarationError(
        'TIMEOUT_OF_CONSUMER',
        `src/${name}/function.ts sets timeoutSeconds, and the visibility timeout of its queue follows from another.`,
        `Set functionTimeoutSeconds of ${subscription.name} in asyncapi.yaml.`,
      );
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
      description: `Messages for ${subscription.name} have waited longer than 15 minutes.`,
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
      description: subscription.description,
      eventBusName: bus.eventBusName,
      eventPattern: subscription.pattern,
      state: 'ENABLED',
      targets: [{ id: 'Queue', arn: this.queue.queueArn, deadLetterConfig: { arn: this.deadLetters.queueArn } }],
    });
    for (const queue of [this.queue, this.deadLetters]) allowSendingFrom(queue, this.rule.attrArn);
    alarmWhenLost(this, this.rule, bus);
    this.handler = new HandlerFunction(this, 'Handler', {
      source: handler.source,
      uses: [this.consuming(), ...(subscription.claimCheck ? [readClaims(claims)] : []), ...handler.uses(this)],
      timeoutSeconds: delivery.functionTimeoutSeconds,
    });
    new CfnEventSourceMapping(this, 'Mapping', {
      eventSourceArn: this.queue.queueArn,
      functionName: this.handler.function.functionName,
      batchSize: delivery.batchSize,
      maximumBatchingWindowInSeconds: delivery.maxBatchingWindowSeconds,
      // Archived events come first: `carillon consumer catch-up` enables it.
      ...(delivery.startingFrom === undefined ? {} : { enabled: false }),
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: MAXIMUM_CONCURRENCY },
    });
  }

  /** The consumer states itself why a message is a dead letter: SQS's own redrive knows how often it failed, not why. */
  private consuming(): Use {
    return {
      environment: { DEAD_LETTER_QUEUE_URL: this.deadLetters.queueUrl },
      statements: [
        allow(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], this.queue.queueArn),
        allow(['sqs:SendMessage'], this.deadLetters.queueArn),
      ],
    };
  }
}

/** Where the subscriptions of a stack get their events from. */
export interface SubscriptionsProps {
  readonly bus: EventBus;
  readonly claims: Bucket;
  /** What a delivery stream fills. */
  readonly archive: Bucket;
}

/** Makes the consumers that live in this stack: a {@link Subscription} for each, or an {@link Archive}; by name. */
export const addSubscriptions = (
  stack: LifeCycleStack,
  { subscriptions }: Handlers,
  { bus, claims, archive }: SubscriptionsProps,
): ReadonlyMap<string, Subscription | Archive> => {
  const made = new Map<string, Subscription | Archive>();
  for (const { handler, ...subscription } of subscriptions) {
    const { name, delivery } = subscription;
    const id = pascalCase(name);
    if (delivery.kind === 'firehose')
      made.set(name, new Archive(stack, id, { bus, bucket: archive, subscription, handler }));
    if (delivery.kind === 'queue')
      made.set(name, new Subscription(stack, id, { bus, claims, subscription, delivery, handler }));
  }
  return made;
};
