import { AwsError } from '../../kernel/errors.ts';
import type { Broker } from './broker.ts';
import type { Queue } from './queue.ts';

type Describe = (queue: Queue, counts: ReturnType<Broker['counts']>) => string | undefined;

const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));
const seconds = (instant: number): string => String(Math.floor(instant / 1_000));

/** QueueAttributeName, as far as a standard queue without KMS has it. Counts are exact here. */
const describers: Readonly<Record<string, Describe>> = {
  QueueArn: ({ arn }) => arn,
  ApproximateNumberOfMessages: (_queue, { ready }) => String(ready),
  ApproximateNumberOfMessagesNotVisible: (_queue, { inflight }) => String(inflight),
  ApproximateNumberOfMessagesDelayed: (_queue, { delayed }) => String(delayed),
  CreatedTimestamp: ({ createdAt }) => seconds(createdAt),
  LastModifiedTimestamp: ({ modifiedAt }) => seconds(modifiedAt),
  VisibilityTimeout: ({ attributes }) => String(attributes.VisibilityTimeout),
  MaximumMessageSize: ({ attributes }) => String(attributes.MaximumMessageSize),
  MessageRetentionPeriod: ({ attributes }) => String(attributes.MessageRetentionPeriod),
  DelaySeconds: ({ attributes }) => String(attributes.DelaySeconds),
  ReceiveMessageWaitTimeSeconds: ({ attributes }) => String(attributes.ReceiveMessageWaitTimeSeconds),
  SqsManagedSseEnabled: () => 'true',
  RedrivePolicy: ({ attributes }) => json(attributes.RedrivePolicy),
  Policy: ({ attributes }) => json(attributes.Policy),
};

/** FIFO's, KMS's and the allow policy: known to AWS, never there on these queues. */
const ABSENT: ReadonlySet<string> = new Set([
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'RedriveAllowPolicy',
]);

/** GetQueueAttributes. @throws AwsError InvalidAttributeName */
export const describeQueue = (
  queue: Queue,
  broker: Broker,
  names: readonly string[] | undefined,
): Record<string, string> => {
  const wanted = names ?? [];
  const unknown = wanted.find((name) => name !== 'All' && !Object.hasOwn(describers, name) && !ABSENT.has(name));
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const counts = broker.counts(queue);
  const chosen = Object.entries(describers).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return Object.fromEntries(
    chosen.flatMap(([name, describe]) => {
      const value = describe(queue, counts);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
};
