import { AwsError } from '../../kernel/errors.ts';
import type { ServiceFactory } from '../../kernel/kernel.ts';
import type { QueueSource } from '../../kernel/sources.ts';
import type { Delivery } from '../../kernel/targets.ts';
import { type Broker, brokerOn } from './broker.ts';
import { lambdaRecord } from './message.ts';
import { moveTasksOn } from './message-move.ts';
import { messageOperations } from './message-operations.ts';
import { moveOperations } from './move-operations.ts';
import { outgoingOf } from './outgoing.ts';
import { type Queue, type Queues, queuesIn } from './queue.ts';
import { queueOperations } from './queue-operations.ts';
import { checkServiceMaySend } from './queue-policy.ts';
import { receiverOn } from './receive.ts';
import { queuePolicyResource, queueResource } from './resource.ts';

const stringAttributes = (
  attributes: Delivery['attributes'],
): Record<string, { DataType: string; StringValue: string }> =>
  Object.fromEntries(
    Object.entries(attributes ?? {})
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );

/** What a queue gets from other services: a rule's event, a pipe's output, a dead letter. */
const accept = (broker: Broker, queue: Queue, delivery: Delivery): void => {
  checkServiceMaySend(queue, delivery);
  const input = { MessageBody: delivery.body, MessageAttributes: stringAttributes(delivery.attributes) };
  broker.send(queue, outgoingOf(queue, input, delivery.caller));
};

/** The queue is looked up each time: its attributes change, and it may go. */
const sourceOf = (broker: Broker, queues: Queues, name: string): QueueSource => ({
  kind: 'queue',
  receive(max) {
    const queue = queues.find(name);
    if (queue === undefined) return [];
    return broker.receive(queue, max).map(({ message, receiptHandle }) => ({
      receiptHandle,
      record: lambdaRecord(message, receiptHandle, queue),
    }));
  },
  delete(handles) {
    const queue = queues.find(name);
    if (queue !== undefined) for (const handle of handles) broker.delete(queue, handle);
  },
  release(handles, delaySeconds) {
    const queue = queues.find(name);
    if (queue !== undefined) for (const handle of handles) broker.release(queue, handle, delaySeconds);
  },
  onReady: (listener) => broker.onReady(name, listener),
});

/** Amazon Simple Queue Service: standard queues, their dead-letter queues, and redrive. */
export const sqs: ServiceFactory = (kernel) => {
  const queues = queuesIn(kernel);
  const broker = brokerOn(kernel, queues);
  const receiver = receiverOn(kernel, broker);
  const tasks = moveTasksOn(kernel, queues, broker);

  kernel.targets.register('sqs', {
    deliver(arn, delivery) {
      const queue = queues.byArn(arn);
      if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
      accept(broker, queue, delivery);
    },
  });
  kernel.sources.register('sqs', (arn) => {
    const queue = queues.byArn(arn);
    return queue && sourceOf(broker, queues, queue.name);
  });

  return {
    name: 'sqs',
    resources: {
      'AWS::SQS::Queue': queueResource(queues, broker),
      'AWS::SQS::QueuePolicy': queuePolicyResource(queues),
    },
    operations: {
      ...queueOperations(queues, broker),
      ...messageOperations({ queues, broker, receiver }),
      ...moveOperations(queues, tasks),
    },
    stop: async () => receiver.stop(),
  };
};
