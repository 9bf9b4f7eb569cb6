import type {
  ChangeMessageVisibilityBatchCommandInput,
  ChangeMessageVisibilityBatchCommandOutput,
  ChangeMessageVisibilityCommandInput,
  DeleteMessageBatchCommandInput,
  DeleteMessageBatchCommandOutput,
  DeleteMessageCommandInput,
  ReceiveMessageCommandInput,
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
  SendMessageCommandInput,
  SendMessageCommandOutput,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/errors.ts';
import type { AnyOperation, Call, Operation, Permission } from '../../kernel/operations.ts';
import { eachEntry } from './batch.ts';
import type { Broker } from './broker.ts';
import { md5, md5OfAttributes } from './digest.ts';
import { outgoingOf, type SendInput, sizeOf } from './outgoing.ts';
import type { Queue, Queues } from './queue.ts';
import type { ReceiveOutput, Receiver } from './receive.ts';

type Out<T> = Omit<T, '$metadata'>;

interface Sent {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes?: string;
}

const MOST_BYTES = 1_048_576;
const LONGEST_VISIBILITY = 43_200;

/** SenderId: the role's or user's last name is enough to tell who. */
const senderOf = ({ caller }: Call): string => caller.split(/[/:]/).at(-1) ?? caller;

const visibilityOf = (seconds: number | undefined): number => {
  if (seconds !== undefined && Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_VISIBILITY)
    return seconds;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and ${LONGEST_VISIBILITY}.`,
  );
};

export const messageOperations = (parts: {
  readonly queues: Queues;
  readonly broker: Broker;
  readonly receiver: Receiver;
}): Readonly<Record<string, AnyOperation>> => {
  const { queues, broker, receiver } = parts;
  const needs =
    (action: string) =>
    ({ QueueUrl }: { QueueUrl: string | undefined }): readonly Permission[] => [
      { action: `sqs:${action}`, resource: queues.byUrl(QueueUrl).arn },
    ];
  const send = (queue: Queue, input: SendInput, call: Call): Sent => {
    const outgoing = outgoingOf(queue, input, senderOf(call));
    const digest = md5OfAttributes(outgoing.attributes);
    const sent: Sent = { MessageId: broker.send(queue, outgoing), MD5OfMessageBody: md5(outgoing.body) };
    return digest === undefined ? sent : { ...sent, MD5OfMessageAttributes: digest };
  };

  const SendMessage: Operation<SendMessageCommandInput, Out<SendMessageCommandOutput>> = {
    needs: needs('SendMessage'),
    run: (input, call) => send(queues.byUrl(input.QueueUrl), input, call),
  };
  const SendMessageBatch: Operation<SendMessageBatchCommandInput, Out<SendMessageBatchCommandOutput>> = {
    needs: needs('SendMessage'),
    run(input, call) {
      const queue = queues.byUrl(input.QueueUrl);
      const bytes = (input.Entries ?? []).reduce((sum, { MessageBody }) => sum + sizeOf(MessageBody ?? '', {}), 0);
      if (bytes > MOST_BYTES)
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${MOST_BYTES} bytes. You have sent ${bytes} bytes.`,
        );
      return eachEntry(input.Entries, (entry) => send(queue, entry, call));
    },
  };
  const ReceiveMessage: Operation<ReceiveMessageCommandInput, ReceiveOutput> = {
    needs: needs('ReceiveMessage'),
    run: (input) => receiver.receive(queues.byUrl(input.QueueUrl), input),
  };
  const DeleteMessage: Operation<DeleteMessageCommandInput, object> = {
    needs: needs('DeleteMessage'),
    run(input) {
      broker.delete(queues.byUrl(input.QueueUrl), input.ReceiptHandle);
      return {};
    },
  };
  const DeleteMessageBatch: Operation<DeleteMessageBatchCommandInput, Out<DeleteMessageBatchCommandOutput>> = {
    needs: needs('DeleteMessage'),
    run(input) {
      const queue = queues.byUrl(input.QueueUrl);
      return eachEntry(input.Entries, ({ ReceiptHandle }) => {
        broker.delete(queue, ReceiptHandle);
        return {};
      });
    },
  };
  const change = (queue: Queue, handle: string | undefined, seconds: number | undefined): object => {
    broker.changeVisibility(queue, handle, visibilityOf(seconds));
    return {};
  };
  const ChangeMessageVisibility: Operation<ChangeMessageVisibilityCommandInput, object> = {
    needs: needs('ChangeMessageVisibility'),
    run: (input) => change(queues.byUrl(input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout),
  };
  const ChangeMessageVisibilityBatch: Operation<
    ChangeMessageVisibilityBatchCommandInput,
    Out<ChangeMessageVisibilityBatchCommandOutput>
  > = {
    needs: needs('ChangeMessageVisibility'),
    run(input) {
      const queue = queues.byUrl(input.QueueUrl);
      return eachEntry(input.Entries, (entry) => change(queue, entry.ReceiptHandle, entry.VisibilityTimeout));
    },
  };
  return {
    SendMessage,
    SendMessageBatch,
    ReceiveMessage,
    DeleteMessage,
    DeleteMessageBatch,
    ChangeMessageVisibility,
    ChangeMessageVisibilityBatch,
  };
};
