import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { seededChance } from '../../../kernel/chance.ts';
import { isExactNumber, isJsonObject, type Json, type JsonObject, parseExactJson } from '../../../kernel/json.ts';
import { distinctBy } from './distinct.ts';
import type { Draw } from './evaluation.ts';
import { numberOf } from './number.ts';
import { QueryFailure } from './query-failure.ts';

export interface IntrinsicFunction {
  /** How many arguments it takes, at least and at most. */
  readonly arity: readonly [number, number];
  apply(args: readonly Json[], draw: Draw): Json;
}

const wrong = (name: string, what: string): never => {
  throw new QueryFailure('States.IntrinsicFailure', `States.${name}: ${what}`);
};

const asArray = (name: string, value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : wrong(name, 'an array is expected');

const asNumber = (name: string, value: Json | undefined): number =>
  numberOf(value) ?? wrong(name, 'a number is expected');

const asText = (name: string, value: Json | undefined): string =>
  typeof value === 'string' ? value : wrong(name, 'a string is expected');

const asObject = (name: string, value: Json | undefined): JsonObject =>
  isJsonObject(value) ? value : wrong(name, 'an object is expected');

/** "State rounds numbers that are not integers": half up, as java.lang.Math.round does. */
const rounded = (name: string, value: Json | undefined): number => Math.round(asNumber(name, value));

/** How States.Format prints a value that is no string: as Java prints a map or a list, `{a=1, b=[2]}`. */
const printed = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  if (isJsonObject(value))
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}=${printed(each)}`)
      .join(', ')}}`;
  return isExactNumber(value) ? value.rawJSON : String(value);
};

const format = (args: readonly Json[]): string => {
  const [template, ...values] = [asText('Format', args[0]), ...args.slice(1)];
  let used = 0;
  const text = template.replaceAll(/\\([{}\\'])|\{\}/g, (match: string, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (used >= values.length) return wrong('Format', `no argument for ${match} number ${used + 1}`);
    const value = values[used] as Json;
    used += 1;
    return printed(value);
  });
  if (used !== values.length) wrong('Format', `${values.length} arguments for ${used} {}`);
  return text;
};

const range = (args: readonly Json[]): Json => {
  const [first, last, step] = [0, 1, 2].map((index) => rounded('ArrayRange', args[index])) as [number, number, number];
  if (step === 0) wrong('ArrayRange', 'the step is 0');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (!(count <= 1000)) wrong('ArrayRange', 'more than 1000 elements');
  return Array.from({ length: count }, (_, index) => first + index * step);
};

const partition = (args: readonly Json[]): Json => {
  const items = asArray('ArrayPartition', args[0]);
  const size = rounded('ArrayPartition', args[1]);
  if (size < 1) wrong('ArrayPartition', 'the chunk size must be positive');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
};

const item = (args: readonly Json[]): Json => {
  const found = asArray('ArrayGetItem', args[0])[rounded('ArrayGetItem', args[1])];
  return found === undefined ? wrong('ArrayGetItem', 'the index is out of bounds') : found;
};

const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** The text of what is hashed: a string as it is, all else as JSON. Also behind JSONata's `$hash`. */
export const digest = (value: Json, algorithm: string): string => {
  const name = DIGESTS[algorithm] ?? wrong('Hash', `the algorithm must be one of ${Object.keys(DIGESTS).join(', ')}`);
  return createHash(name)
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
};

const isSame = (one: Json, other: Json | undefined): boolean =>
  isDeepStrictEqual(numberOf(one) ?? one, numberOf(other) ?? other);

const random = (args: readonly Json[], draw: Draw): Json => {
  const [from, to] = [rounded('MathRandom', args[0]), rounded('MathRandom', args[1])];
  const drawn = args[2] === undefined ? draw.random() : seededChance(rounded('MathRandom', args[2])).next();
  return from + Math.floor(drawn * (to - from));
};

const split = (args: readonly Json[]): Json => {
  const separators = new Set(asText('StringSplit', args[1]));
  const parts: string[] = [''];
  for (const char of asText('StringSplit', args[0])) {
    if (separators.has(char)) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.filter((part) => part !== '');
};

const merge = (args: readonly Json[]): Json => {
  if (args[2] !== false) wrong('JsonMerge', 'only the shallow mode is supported: the third argument must be false');
  return { ...asObject('JsonMerge', args[0]), ...asObject('JsonMerge', args[1]) };
};

const parsed = (args: readonly Json[]): Json => {
  try {
    return parseExactJson(asText('StringToJson', args[0]));
  } catch {
    return wrong('StringToJson', 'the string is not JSON');
  }
};

const LONGEST_TEXT = 10_000;
const short = (name: string, text: string): string =>
  text.length <= LONGEST_TEXT ? text : wrong(name, `at most ${LONGEST_TEXT} characters`);

/** Step Functions Developer Guide, "Intrinsic functions for JSONPath states in Step Functions". */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  Array: { arity: [0, Number.POSITIVE_INFINITY], apply: (args) => args },
  ArrayPartition: { arity: [2, 2], apply: partition },
  ArrayContains: {
    arity: [2, 2],
    apply: (args) => asArray('ArrayContains', args[0]).some((each) => isSame(each, args[1])),
  },
  ArrayRange: { arity: [3, 3], apply: range },
  ArrayGetItem: { arity: [2, 2], apply: item },
  ArrayLength: { arity: [1, 1], apply: (args) => asArray('ArrayLength', args[0]).length },
  ArrayUnique: { arity: [1, 1], apply: (args) => distinctBy(asArray('ArrayUnique', args[0])) as Json },
  Base64Encode: {
    arity: [1, 1],
    apply: (args) => Buffer.from(short('Base64Encode', asText('Base64Encode', args[0])), 'utf8').toString('base64'),
  },
  Base64Decode: {
    arity: [1, 1],
    apply: (args) => Buffer.from(short('Base64Decode', asText('Base64Decode', args[0])), 'base64').toString('utf8'),
  },
  Hash: { arity: [2, 2], apply: (args) => digest(args[0] as Json, asText('Hash', args[1])) },
  JsonMerge: { arity: [3, 3], apply: merge },
  StringToJson: { arity: [1, 1], apply: parsed },
  JsonToString: { arity: [1, 1], apply: (args) => JSON.stringify(args[0]) },
  MathRandom: { arity: [2, 3], apply: random },
  MathAdd: {
    arity: [2, 2],
    apply: (args) => rounded('MathAdd', args[0]) + rounded('MathAdd', args[1]),
  },
  StringSplit: { arity: [2, 2], apply: split },
  UUID: { arity: [0, 0], apply: (_, draw) => draw.uuid() },
  Format: { arity: [1, Number.POSITIVE_INFINITY], apply: format },
};
