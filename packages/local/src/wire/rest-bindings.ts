import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import { AwsError } from '../kernel/errors.ts';
import { isJsonObject } from '../kernel/json.ts';
import { readShape, writeShape } from './codecs.ts';
import type { Incoming } from './exchange.ts';
import { refuseSimpleType } from './media-type.ts';
import type { Protocol } from './models.ts';

type Member = NormalizedSchema;

const numberOf = (text: string, member: Member): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new AwsError('InvalidArgument', `Provided ${member.getMemberName()} not an integer or within integer range`);
};

/** A date that cannot be read is as one that was not given (RFC 9110, 13.1.3 and 13.1.4). */
const timeOf = (text: string): Date | undefined => {
  const time = new Date(/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : text);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

/** A header, label or query value in its member's type (Smithy, "HTTP bindings"). @throws AwsError InvalidArgument */
const scalarOf = (text: string, member: Member): unknown => {
  if (member.isNumericSchema()) return numberOf(text, member);
  if (member.isBooleanSchema()) return text === 'true';
  if (member.isTimestampSchema()) return timeOf(text);
  if (member.isListSchema()) return text.split(',').map((each) => scalarOf(each.trim(), member.getValueSchema()));
  return text;
};

const textOf = (value: unknown, member: Member): string => {
  if (value instanceof Date) return member.isTimestampSchema() ? value.toUTCString() : value.toISOString();
  if (Array.isArray(value)) return value.map((each) => textOf(each, member.getValueSchema())).join(',');
  return String(value);
};

const withPrefix = (headers: Incoming['headers'], prefix: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix) && value !== undefined) found[name.slice(prefix.length)] = value;
  }
  return found;
};

const boundValue = (name: string, member: Member, request: Incoming, labels: ReadonlyMap<string, string>): unknown => {
  const traits = member.getMergedTraits();
  const query = request.url.searchParams;
  if (traits.httpLabel) {
    const label = labels.get(name);
    return label === undefined ? undefined : scalarOf(label, member);
  }
  if (typeof traits.httpQuery === 'string') {
    if (!query.has(traits.httpQuery)) return undefined;
    const all = query.getAll(traits.httpQuery);
    return member.isListSchema()
      ? all.map((each) => scalarOf(each, member.getValueSchema()))
      : scalarOf(all[0] ?? '', member);
  }
  if (typeof traits.httpHeader === 'string') {
    const header = request.headers[traits.httpHeader.toLowerCase()];
    return header === undefined ? undefined : scalarOf(header, member);
  }
  if (typeof traits.httpPrefixHeaders === 'string') {
    const found = withPrefix(request.headers, traits.httpPrefixHeaders.toLowerCase());
    return Object.keys(found).length === 0 ? undefined : found;
  }
  return undefined;
};

const documentOf = (protocol: Protocol, schema: SchemaRef, { headers, body }: Incoming): Promise<unknown> => {
  refuseSimpleType(headers, protocol === 'restXml' ? 'application/xml' : 'application/json');
  return readShape(protocol, schema, body);
};

const payloadOf = async (protocol: Protocol, member: Member, request: Incoming): Promise<unknown> => {
  const { body, headers } = request;
  // An object may be of any type; the payload of a function is JSON.
  if (protocol === 'restJson' && body.length > 0) refuseSimpleType(headers, 'application/json');
  if (member.isBlobSchema() || member.isStreaming()) return body;
  if (member.isStringSchema()) return new TextDecoder().decode(body);
  return body.length === 0 ? undefined : documentOf(protocol, member, request);
};

/** The operation's input from label, query, headers and body. */
export const readInput = async (
  protocol: Protocol,
  schema: SchemaRef,
  request: Incoming,
  labels: ReadonlyMap<string, string>,
): Promise<Record<string, unknown>> => {
  const shape = NormalizedSchema.of(schema);
  if (!shape.isStructSchema()) return {};
  const members = [...shape.structIterator()];
  const payload = members.find(([, member]) => member.getMergedTraits().httpPayload);
  const input: Record<string, unknown> = {};
  if (payload === undefined && request.body.length > 0) {
    const body = await documentOf(protocol, schema, request);
    if (isJsonObject(body)) Object.assign(input, body);
  }
  for (const [name, member] of members) {
    const value =
      name === payload?.[0] ? await payloadOf(protocol, member, request) : boundValue(name, member, request, labels);
    if (value !== undefined) input[name] = value;
  }
  return input;
};

export interface BoundOutput {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly status: number | undefined;
}

const headersOf = (value: unknown, member: Member): Readonly<Record<string, string>> => {
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (typeof httpHeader === 'string') return { [httpHeader.toLowerCase()]: textOf(value, member) };
  if (typeof httpPrefixHeaders !== 'string' || !isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => [`${httpPrefixHeaders}${key}`.toLowerCase(), String(text)]),
  );
};

const bodyOf = (protocol: Protocol, value: unknown, member: Member): string | Uint8Array => {
  if (value === undefined) return '';
  if (value instanceof Uint8Array) return value;
  return typeof value === 'string' ? value : writeShape(protocol, member, value);
};

/** Headers, body and status of an operation's output. */
export const writeOutput = (protocol: Protocol, schema: SchemaRef, output: unknown): BoundOutput => {
  const shape = NormalizedSchema.of(schema);
  if (!shape.isStructSchema() || !isRecord(output)) return { headers: {}, body: '', status: undefined };
  const headers: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  let body: string | Uint8Array | undefined;
  let status: number | undefined;
  for (const [name, member] of shape.structIterator()) {
    const value = output[name];
    const traits = member.getMergedTraits();
    if (traits.httpPayload) body = bodyOf(protocol, value, member);
    else if (value === undefined) continue;
    else if (traits.httpResponseCode) status = Number(value);
    else if (traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined)
      Object.assign(headers, headersOf(value, member));
    else rest[name] = value;
  }
  return { headers, status, body: body ?? (Object.keys(rest).length === 0 ? '' : writeShape(protocol, schema, rest)) };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
