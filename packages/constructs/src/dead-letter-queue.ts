import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';
import { suppress } from './nag-suppressions.ts';

/** `sqs`: for messages that are there because the stack's key could not be used, and are ciphertext under it. */
type Encryption = 'stack key' | 'sqs';

/**
 * Where a message goes that could not be handled. It is kept for SQS's longest time, 14 days, so that a long weekend does
 * not lose it, is readable over TLS only, and its first message raises an alarm.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, encryption: Encryption = 'stack key') {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...this.encryption(encryption),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    alarm(this, 'Waiting', {
      description: 'A message is in this dead-letter queue: it could not be handled.',
      runbook: 'dead-letters',
      metric: {
        namespace: 'AWS/SQS',
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: this.queue.queueName },
        statistic: 'Maximum',
      },
      atLeast: 1,
    });
    suppress(this.queue, 'It is a dead-letter queue itself; an alarm reports its first message.', 'AwsSolutions-SQS3');
  }

  private encryption(encryption: Encryption): QueueProps {
    return encryption === 'sqs'
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: LifeCycleStack.around(this).key };
  }
}

/** "Using resource-based policies for Amazon EventBridge": this rule or bus, and no other, may send to the queue. */
export const allowSendingFrom = (queue: Queue, sourceArn: string): void =>
  void queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'RuleMaySend',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': sourceArn } },
    }),
  );
