import { SendMessageCommand, type SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Subscription } from '../descriptor.ts';
import type { Environment } from './environment.ts';
import type { Reason } from './errors.ts';

/** The dead-letter queue of a consumer: it takes a message with the reason, which SQS's own redrive does not know. */
export interface DeadLetters {
  /** How many receives a message is given (the queue's redrive policy); its last one moves it here. */
  readonly maxReceiveCount: number;
  send(record: SQSRecord, reason: Reason): Promise<void>;
}

/** As much of SQSClient as this needs. */
export interface MessageSender {
  send(command: SendMessageCommand): Promise<SendMessageCommandOutput>;
}

/** A string attribute of an SQS message, cut at 1,024 characters. */
export const attribute = (text: string): { DataType: 'String'; StringValue: string } => ({
  DataType: 'String',
  StringValue: text.slice(0, 1_024),
});

const deadLetterQueue = (client: MessageSender, queueUrl: string, maxReceiveCount: number): DeadLetters => ({
  maxReceiveCount,
  send: async (record, reason) => {
    const MessageAttributes = {
      errorCode: attribute(reason.code),
      errorMessage: attribute(reason.message),
      messageId: attribute(record.messageId),
      receiveCount: attribute(record.attributes.ApproximateReceiveCount),
    };
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: record.body, MessageAttributes }));
  },
});

/** From the function's environment; undefined when its queue leaves dead letters to SQS alone. */
export const deadLettersFrom = (
  client: MessageSender,
  { delivery }: Subscription<unknown>,
  { DEAD_LETTER_QUEUE_URL }: Environment,
): DeadLetters | undefined =>
  DEAD_LETTER_QUEUE_URL && delivery.kind === 'queue'
    ? deadLetterQueue(client, DEAD_LETTER_QUEUE_URL, delivery.maxReceiveCount)
    : undefined;
