import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accept } from './accepted.ts';
import { alarm } from './alarm.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';

/** `sqs`: for messages that are there because the system's key could not be used, and are ciphertext under it. */
type Encryption = 'system key' | 'sqs';

/**
 * Where a message goes that nobody could act on. It stays for SQS's longest time, 14 days, so that a long weekend
 * does not lose it, and it is readable over TLS only.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, encryption: Encryption = 'system key') {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...this.encryption(encryption),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    alarm(this, 'Waiting', {
      says: 'A message lies in this dead-letter queue: nobody could act on it.',
      runbook: 'dead-letters',
      metric: {
        namespace: 'AWS/SQS',
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: this.queue.queueName },
        statistic: 'Maximum',
      },
      atLeast: 1,
    });
    accept(this.queue, 'It is a dead-letter queue itself; an alarm tells of its first message.', 'AwsSolutions-SQS3');
  }

  private encryption(encryption: Encryption): QueueProps {
    return encryption === 'sqs'
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: LifeCycleStack.around(this).key };
  }
}

/** "Using resource-based policies for Amazon EventBridge": this rule or bus, and no other, may send. */
export const acceptFrom = (queue: Queue, sourceArn: string): void =>
  void queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'RuleMaySend',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': sourceArn } },
    }),
  );
