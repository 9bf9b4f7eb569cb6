import { JsonCodec, XmlCodec } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Codec, SchemaRef } from '@smithy/types';
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

const text = new TextDecoder();

export const readShape = (protocol: Protocol, schema: SchemaRef, body: Uint8Array): Promise<unknown> =>
  Promise.resolve(codecs[protocol].createDeserializer().read(NormalizedSchema.of(schema), text.decode(body)));

export const writeShape = (protocol: Protocol, schema: SchemaRef, value: unknown): string => {
  const shape = NormalizedSchema.of(schema);
  // An operation without output (SetQueueAttributes) has nothing to write, whatever it returned.
  if (shape.isUnitSchema()) return protocol === 'json' ? '{}' : '';
  const serializer = codecs[protocol].createSerializer();
  serializer.write(shape, value);
  const written = serializer.flush();
  return typeof written === 'string' ? written : text.decode(written);
};
