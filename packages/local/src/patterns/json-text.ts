import { isExactNumber, type Json } from '../kernel/json.ts';

/**
 * JSON as it was written. JSON.parse forgets what event matching needs: a key that comes twice, the order of keys that
 * look like integers, and a number's own digits.
 */
export type JsonText =
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: JsonText])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonText[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly literal: string }
  | { readonly kind: 'word'; readonly word: 'true' | 'false' | 'null' };

/** The text is not JSON; the message says where, in Jackson's words where AWS's answers are known. */
export class JsonTextError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JsonTextError';
  }
}

/** Jackson's default limit (StreamReadConstraints). */
const DEEPEST = 1_000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 forbids them in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;
const TOKEN = /[^\s,:[\]{}"]+/y;

interface Reading {
  readonly text: string;
  at: number;
  depth: number;
}

const take = (reading: Reading, shape: RegExp): string | undefined => {
  shape.lastIndex = reading.at;
  const found = shape.exec(reading.text)?.[0];
  if (found !== undefined) reading.at += found.length;
  return found;
};

const peek = (reading: Reading): string | undefined => {
  take(reading, SPACE);
  return reading.text[reading.at];
};

const fail = (reading: Reading): never => {
  const found = reading.text[reading.at];
  if (found === undefined) throw new JsonTextError('Unexpected end-of-input');
  const token = take(reading, TOKEN);
  if (token !== undefined && /^\w/.test(token))
    throw new JsonTextError(
      `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
    );
  throw new JsonTextError(`Unexpected character ('${found}' (code ${found.charCodeAt(0)}))`);
};

const expect = (reading: Reading, character: string): void => {
  if (peek(reading) !== character) fail(reading);
  reading.at += 1;
};

const readString = (reading: Reading): string => {
  peek(reading);
  return JSON.parse(take(reading, STRING) ?? fail(reading)) as string;
};

/** Reads `one` after another up to `end`, commas between them. */
const readSeries = <T>(reading: Reading, end: string, one: () => T): readonly T[] => {
  reading.at += 1;
  reading.depth += 1;
  if (reading.depth > DEEPEST) throw new JsonTextError(`Document nesting depth (${DEEPEST + 1}) exceeds the maximum`);
  const series: T[] = [];
  while (peek(reading) !== end) {
    if (series.length > 0) expect(reading, ',');
    series.push(one());
  }
  reading.at += 1;
  reading.depth -= 1;
  return series;
};

const readScalar = (reading: Reading): JsonText => {
  const literal = take(reading, NUMBER);
  if (literal !== undefined) return { kind: 'number', literal };
  const word = take(reading, WORD) ?? fail(reading);
  return { kind: 'word', word: word as 'true' | 'false' | 'null' };
};

const readValue = (reading: Reading): JsonText => {
  switch (peek(reading)) {
    case '{':
      return {
        kind: 'object',
        members: readSeries(reading, '}', () => {
          const name = readString(reading);
          expect(reading, ':');
          return [name, readValue(reading)] as const;
        }),
      };
    case '[':
      return { kind: 'array', items: readSeries(reading, ']', () => readValue(reading)) };
    case '"':
      return { kind: 'string', value: readString(reading) };
    default:
      return readScalar(reading);
  }
};

/** @throws JsonTextError */
export const readJsonText = (text: string): JsonText => {
  const reading: Reading = { text, at: 0, depth: 0 };
  const value = readValue(reading);
  if (peek(reading) !== undefined) fail(reading);
  return value;
};

export const asJsonText = (json: Json): JsonText => {
  if (json === null) return { kind: 'word', word: 'null' };
  if (typeof json === 'string') return { kind: 'string', value: json };
  if (typeof json === 'number') return { kind: 'number', literal: String(json) };
  if (typeof json === 'boolean') return { kind: 'word', word: json ? 'true' : 'false' };
  if (isExactNumber(json)) return { kind: 'number', literal: json.rawJSON };
  if (Array.isArray(json)) return { kind: 'array', items: (json as readonly Json[]).map(asJsonText) };
  return { kind: 'object', members: Object.entries(json).map(([name, value]) => [name, asJsonText(value)] as const) };
};

/** How a token reads in an error message: scalars as written, containers by their bracket. */
export const tokenText = (value: JsonText | undefined, end = ']'): string => {
  if (value === undefined) return end;
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return value.literal;
  if (value.kind === 'word') return value.word;
  return value.kind === 'object' ? '{' : '[';
};
