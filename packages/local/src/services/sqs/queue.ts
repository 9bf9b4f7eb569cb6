import { parseArn } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { QueueAttributes } from './queue-attributes.ts';

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly attributes: QueueAttributes;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface Queues {
  find(name: string): Queue | undefined;
  /** @throws AwsError QueueDoesNotExist */
  expect(name: string): Queue;
  byUrl(url: string | undefined): Queue;
  /** Nothing when no queue has that ARN. */
  byArn(arn: string): Queue | undefined;
  list(prefix?: string): readonly Queue[];
  /** Makes the queue, or gives it these attributes. */
  put(name: string, attributes: QueueAttributes): Queue;
  remove(name: string): void;
  urlOf(name: string): string;
}

export const queuesIn = (kernel: Kernel): Queues => {
  const table = kernel.journal.table<Queue>('sqs_queues');
  const arnOf = (name: string): string => `arn:aws:sqs:${kernel.region}:${kernel.account}:${name}`;
  const expect = (name: string): Queue => {
    const found = table.get(name);
    if (found !== undefined) return found;
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  };
  return {
    find: (name) => table.get(name),
    expect,
    // Only the name counts: another port does not make it another queue.
    byUrl: (url) => expect((url ?? '').split('/').at(-1) ?? ''),
    byArn: (arn) => (parseArn(arn)?.service === 'sqs' ? table.get(parseArn(arn)?.resource ?? '') : undefined),
    list: (prefix) => table.scan(prefix === undefined ? {} : { prefix }).map(([, queue]) => queue),
    put(name, attributes) {
      const known = table.get(name);
      const same = known !== undefined && JSON.stringify(known.attributes) === JSON.stringify(attributes);
      if (same) return known;
      const now = kernel.clock.now();
      const queue = { name, arn: arnOf(name), attributes, createdAt: known?.createdAt ?? now, modifiedAt: now };
      table.put(name, queue);
      return queue;
    },
    remove: (name) => void table.delete(name),
    urlOf: (name) => `${kernel.endpoint}/${kernel.account}/${name}`,
  };
};
