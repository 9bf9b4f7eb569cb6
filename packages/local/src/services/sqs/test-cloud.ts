import type { GetQueueAttributesCommandOutput, Message, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Json } from '../../kernel/json.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { sqs } from './service.ts';

const call = { caller: 'arn:aws:iam::000000000000:role/tester', requestId: 'r' };

/** Queues on a kernel in memory, called as the SDK calls them: for the tests beside this file. */
export interface Cloud {
  readonly kernel: TestKernel;
  make(name: string, properties?: Readonly<Record<string, Json>>): string;
  run<T>(operation: string, input: object): Promise<T>;
}

export const cloud = (file?: string): Cloud => {
  const kernel = testKernel(file === undefined ? {} : { file });
  const service = kernel.add(sqs);
  const make = (name: string, properties: Readonly<Record<string, Json>> = {}): string =>
    service.resources['AWS::SQS::Queue']?.declare(declared(name, { QueueName: name, ...properties })).ref ?? '';
  return {
    kernel,
    make,
    run: async (operation, input) => (await kernel.operations.call('sqs', operation, input, call)) as never,
  };
};

export const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

export const receive = async ({ run }: Cloud, QueueUrl: string, options: object = {}): Promise<readonly Message[]> =>
  (await run<ReceiveMessageCommandOutput>('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...options }))
    .Messages ?? [];

export const counts = async ({ run }: Cloud, QueueUrl: string): Promise<readonly number[]> => {
  const { Attributes = {} } = await run<GetQueueAttributesCommandOutput>('GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['All'],
  });
  const { ApproximateNumberOfMessages: ready, ApproximateNumberOfMessagesNotVisible: inflight } = Attributes;
  return [ready, inflight, Attributes.ApproximateNumberOfMessagesDelayed].map(Number);
};
