import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { schemaTypes } from './schema-types.ts';

const file = 'catalog/shared/thing.json';

const fieldOf = async (schema: JsonObject | boolean): Promise<string> => {
  const thing = { title: 'Thing', description: 'A thing.', type: 'object', properties: { field: schema } };
  const { code } = await schemaTypes(new Map(), { file, place: { kind: 'shared', name: 'thing' }, schema: thing });
  return /field\?: ([\s\S]*);\n}/.exec(code)?.[1]?.replaceAll(/\s+/g, ' ') ?? code;
};

const description = 'Described.';
const a = { type: 'string' };
const b = { type: 'integer' };

describe('the type of a field', () => {
  it.each<readonly [JsonObject | boolean, string]>([
    [{ description }, 'unknown'],
    [true, 'unknown'],
    [{ description, not: { const: 1 } }, 'unknown'],
    [{ description, type: 'array', items: { description } }, 'readonly unknown[]'],
    [
      { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], minItems: 2, additionalItems: false },
      'readonly [string, number]',
    ],
    [
      { type: 'array', items: { type: 'array', items: [{ type: 'string' }], minItems: 1, additionalItems: false } },
      'readonly (readonly [string])[]',
    ],
    [
      { type: 'object', patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false },
      '{ readonly [k: string]: string; }',
    ],
    [
      {
        type: 'object',
        patternProperties: { '^x-': { type: 'string' }, '^y-': { type: 'integer' } },
        additionalProperties: false,
      },
      '{ readonly [k: string]: string | number; }',
    ],
    [{ type: 'object' }, '{ readonly [field: string]: unknown }'],
    [{ type: ['string', 'integer', 'null'] }, 'string | number | null'],
    [
      { type: 'object', properties: { a, b }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      '(({ readonly a: {} | null } | { readonly b: {} | null }) & { readonly a?: string; readonly b?: number; })',
    ],
    [
      { type: 'object', allOf: [{ type: 'object', properties: { a, b } }], required: ['a'] },
      '({ readonly a?: string; readonly b?: number; } & { readonly a: {} | null })',
    ],
    [{ const: { a: [1, 'x'] } }, "{'a':readonly [1,'x']}"],
  ])('%j is %s', async (schema, type) => {
    expect(await fieldOf(schema)).toBe(type);
  });
});
