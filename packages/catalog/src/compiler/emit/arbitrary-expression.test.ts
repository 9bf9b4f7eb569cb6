import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { arbitraryExpression } from './arbitrary-expression.ts';

const file = 'catalog/shared/value.json';
const ajv = addFormats.default(new Ajv({ strict: false, unicodeRegExp: true }));

/** The expression as a module has it, run here. */
const arbitraryOf = (schema: JsonObject): fc.Arbitrary<unknown> => {
  const text = arbitraryExpression(new Map())({ file, pointer: '', schema }).replaceAll('): object =>', ') =>');
  return new Function('fc', `return ${text};`)(fc) as fc.Arbitrary<unknown>;
};

/** What chance alone would never make: each of these hung a test, or threw when the module was imported. */
const schemas: readonly JsonObject[] = [
  ...['time', 'iso-time', 'iso-date-time', 'duration', 'hostname', 'ipv4', 'ipv6', 'byte', 'regex', 'url'].map(
    (format) => ({ type: 'string', format }),
  ),
  ...['json-pointer', 'relative-json-pointer', 'uri-reference', 'uri-template', 'email', 'uuid', 'date'].map(
    (format) => ({ type: 'string', format }),
  ),
  ...['^(?=.*[0-9])[a-z0-9]{3,8}$', '^(?!x)[a-z]{2}$', '\\bfoo\\b', '(?<!a)b', '^(?:(?=a(?:b|c))a)[bc]$'].map(
    (pattern) => ({ type: 'string', pattern }),
  ),
  ...['^\\p{Lu}\\p{L}+$', '^\\\\b[(?=)]$'].map((pattern) => ({ type: 'string', pattern })),
  { type: 'string', pattern: '^[a-z]+$', minLength: 4, maxLength: 6 },
  { type: 'integer', multipleOf: 25, exclusiveMinimum: 0 },
  { type: 'integer', minimum: 1.5, maximum: 9.5 },
  { type: 'number', minimum: 0.5, exclusiveMinimum: 0.7, maximum: 3 },
  { type: 'integer', minimum: 2, multipleOf: 1 },
  { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 1 },
  {
    type: 'object',
    additionalProperties: { type: 'string' },
    propertyNames: { pattern: '^[A-Z]{2}$' },
    minProperties: 2,
  },
  { type: 'object', patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false, minProperties: 1 },
  {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' } },
    additionalProperties: { type: 'integer' },
    minProperties: 3,
  },
  ...['anyOf', 'oneOf'].map((union) => ({
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'integer' }, c: { type: 'boolean' } },
    [union]: [{ required: ['a', 'b'] }, { required: ['c'] }],
  })),
  {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'integer' } },
    ...Object.fromEntries([
      ['if', { required: ['a'] }],
      ['then', { required: ['b'] }],
    ]),
  },
  { type: ['string', 'integer', 'null'], minLength: 1, minimum: 3 },
  { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], minItems: 2, additionalItems: false },
  { type: 'array', items: { type: 'integer' }, contains: { const: 5 }, minItems: 2, maxItems: 4 },
];

/** Decimal texts divided digit by digit, as by hand: shares nothing with what is tested. */
function isMultiple(value: string, step: string): boolean {
  expect([value, step].join()).not.toContain('e');
  const places = (text: string): number => text.split('.')[1]?.length ?? 0;
  const scale = Math.max(places(value), places(step));
  const units = (text: string): string => text.replace(/[-.]/g, '') + '0'.repeat(scale - places(text));
  const divisor = Number(units(step));
  const rest = [...units(value)].reduce((left, digit) => (left * 10 + Number(digit)) % divisor, 0);
  return rest === 0;
}

interface Stepped extends JsonObject {
  readonly multipleOf: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

const steps: readonly Stepped[] = [
  { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 1000 },
  { type: 'number', multipleOf: 0.01 },
  { type: 'number', multipleOf: 0.1, minimum: 0.3, maximum: 0.7 },
  { type: 'number', multipleOf: 0.1, exclusiveMinimum: 0.3, maximum: 0.7 },
  { type: 'number', multipleOf: 0.25, maximum: -10 },
  { type: 'number', multipleOf: 0.000001, minimum: 5 },
  { type: 'number', multipleOf: 123.456789 },
  { type: 'integer', multipleOf: 25, exclusiveMinimum: 0 },
  { type: 'integer', multipleOf: 0.4 },
];

describe('an arbitrary', () => {
  it.each(schemas.map((schema) => [JSON.stringify(schema), schema] as const))('of %s hits its schema', (_, schema) => {
    const isValid = ajv.compile(schema);
    const made = fc.sample(arbitraryOf(schema), { numRuns: 100, seed: 7 });
    expect(made.filter((value) => isValid(value)).length).toBeGreaterThan(50);
  });

  it.each(steps)('of %j is a multiple of its step, and within its bounds', (schema) => {
    const { multipleOf, minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity } = schema;
    const made = fc.sample(arbitraryOf(schema), { numRuns: 300, seed: 7 }) as readonly number[];
    for (const value of made) {
      expect([value, isMultiple(String(value), String(multipleOf))]).toEqual([value, true]);
      expect(value >= minimum && value > exclusiveMinimum && value <= maximum).toBe(true);
    }
    expect(new Set(made).size).toBeGreaterThan(3);
  });

  it('of cents makes amounts that a division of doubles refuses', () => {
    const made = fc.sample(arbitraryOf({ type: 'number', multipleOf: 0.01 }), { numRuns: 300, seed: 7 });
    expect(made.filter((value) => !Number.isInteger(Number(value) / 0.01)).length).toBeGreaterThan(20);
  });

  it.each(['^(?=[a-f]{8}$).*$', '^[\\b]$', '^(a)\\1b$'])('of the pattern %s leaves it to what gives up', (pattern) => {
    expect(arbitraryExpression(new Map())({ file, pointer: '', schema: { type: 'string', pattern } })).toBe(
      'fc.string()',
    );
  });
});
