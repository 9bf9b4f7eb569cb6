import { EventBus as AwsEventBus, CfnEventBus } from 'aws-cdk-lib/aws-events';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { allowSendingFrom, DeadLetterQueue } from './dead-letter-queue.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';

/**
 * The application's bus under the stack's key, with the output `EventBusName`, and beside it a dead-letter queue.
 * "Using dead-letter queues to capture encrypted event errors": what the bus cannot decrypt or encrypt, since the key is
 * disabled or its policy is wrong, goes there as ciphertext. So this queue must not need the key.
 */
export class EventBus extends AwsEventBus {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, { eventBusName: name });
    const { defaultChild: bus } = this.node;
    if (!(bus instanceof CfnEventBus)) throw new Error(`${this.node.path} has no CfnEventBus.`);
    // Given to the L2 construct, the key's policy would name the bus, and the key's stack come after this one.
    bus.kmsKeyIdentifier = LifeCycleStack.around(this).key.keyArn;
    const { queue } = new DeadLetterQueue(scope, `${id}DeadLetters`, 'sqs');
    bus.deadLetterConfig = { arn: queue.queueArn };
    allowSendingFrom(queue, bus.attrArn);
    new CfnOutput(scope, 'EventBusName', { value: this.eventBusName });
  }
}
