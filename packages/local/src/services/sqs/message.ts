import type { JsonObject } from '../../kernel/json.ts';
import { md5, type StoredAttributes } from './digest.ts';

/** A message as the journal keeps it. Its key in the queue is its time of sending and a number: the order of age. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: StoredAttributes;
  readonly senderId: string;
  /** AWSTraceHeader, where one was sent. */
  readonly trace?: string;
  readonly sentAt: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  /** The queue it came from, for a dead letter. */
  readonly deadLetterSource?: string;
  /** Where the queue's order has it: ready from that time on, or out of sight until then. */
  readonly place: { readonly kind: 'ready' | 'delayed' | 'inflight'; readonly key: string };
}

/** MessageSystemAttributeName of ReceiveMessage, and `attributes` of Lambda's record. */
export const systemAttributes = (message: Message): Readonly<Record<string, string>> => ({
  ApproximateReceiveCount: String(message.receives),
  SentTimestamp: String(message.sentAt),
  SenderId: message.senderId,
  ...(message.firstReceivedAt === undefined
    ? {}
    : { ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt) }),
  ...(message.trace === undefined ? {} : { AWSTraceHeader: message.trace }),
  ...(message.deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSource }),
});

const lambdaAttributes = (attributes: StoredAttributes): JsonObject =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { dataType, text, binary }]) => [
      name,
      {
        ...(binary === undefined ? { stringValue: text ?? '' } : { binaryValue: binary }),
        stringListValues: [],
        binaryListValues: [],
        dataType,
      },
    ]),
  );

/** Lambda Developer Guide, "Using Lambda with Amazon SQS": one record of the event. */
export const lambdaRecord = (message: Message, receiptHandle: string, queue: { arn: string }): JsonObject => ({
  messageId: message.id,
  receiptHandle,
  body: message.body,
  attributes: systemAttributes(message),
  messageAttributes: lambdaAttributes(message.attributes),
  md5OfBody: md5(message.body),
  eventSource: 'aws:sqs',
  eventSourceARN: queue.arn,
  awsRegion: queue.arn.split(':')[3] ?? '',
});
