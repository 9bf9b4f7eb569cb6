import type { MessageAttributeValue, MessageSystemAttributeValue } from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/errors.ts';
import type { Outgoing } from './broker.ts';
import type { StoredAttribute, StoredAttributes } from './digest.ts';
import type { Queue } from './queue.ts';

/** SendMessage's input, and one entry of SendMessageBatch's. */
export interface SendInput {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly MessageSystemAttributes?: Readonly<Record<string, MessageSystemAttributeValue>> | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

/** API reference, SendMessage: "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF". */
const UNPRINTABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const TYPE = /^(?:String|Number|Binary)(?:\..+)?$/;
const NAME = /^(?!\.|AWS\.|Amazon\.)[A-Za-z0-9_.-]{1,256}$/i;
const MOST_ATTRIBUTES = 10;
const LONGEST_DELAY = 900;

const stored = (name: string, value: MessageAttributeValue): StoredAttribute => {
  const { DataType: dataType = '', StringValue: text, BinaryValue: bytes } = value;
  if (!NAME.test(name)) throw invalid(`The message attribute name '${name}' is invalid.`);
  if (!TYPE.test(dataType))
    throw invalid(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  if (dataType.startsWith('Binary')) {
    if (bytes === undefined || bytes.length === 0)
      throw invalid(`The message attribute '${name}' must contain a non-empty message attribute value.`);
    return { dataType, binary: Buffer.from(bytes).toString('base64') };
  }
  if (text === undefined || text === '')
    throw invalid(`The message attribute '${name}' must contain a non-empty message attribute value.`);
  if (dataType.startsWith('Number') && !Number.isFinite(Number(text)))
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return { dataType, text };
};

const storedAttributes = (attributes: SendInput['MessageAttributes']): StoredAttributes => {
  const entries = Object.entries(attributes ?? {});
  if (entries.length > MOST_ATTRIBUTES)
    throw invalid(`Number of message attributes [${entries.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`);
  return Object.fromEntries(entries.map(([name, value]) => [name, stored(name, value)]));
};

/** Body and attributes count: names, types and values. */
export const sizeOf = (body: string, attributes: StoredAttributes): number =>
  Object.entries(attributes).reduce(
    (size, [name, { dataType, text, binary }]) =>
      size +
      Buffer.byteLength(name) +
      dataType.length +
      Buffer.byteLength(text ?? binary ?? '', text === undefined ? 'base64' : 'utf8'),
    Buffer.byteLength(body),
  );

const delayOf = (given: number | undefined): { readonly delaySeconds?: number } => {
  if (given === undefined) return {};
  if (Number.isInteger(given) && given >= 0 && given <= LONGEST_DELAY) return { delaySeconds: given };
  throw invalid(`Value ${given} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`);
};

const bodyOf = (queue: Queue, body: string | undefined, attributes: StoredAttributes): string => {
  if (body === undefined || body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (UNPRINTABLE.test(body))
    throw new AwsError('InvalidMessageContents', 'Invalid binary character was found in the message body.');
  const most = queue.attributes.MaximumMessageSize;
  if (sizeOf(body, attributes) > most)
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`);
  return body;
};

/** What is to be sent, checked as SendMessage checks it. @throws AwsError */
export const outgoingOf = (queue: Queue, input: SendInput, senderId: string): Outgoing => {
  if (input.MessageDeduplicationId !== undefined)
    throw invalid('The request include parameter that is not valid for this queue type');
  const attributes = storedAttributes(input.MessageAttributes);
  const body = bodyOf(queue, input.MessageBody, attributes);
  const trace = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  return { body, attributes, senderId, ...(trace === undefined ? {} : { trace }), ...delayOf(input.DelaySeconds) };
};
