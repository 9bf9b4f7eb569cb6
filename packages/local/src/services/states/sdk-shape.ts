import { isJsonObject, type Json } from '../../kernel/json.ts';

/** Services whose SDK members begin in lower case; Step Functions writes all members in PascalCase. */
export const LOWER_CASE: ReadonlySet<string> = new Set(['states', 'logs']);

const lower = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);
const upper = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

const renamed = (value: object, rename: (name: string) => string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [rename(name), each]));

/** A member that is a string on the wire and was written as an object is sent as its JSON. */
const STRINGS: ReadonlySet<string> = new Set(['MessageBody', 'Input', 'Detail', 'Output']);

const stringified = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(stringified);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      STRINGS.has(name) && typeof each !== 'string' && each !== null ? JSON.stringify(each) : each,
    ]),
  );
};

/** The body of an object is text; what is no text is written as JSON (recorded: aws-sdk:s3:putObject). */
const withBody = (service: string, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  service === 's3' && input.Body !== undefined && input.Body !== null && typeof input.Body !== 'string'
    ? { ...input, Body: JSON.stringify(input.Body) }
    : input;

/** A task's parameters as the SDK operation takes them. */
export const operationInput = (service: string, parameters: Json): unknown => {
  if (!isJsonObject(parameters)) return parameters;
  const input = Object.fromEntries(
    Object.entries(stringified(parameters) as object).map(([name, value]) => [
      name,
      name === 'Entries' ? stringified(value) : value,
    ]),
  );
  return LOWER_CASE.has(service) ? renamed(input, lower) : withBody(service, input);
};

const plain = (value: unknown): Json | undefined => {
  if (value === undefined || typeof value === 'function') return undefined;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map((each) => plain(each) ?? null);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      const made = name === '$metadata' ? undefined : plain(each);
      return made === undefined ? [] : [[name, made]];
    }),
  );
};

/** An SDK operation's output as a task's result: times as texts, bodies as text. */
export const operationOutput = (service: string, output: unknown): Json => {
  const made = plain(output) ?? {};
  return LOWER_CASE.has(service) && isJsonObject(made) ? (renamed(made, upper) as Json) : made;
};
