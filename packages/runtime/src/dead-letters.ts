import { type MessageAttributeValue, SendMessageCommand, type SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord, SQSRecord } from 'aws-lambda';
import type { Subscription } from './descriptor.ts';
import type { Environment } from './environment.ts';
import type { Reason } from './errors.ts';

/** Where messages that nobody can act on wait for a person, with the reason that SQS's own redrive cannot give. */
export interface DeadLetters {
  /** How many receives a message is given (the queue's redrive policy); its last one moves it here. */
  readonly maxReceiveCount: number;
  send(record: SQSRecord, reason: Reason): Promise<void>;
}

/** Where a pipe's records go that no retry can help, with the reason. */
export type RecordDeadLetters = (record: DynamoDBRecord, reason: Reason) => Promise<void>;

/** As much of SQSClient as this needs. */
export interface MessageSender {
  send(command: SendMessageCommand): Promise<SendMessageCommandOutput>;
}

/** Of the 256 KiB that a message may have with its attributes, this much for each text. */
const ATTRIBUTE_CHARACTERS = 1_024;

const attributes = (texts: Readonly<Record<string, string>>): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      { DataType: 'String', StringValue: text.slice(0, ATTRIBUTE_CHARACTERS) },
    ]),
  );

const send = async (
  client: MessageSender,
  queueUrl: string,
  body: string,
  texts: Readonly<Record<string, string>>,
): Promise<void> => {
  const message = { QueueUrl: queueUrl, MessageBody: body, MessageAttributes: attributes(texts) };
  await client.send(new SendMessageCommand(message));
};

/**
 * A consumer's dead-letter queue, from the function's environment; undefined when its queue leaves dead letters to SQS
 * alone. A letter is the message itself, with errorCode, errorMessage, messageId and receiveCount as attributes.
 */
export const deadLettersFrom = (
  client: MessageSender,
  { delivery }: Subscription<unknown>,
  { DEAD_LETTER_QUEUE_URL }: Environment,
): DeadLetters | undefined => {
  if (!DEAD_LETTER_QUEUE_URL || delivery.kind !== 'queue') return undefined;
  return {
    maxReceiveCount: delivery.maxReceiveCount,
    send: ({ body, messageId, attributes: { ApproximateReceiveCount: receiveCount } }, { code, message }) =>
      send(client, DEAD_LETTER_QUEUE_URL, body, { errorCode: code, errorMessage: message, messageId, receiveCount }),
  };
};

/** A pipe's dead-letter queue. A letter is the record as JSON, with errorCode, errorMessage and eventId as attributes. */
export const recordDeadLetters =
  (client: MessageSender, queueUrl: string): RecordDeadLetters =>
  (record, { code, message }) =>
    send(client, queueUrl, JSON.stringify(record), {
      errorCode: code,
      errorMessage: message,
      eventId: record.eventID ?? 'none',
    });
