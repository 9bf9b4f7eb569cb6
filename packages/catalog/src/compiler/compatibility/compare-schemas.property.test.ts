import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { type Comparison, compareSchemas } from './compare-schemas.ts';
import { type EventSchema, eventSchema } from './event-schema.ts';
import { type Fill, generate, NothingToMakeError } from './generate.ts';
import { type Random, seeded } from './random.ts';

const file = 'catalog/shared/value.json';

/** Undefined for what Ajv's strict mode refuses: no catalog holds it. */
function lone(schema: JsonObject): EventSchema | undefined {
  const found = eventSchema(new Map([[file, { file, place: { kind: 'shared', name: 'value' }, schema }]]), file);
  try {
    found.errors(null);
    return found;
  } catch {
    return undefined;
  }
}

const small = fc.integer({ min: 0, max: 4 });
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });
const said = (schema: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
const keywords = (shape: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<JsonObject> =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, optional(value)]))).map(said);

const text = keywords({
  minLength: small,
  maxLength: small,
  pattern: fc.constantFrom('^a', '^[ab]*$', 'b$', '^.{2}$'),
}).map((schema): JsonObject => ({ type: 'string', ...schema }));
const listed = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'ab', 'x'), { minLength: 1 })
  .map((values): JsonObject => ({ type: 'string', enum: values }));
const numeric = fc
  .tuple(
    fc.constantFrom('integer', 'number'),
    keywords({
      minimum: small,
      exclusiveMinimum: small,
      maximum: small,
      exclusiveMaximum: small,
      multipleOf: fc.constantFrom(1, 2, 3, 0.5, 0.1, 0.01, 0.3),
    }),
  )
  .map(([type, schema]): JsonObject => ({ type, ...schema }));
const formal = keywords({
  format: fc.constantFrom('date', 'email', 'uuid', 'hostname', 'date-time'),
  minLength: fc.constantFrom(1, 6, 10, 36),
  maxLength: fc.constantFrom(8, 10, 45, 100),
  pattern: fc.constantFrom('^[0-9]', '-', 'Z$'),
}).map((schema): JsonObject => ({ type: 'string', ...schema }));
const scalar = fc.oneof(
  text,
  formal,
  listed,
  numeric,
  fc.constantFrom<JsonObject>({ type: 'boolean' }, { type: 'null' }, {}),
);

const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => {
  const field = tie('schema');
  const array = keywords({
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
    items: field,
    contains: scalar,
  });
  const object = keywords({
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), field, { maxKeys: 3 }),
    required: fc.subarray(['a', 'b']),
    additionalProperties: fc.oneof(fc.boolean(), scalar),
    minProperties: small,
    maxProperties: small,
    propertyNames: fc.constantFrom<JsonObject>({ type: 'string', maxLength: 1 }, { type: 'string', pattern: '^[a-c]' }),
    dependencies: fc.constantFrom<JsonObject>({ a: ['b'] }, { b: { type: 'object', required: ['c'] } }),
    if: fc.constantFrom<JsonObject>(
      { type: 'object', required: ['a'] },
      { type: 'object', properties: { a: { const: 'a' } } },
    ),
    ...Object.fromEntries([
      ['then', fc.constantFrom<JsonObject>({ type: 'object', required: ['b'] }, { type: 'object', maxProperties: 2 })],
    ]),
    else: fc.constantFrom<JsonObject>({ type: 'object', required: ['c'] }),
  });
  const union = fc
    .tuple(fc.constantFrom('anyOf', 'oneOf', 'allOf'), fc.array(tie('schema'), { minLength: 1, maxLength: 3 }))
    .map(([keyword, branches]): JsonObject => ({ [keyword]: branches }));
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      scalar,
      array.map((schema): JsonObject => ({ type: 'array', ...schema })),
      object.map((schema): JsonObject => ({ type: 'object', ...schema })),
      union,
      scalar.map((schema): JsonObject => ({ not: schema })),
    ),
  };
}).schema;

type Hole = (schema: JsonObject) => JsonObject;

/** Where a change can lie: the schema around it says the same in both versions. */
const holes: readonly Hole[] = [
  (schema) => ({ type: 'object', properties: { a: schema, b: { type: 'string' } } }),
  (schema) => ({ type: 'object', required: ['a'], properties: { a: schema }, additionalProperties: false }),
  (schema) => ({ type: 'object', additionalProperties: schema }),
  (schema) => ({
    type: 'object',
    patternProperties: { '^[ab]': schema },
    propertyNames: { type: 'string', maxLength: 2 },
  }),
  (schema) => ({ type: 'array', items: schema, maxItems: 3 }),
  (schema) => ({ type: 'array', minItems: 1, items: { anyOf: [schema, { type: 'null' }] } }),
  (schema) => ({ type: 'array', contains: schema }),
  (schema) => ({ not: { not: schema } }),
  (schema) => ({ not: schema }),
  (schema) => ({ oneOf: [schema, { type: 'boolean' }] }),
  (schema) => ({ allOf: [schema, { not: { const: 'a' } }] }),
  (schema) => ({
    oneOf: ['x', 'y'].map((tag, index) => ({
      type: 'object',
      required: ['t'],
      properties: { t: { const: tag }, a: index === 0 ? schema : { type: 'string' } },
    })),
  }),
  (schema) => ({ type: 'object', dependencies: { a: { type: 'object', properties: { b: schema } } } }),
  (schema) => ({
    type: 'object',
    properties: { a: { type: 'string' }, b: {} },
    if: { type: 'object', required: ['a'] },
    ...Object.fromEntries([['then', { type: 'object', properties: { b: schema } }]]),
  }),
  (schema) => ({
    type: 'object',
    properties: { a: {}, b: { type: 'integer' } },
    if: { type: 'object', properties: { a: schema } },
    else: { type: 'object', required: ['b'] },
  }),
];

const unions = fc.constantFrom('anyOf', 'oneOf', 'allOf');

/** Two schemas; one and a union with it; or either of these deep within what stays the same. */
const unlike = fc.oneof(
  fc.tuple(schemas, schemas),
  fc.tuple(numeric, numeric),
  fc.tuple(text, text),
  fc.tuple(formal, formal),
  fc.tuple(schemas, schemas, unions).map(([one, other, keyword]) => [one, { [keyword]: [one, other] }] as const),
  fc.tuple(schemas, schemas, unions).map(([one, other, keyword]) => [{ [keyword]: [one, other] }, one] as const),
);
const pairs = fc.oneof(
  unlike,
  fc.tuple(fc.constantFrom(...holes), unlike).map(([hole, [one, other]]) => [hole(one), hole(other)] as const),
  fc
    .tuple(fc.constantFrom(...holes), fc.constantFrom(...holes), unlike)
    .map(([outer, inner, [one, other]]) => [outer(inner(one)), outer(inner(other))] as const),
);

const fills: readonly Fill[] = ['all', 'some', 'least'];

function tries(source: EventSchema, random: Random): readonly unknown[] {
  return Array.from({ length: 60 }, (_, index) => {
    try {
      return [generate([source.root], { random, fill: fills[index % 3] ?? 'all' })];
    } catch (error) {
      if (error instanceof NothingToMakeError) return [];
      throw error;
    }
  }).flat();
}

/** Whatever is said of the schema: values of every type, fields that are declared and one that is not. */
const anything = fc.sample(
  fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      '',
      'a',
      'ab',
      'b',
      'x',
      'a@b.c',
      '2026-11-24',
      '2026-11-24T04:10:00Z',
      0,
      1,
      2,
      3,
      0.3,
      0.5,
      0.7,
      1.11,
      1.5,
      [],
      ['a'],
      ['a', 'a'],
      [1, 2, 3],
      {},
    ),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<unknown>('a', 'b', 1, null, {}, []), { maxKeys: 3 }),
  ),
  { seed: 5, numRuns: 150 },
);

interface Tally {
  compatible: number;
  breaking: number;
  undecided: number;
}

function holdsAgainst(before: EventSchema, after: EventSchema, candidates: readonly unknown[]): void {
  for (const event of candidates)
    if (before.errors(event).length === 0) expect([event, after.errors(event)]).toEqual([event, []]);
}

function isProven(before: EventSchema, after: EventSchema, { changes }: Comparison): void {
  const witnesses = changes.flatMap(({ witness }) => (witness === undefined ? [] : [witness.event]));
  expect(witnesses.length).toBeGreaterThan(0);
  for (const event of witnesses)
    expect([event, before.errors(event).length, after.errors(event).length > 0]).toEqual([event, 0, true]);
}

describe('a pair that is called compatible', () => {
  it('has no counterexample, and whatever is called breaking has one', () => {
    const tally: Tally = { compatible: 0, breaking: 0, undecided: 0 };
    fc.assert(
      fc.property(pairs, fc.integer(), ([old, now], seed) => {
        const [before, after] = [lone(old), lone(now)];
        if (before === undefined || after === undefined) return;
        const comparison = compareSchemas(before, after, 'backward');
        tally[comparison.verdict] += 1;
        if (comparison.verdict === 'breaking') isProven(before, after, comparison);
        if (comparison.verdict !== 'compatible') return;
        const written = anything.filter((value) => writtenBy(old, now, value));
        holdsAgainst(before, after, [...tries(before, seeded(seed)), ...written]);
      }),
      { seed: 11, numRuns: 300 },
    );
    expect(tally.compatible).toBeGreaterThan(50);
    expect(tally.breaking).toBeGreaterThan(50);
    expect(tally.undecided).toBeLessThan((tally.compatible + tally.breaking) / 10);
  });
});

/** A field that the old schema never speaks of is not written. */
function writtenBy(old: JsonObject, now: JsonObject, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  const [before, after] = [JSON.stringify(old), JSON.stringify(now)];
  return Object.keys(value).every((name) => before.includes(`"${name}":`) || !after.includes(`"${name}":`));
}
