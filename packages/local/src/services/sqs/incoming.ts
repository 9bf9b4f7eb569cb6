import type { MessageAttributeValue, ReceiveMessageCommandInput, Message as SdkMessage } from '@aws-sdk/client-sqs';
import type { Received } from './broker.ts';
import { md5, md5OfAttributes, type StoredAttribute, type StoredAttributes } from './digest.ts';
import { systemAttributes } from './message.ts';

const asked = (names: readonly string[] | undefined): ((name: string) => boolean) => {
  if (names === undefined) return () => false;
  const prefixes = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2));
  const all = names.includes('All') || names.includes('.*');
  return (name) => all || names.includes(name) || prefixes.some((prefix) => prefix !== '' && name.startsWith(prefix));
};

const chosen = <T>(values: Readonly<Record<string, T>>, wanted: (name: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));

const sdkValue = ({ dataType, text, binary }: StoredAttribute): MessageAttributeValue => ({
  DataType: dataType,
  ...(binary === undefined
    ? { StringValue: text ?? '' }
    : { BinaryValue: new Uint8Array(Buffer.from(binary, 'base64')) }),
});

const messageAttributes = (attributes: StoredAttributes, names: readonly string[] | undefined): Partial<SdkMessage> => {
  const found = chosen(attributes, asked(names));
  const digest = md5OfAttributes(found);
  if (digest === undefined) return {};
  const values = Object.entries(found).map(([name, value]) => [name, sdkValue(value)] as const);
  return { MessageAttributes: Object.fromEntries(values), MD5OfMessageAttributes: digest };
};

type Asked = Pick<
  ReceiveMessageCommandInput,
  'AttributeNames' | 'MessageSystemAttributeNames' | 'MessageAttributeNames'
>;

/** A received message with the attributes that were asked for. */
export const incomingOf = ({ message, receiptHandle }: Received, input: Asked): SdkMessage => {
  const system = chosen(
    systemAttributes(message),
    asked([...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(system).length === 0 ? {} : { Attributes: system }),
    ...messageAttributes(message.attributes, input.MessageAttributeNames),
  };
};
