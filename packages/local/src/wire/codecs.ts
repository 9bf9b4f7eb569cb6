import { JsonCodec, JsonShapeDeserializer, XmlCodec } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Codec, DocumentType, SchemaRef } from '@smithy/types';
import { AwsError } from '../kernel/errors.ts';
import { isNestedTooDeep } from '../kernel/json.ts';
import type { Protocol } from './models.ts';
import { checkShape } from './shape-check.ts';

type JsonSettings = ConstructorParameters<typeof JsonCodec>[0];
type AnyCodec = Codec<Uint8Array | string, Uint8Array | string>;

/** `timestampFormat.default`: 5 is date-time, 7 epoch seconds (`@smithy/types`, schema/sentinels). */
const DATE_TIME = 5;
const EPOCH_SECONDS = 7;

const jsonSettings = (jsonName: boolean): JsonSettings => ({
  jsonName,
  timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
});
const json = (jsonName: boolean): AnyCodec => new JsonCodec(jsonSettings(jsonName)) as AnyCodec;
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

const documentIn = (document: string): unknown => {
  if (isNestedTooDeep(document)) throw new SyntaxError('nested too deep');
  return JSON.parse(document);
};

const readXml = (schema: SchemaRef, document: string): unknown => {
  if (!document.trimStart().startsWith('<')) throw new SyntaxError('no XML');
  return codecs.restXml.createDeserializer().read(NormalizedSchema.of(schema), document);
};

const readJson = (protocol: Protocol, schema: SchemaRef, document: string): unknown => {
  const parsed = documentIn(document);
  checkShape(schema, parsed, 'json');
  return new JsonShapeDeserializer(jsonSettings(protocol === 'restJson')).readObject(
    NormalizedSchema.of(schema),
    parsed as DocumentType,
  );
};

/** @throws AwsError SerializationException, MalformedXML */
export const readShape = async (protocol: Protocol, schema: SchemaRef, body: Uint8Array): Promise<unknown> => {
  try {
    const document = text.decode(body);
    const read = protocol === 'restXml' ? await readXml(schema, document) : readJson(protocol, schema, document);
    checkShape(schema, read, 'read');
    return read;
  } catch {
    // Whatever a reader stumbled over, a stack that did not hold the nesting among it, is the body's fault.
    throw unreadable(protocol);
  }
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
