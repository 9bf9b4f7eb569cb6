import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { phiPointers } from './phi-pointers.ts';

const name = { type: 'string', 'x-phi': true };
const of = (schema: JsonObject): readonly string[] =>
  phiPointers(new Map(), { file: 'catalog/shared/value.json', pointer: '', schema });

describe('where a person is', () => {
  it.each<readonly [string, JsonObject]>([
    ['/a', { properties: { a: name } }],
    ['/*', { items: name }],
    ['/1', { items: [{}, name] }],
    ['/*', { items: [{}], additionalItems: name }],
    ['/*', { additionalProperties: name }],
    ['/*', { patternProperties: { '^x': name } }],
    ['/a', { dependencies: { b: { properties: { a: name } } } }],
    ['/a', { if: {}, ...Object.fromEntries([['then', { properties: { a: name } }]]) }],
    ['/a', { allOf: [{ anyOf: [{ oneOf: [{ properties: { a: name } }] }] }] }],
  ])('is %s in %j', (pointer, schema) => {
    expect(of(schema)).toEqual([pointer]);
  });
});
