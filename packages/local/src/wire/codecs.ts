import { JsonCodec, XmlCodec } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Codec, SchemaRef } from '@smithy/types';
import { AwsError } from '../kernel/errors.ts';
import { isJsonObject, isNestedTooDeep } from '../kernel/json.ts';
import type { Protocol } from './models.ts';

type AnyCodec = Codec<Uint8Array | string, Uint8Array | string>;

/** `timestampFormat.default`: 5 is date-time, 7 epoch seconds (`@smithy/types`, schema/sentinels). */
const DATE_TIME = 5;
const EPOCH_SECONDS = 7;

const json = (jsonName: boolean): AnyCodec =>
  new JsonCodec({ jsonName, timestampFormat: { useTrait: true, default: EPOCH_SECONDS } }) as AnyCodec;
const xml = (xmlNamespace: string, serviceNamespace: string): AnyCodec =>
  new XmlCodec({
    xmlNamespace,
    serviceNamespace,
    httpBindings: true,
    timestampFormat: { useTrait: true, default: DATE_TIME },
  });

const codecs: Readonly<Record<Protocol, AnyCodec>> = {
  json: json(false),
  restJson: json(true),
  restXml: xml('http://s3.amazonaws.com/doc/2006-03-01/', 'com.amazonaws.s3'),
  query: xml('https://sts.amazonaws.com/doc/2011-06-15/', 'com.amazonaws.sts'),
};

const text = new TextDecoder('utf-8', { fatal: true });

const unreadable = (protocol: Protocol): AwsError =>
  protocol === 'restXml'
    ? new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our schema.')
    : new AwsError('SerializationException', 'The body is not a JSON object that this operation takes.');

/** Half of a surrogate pair can only come in as an escape: UTF-8 has none. Stored, two of them would become one. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

const requireWhole = (_name: string, value: unknown): unknown => {
  const texts = typeof value === 'string' ? [value] : isJsonObject(value) ? Object.keys(value) : [];
  if (!texts.every((each) => each.isWellFormed())) throw new TypeError('an unpaired surrogate');
  return value;
};

const isReadable = (protocol: Protocol, document: string): boolean => {
  const start = document.trimStart()[0];
  if (protocol === 'restXml') return start === '<';
  if (isNestedTooDeep(document)) return false;
  if (ESCAPED_SURROGATE.test(document)) JSON.parse(document, requireWhole);
  return start === '{';
};

/** @throws AwsError SerializationException, MalformedXML */
export const readShape = async (protocol: Protocol, schema: SchemaRef, body: Uint8Array): Promise<unknown> => {
  try {
    const document = text.decode(body);
    if (isReadable(protocol, document))
      return await codecs[protocol].createDeserializer().read(NormalizedSchema.of(schema), document);
  } catch {
    // Whatever the reader stumbled over, a nesting that its stack does not hold among it, is the body's fault.
  }
  throw unreadable(protocol);
};

export const writeShape = (protocol: Protocol, schema: SchemaRef, value: unknown): string => {
  const shape = NormalizedSchema.of(schema);
  // An operation without output (SetQueueAttributes) has nothing to write, whatever it returned.
  if (shape.isUnitSchema()) return protocol === 'json' ? '{}' : '';
  const serializer = codecs[protocol].createSerializer();
  serializer.write(shape, value);
  const written = serializer.flush();
  return typeof written === 'string' ? written : Buffer.from(written).toString('utf8');
};
