import type {
  CreateQueueCommandInput,
  CreateQueueCommandOutput,
  DeleteQueueCommandInput,
  GetQueueAttributesCommandInput,
  GetQueueAttributesCommandOutput,
  GetQueueUrlCommandInput,
  GetQueueUrlCommandOutput,
  ListDeadLetterSourceQueuesCommandInput,
  ListDeadLetterSourceQueuesCommandOutput,
  ListQueuesCommandInput,
  ListQueuesCommandOutput,
  PurgeQueueCommandInput,
  SetQueueAttributesCommandInput,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/errors.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import type { Broker } from './broker.ts';
import type { Queue, Queues } from './queue.ts';
import { DEFAULTS, withAttributes } from './queue-attributes.ts';
import { describeQueue } from './queue-description.ts';

type Out<T> = Omit<T, '$metadata'>;

const ANY: Permission['resource'] = '*';
const LIST_LIMIT = 1_000;

const page = (queues: readonly Queue[], input: { MaxResults?: number | undefined; NextToken?: string | undefined }) => {
  const from = queues.filter(({ name }) => input.NextToken === undefined || name > input.NextToken);
  const shown = from.slice(0, input.MaxResults ?? LIST_LIMIT);
  const last = shown.at(-1)?.name;
  return { shown, ...(from.length > shown.length && last !== undefined ? { NextToken: last } : {}) };
};

export const queueOperations = (queues: Queues, broker: Broker): Readonly<Record<string, AnyOperation>> => {
  const needs =
    (action: string) =>
    ({ QueueUrl }: { QueueUrl: string | undefined }): readonly Permission[] => [
      { action: `sqs:${action}`, resource: queues.byUrl(QueueUrl).arn },
    ];
  const urls = (found: readonly Queue[]): string[] => found.map(({ name }) => queues.urlOf(name));

  const CreateQueue: Operation<CreateQueueCommandInput, Out<CreateQueueCommandOutput>> = {
    needs: () => [{ action: 'sqs:CreateQueue', resource: ANY }],
    run({ QueueName: name = '', Attributes: given = {} }) {
      if (!/^[A-Za-z0-9_-]{1,80}$/.test(name) || given.FifoQueue === 'true')
        throw new AwsError(
          'InvalidParameterValue',
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length. FIFO queues are not executed here.',
        );
      const attributes = withAttributes(DEFAULTS, given);
      const known = queues.find(name);
      if (known !== undefined && JSON.stringify(known.attributes) !== JSON.stringify(attributes))
        throw new AwsError(
          'QueueNameExists',
          'A queue already exists with the same name and a different value for an attribute.',
        );
      queues.put(name, attributes);
      return { QueueUrl: queues.urlOf(name) };
    },
  };
  const DeleteQueue: Operation<DeleteQueueCommandInput, object> = {
    needs: needs('DeleteQueue'),
    run({ QueueUrl }) {
      const { name } = queues.byUrl(QueueUrl);
      broker.forget(name);
      queues.remove(name);
      return {};
    },
  };
  const GetQueueUrl: Operation<GetQueueUrlCommandInput, Out<GetQueueUrlCommandOutput>> = {
    needs: ({ QueueName }) => [{ action: 'sqs:GetQueueUrl', resource: queues.expect(QueueName ?? '').arn }],
    run: ({ QueueName }) => ({ QueueUrl: queues.urlOf(queues.expect(QueueName ?? '').name) }),
  };
  const ListQueues: Operation<ListQueuesCommandInput, Out<ListQueuesCommandOutput>> = {
    needs: () => [{ action: 'sqs:ListQueues', resource: ANY }],
    run(input) {
      const { shown, ...rest } = page(queues.list(input.QueueNamePrefix), input);
      return { QueueUrls: urls(shown), ...rest };
    },
  };
  const ListDeadLetterSourceQueues: Operation<
    ListDeadLetterSourceQueuesCommandInput,
    Out<ListDeadLetterSourceQueuesCommandOutput>
  > = {
    needs: needs('ListDeadLetterSourceQueues'),
    run(input) {
      const { arn } = queues.byUrl(input.QueueUrl);
      const sources = queues.list().filter(({ attributes }) => attributes.RedrivePolicy?.deadLetterTargetArn === arn);
      const { shown, ...rest } = page(sources, input);
      return { queueUrls: urls(shown), ...rest };
    },
  };
  const GetQueueAttributes: Operation<GetQueueAttributesCommandInput, Out<GetQueueAttributesCommandOutput>> = {
    needs: needs('GetQueueAttributes'),
    run({ QueueUrl, AttributeNames }) {
      const described = describeQueue(queues.byUrl(QueueUrl), broker, AttributeNames);
      return Object.keys(described).length === 0 ? {} : { Attributes: described };
    },
  };
  const SetQueueAttributes: Operation<SetQueueAttributesCommandInput, object> = {
    needs: needs('SetQueueAttributes'),
    run({ QueueUrl, Attributes = {} }) {
      const queue = queues.byUrl(QueueUrl);
      broker.retentionChanged(queues.put(queue.name, withAttributes(queue.attributes, Attributes)));
      return {};
    },
  };
  const PurgeQueue: Operation<PurgeQueueCommandInput, object> = {
    needs: needs('PurgeQueue'),
    run({ QueueUrl }) {
      broker.purge(queues.byUrl(QueueUrl));
      return {};
    },
  };
  return {
    CreateQueue,
    DeleteQueue,
    GetQueueUrl,
    ListQueues,
    ListDeadLetterSourceQueues,
    GetQueueAttributes,
    SetQueueAttributes,
    PurgeQueue,
  };
};
