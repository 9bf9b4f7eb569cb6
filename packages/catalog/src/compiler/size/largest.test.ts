import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { largestOf } from './largest.ts';

const file = 'catalog/shared/value.json';
const of = (schema: JsonObject): number | 'unbounded' => {
  const { bytes, unbounded } = largestOf(new Map(), { file, pointer: '', schema });
  return unbounded.length > 0 ? 'unbounded' : bytes;
};
const short = { type: 'string', maxLength: 2 };

describe('the largest value of a schema', () => {
  it.each<readonly [number | 'unbounded', JsonObject]>([
    [10, short],
    ['unbounded', { type: 'string' }],
    ['unbounded', {}],
    [6, { type: 'string', pattern: '^[a-z]{1,4}$' }],
    [10, { type: 'string', pattern: '^["\\\\]{4}$' }],
    [6, { type: 'string', pattern: '^a$|^(b|cd){2}$' }],
    ['unbounded', { type: 'string', pattern: '[a-z]{1,4}' }],
    ['unbounded', { type: 'string', pattern: '^[a-z]+$' }],
    [12, { type: 'string', format: 'date' }],
    ['unbounded', { type: 'string', format: 'email' }],
    [25, { type: 'number' }],
    [10, { enum: ['a', 'bcdefgé', null] }],
    [9, { const: { a: [1] } }],
    [2 + 3 * 11, { type: 'array', maxItems: 3, items: short }],
    ['unbounded', { type: 'array', items: short }],
    ['unbounded', { type: 'array', maxItems: 3 }],
    [22, { type: 'array', items: [short, short], minItems: 2, additionalItems: false }],
    [2 + 5 + 10, { type: 'object', properties: { a: short } }],
    ['unbounded', { type: 'object', additionalProperties: true }],
    [2 + 2 * 22, { type: 'object', additionalProperties: short, propertyNames: short, maxProperties: 2 }],
    ['unbounded', { type: 'object', additionalProperties: short, maxProperties: 2 }],
    ['unbounded', { type: 'object', additionalProperties: short, propertyNames: short }],
    [25, { oneOf: [{ type: 'number' }, short] }],
    ['unbounded', { anyOf: [{ type: 'number' }, { type: 'string' }] }],
    [10, { type: 'string', allOf: [short] }],
    [2 + 15 + 2 + 15, { type: 'object', properties: { a: short }, allOf: [{ properties: { b: short } }] }],
  ])('is %s for %j', (bytes, schema) => {
    expect(of(schema)).toBe(bytes);
  });
});
