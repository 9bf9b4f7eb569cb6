import type { Random } from '../../compatibility/random.ts';
import type { JsonObject } from '../../json.ts';
import type { SchemaFile } from '../../stages.ts';

const shared = (name: string, schema: JsonObject): SchemaFile => ({
  file: `catalog/shared/${name}.json`,
  place: { kind: 'shared', name },
  schema,
});

/** What generated schemas refer to: plain ones, one that is not, two in a circle, and one that Ajv refuses. */
export const sharedFiles: readonly SchemaFile[] = [
  shared('instant', { type: 'string', format: 'date-time', pattern: 'Z$' }),
  shared('money', {
    type: 'object',
    required: ['amount'],
    properties: { amount: { type: 'integer' }, at: { $ref: 'instant.json' } },
  }),
  shared('letter', {
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: 'letter' }, at: { $ref: 'instant.json' } },
  }),
  shared('list', { type: 'array', uniqueItems: true, items: { type: 'string' } }),
  shared('ring', { type: 'object', properties: { within: { $ref: 'gnir.json' } } }),
  shared('gnir', { type: 'object', properties: { within: { $ref: 'ring.json' } } }),
  shared('refused', { type: 'string', format: 'no-such-format' }),
];

const names: readonly string[] = [
  ...[
    'id',
    'kind',
    'a_b',
    '$of',
    'x-y',
    'constructor',
    'valid',
    'schema',
    'data',
    'a b',
    '1',
    '',
    "it's",
    'a"b',
    'a\\b',
  ],
  ...[
    'a/b',
    'a~b',
    '~1',
    'ä',
    '\u2028',
    '${x}',
    '\n',
    'ends{',
    'Ω',
    '😀',
    ',schemaPath:"x"',
    'toString',
    '%',
    'errors',
  ],
];
/** Names that are not plain, seldom: a schema with one of them is left to Ajv as a whole. */
const oddNames: readonly string[] = ['valid1', '__proto__', '\ud800'];
const patterns: readonly string[] = [
  '^a$',
  '',
  '/',
  '\\/',
  '^\\p{L}+$',
  '[',
  '^[^"\\\\]*$',
  '^😀{2}$',
  '\u2028',
  '}',
  '{',
];
const formats: readonly string[] = [
  ...['date-time', 'date', 'email', 'uri', 'uuid', 'regex', 'byte', 'password', 'hostname', 'duration', 'time'],
  ...['binary', 'json-pointer', 'iso-date-time', 'int32'],
];
const numbers: readonly number[] = [0, -0, 1, -1, 2.5, 1e21, 1e-7, -1e300, 200, 2 ** 53, Number.POSITIVE_INFINITY];
const scalars: readonly unknown[] = [...numbers, true, false, null, '', 'open', "it's", 'a"b', '\u2029', '\n', 'ä'];

const chance = (random: Random, of: number): boolean => random.next() < of;

/** Each of these with some likelihood. */
const some = (random: Random, of: number, parts: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(parts).filter(() => chance(random, of)));

const upTo = <Item>(random: Random, most: number, item: () => Item): readonly Item[] =>
  Array.from({ length: random.between(0, most) }, item);

/** The schema of an event: mostly plain, sometimes not, and sometimes one that Ajv refuses. */
export function anySchema(random: Random): JsonObject {
  return (chance(random, 0.2) ? random.pick([anyPart, union]) : record)(random, 3);
}

type Make = (random: Random, depth: number) => JsonObject;

function anyPart(random: Random, depth: number): JsonObject {
  const said = some(random, 0.2, { title: 'Part', description: 'Says "what".', 'x-phi': true });
  return { ...said, ...random.pick(depth > 0 ? [...leaves, ...nests, ...nests] : leaves)(random, depth) };
}

const text: Make = (random) => ({
  type: 'string',
  ...some(random, 0.3, {
    minLength: random.pick(numbers),
    maxLength: random.pick(numbers),
    pattern: random.pick(patterns.filter((pattern) => pattern !== '[' || chance(random, 0.1))),
    format: random.pick(formats.filter((format) => format !== 'int32' || chance(random, 0.1))),
    enum: ['open', random.pick(scalars)],
  }),
});

const number: Make = (random) => ({
  type: random.pick(['integer', 'number']),
  ...some(random, 0.3, {
    minimum: random.pick(numbers),
    maximum: random.pick(numbers),
    exclusiveMinimum: random.pick(numbers),
    exclusiveMaximum: random.pick(numbers),
    const: random.pick(scalars),
  }),
  ...some(random, 0.01, { multipleOf: 2 }),
});

const literal: Make = (random) => ({
  ...some(random, 0.4, { type: random.pick(['string', 'integer', 'number', 'boolean', 'null']) }),
  ...(chance(random, 0.5)
    ? { const: random.pick(scalars) }
    : { enum: [random.pick(scalars), ...upTo(random, 3, () => random.pick(scalars))] }),
});

const flag: Make = (random) => ({ type: random.pick(['boolean', 'null', 'object', 'array']) });

const anything: Make = () => ({});

const reference: Make = (random) => {
  const file = chance(random, 0.05)
    ? random.pick(['refused', 'ring'])
    : random.pick(['instant', 'money', 'letter', 'list']);
  return { $ref: `../../shared/${file}.json` };
};

const seldom: Make = (random) =>
  chance(random, 0.8)
    ? { type: 'string' }
    : random.pick<JsonObject>([
        { type: ['string', 'null'] },
        { type: 'string', minimum: 1 },
        { anyOf: [{ type: 'string' }, { type: 'number' }] },
        { type: 'string', format: 'no-such-format' },
        { type: 'object', required: ['gone'] },
        { type: 'object', patternProperties: { '^a': { type: 'string' } } },
        { type: 'array', items: [{ type: 'string' }] },
        { properties: { id: { type: 'string' } } },
        { $ref: '../../shared/gone.json' },
      ]);

const record: Make = (random, depth) => {
  const most = chance(random, 0.2) ? 12 : 4;
  const name = (): string => random.pick(chance(random, 0.01) ? oddNames : names);
  const properties = Object.fromEntries(upTo(random, most, () => [name(), anyPart(random, depth - 1)]));
  const required = Object.keys(properties).filter(() => chance(random, 0.5));
  return {
    type: 'object',
    ...some(random, 0.9, { required }),
    ...(Object.keys(properties).length > 0 || chance(random, 0.5) ? { properties } : { required: [] }),
    ...some(random, 0.3, { additionalProperties: random.pick([true, false, false, false]) }),
  };
};

const list: Make = (random, depth) => ({
  type: 'array',
  ...some(random, 0.4, { minItems: random.pick(numbers), maxItems: random.pick(numbers) }),
  ...some(random, 0.9, { items: anyPart(random, depth - 1) }),
});

const union: Make = (random, depth) => {
  const tag = random.pick(['kind', 'x-y', 'a"b']);
  const values = ['phone', "it's", 'a"b', ...upTo(random, 1, () => random.pick(['1', 'toString', '', '\u2028']))];
  const branches = values.map((value) => branch(random, depth, [tag, value]));
  return {
    oneOf: tag === 'kind' && chance(random, 0.5) ? [...branches, { $ref: '../../shared/letter.json' }] : branches,
    ...(chance(random, 0.1) ? { properties: { id: { type: 'string' } }, required: ['id'] } : {}),
  };
};

function branch(random: Random, depth: number, [tag, value]: readonly [string, string]): JsonObject {
  const { properties, required, ...rest } = record(random, depth - 1);
  const names = Array.isArray(required) ? required.filter((name) => name !== tag) : [];
  const typed = chance(random, 0.3) ? { type: 'string', const: value } : { const: value };
  return {
    ...rest,
    properties: { ...(properties as JsonObject | undefined), [tag]: typed },
    required: [tag, ...names],
  };
}

const leaves: readonly Make[] = [text, text, number, literal, flag, anything, reference, seldom];
const nests: readonly Make[] = [record, list, union];
