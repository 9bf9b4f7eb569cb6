import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { SchemaFile } from '../stages.ts';
import { columnNames, hiveType } from './lake-names.ts';
import { lakeType } from './lake-type.ts';

const rendered = (schema: JsonObject): string => {
  const file: SchemaFile = { file: 'x.json', place: { kind: 'shared', name: 'x' }, schema };
  const type = lakeType(new Map([['x.json', file]]), { file: 'x.json', pointer: '', schema });
  return hiveType(type, columnNames([['x', type]]));
};

const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });

describe('the Hive type of a schema', () => {
  it.each<[string, JsonObject, string]>([
    ['text', { type: 'string', format: 'date-time' }, 'string'],
    ['an integer', { type: 'integer' }, 'bigint'],
    ['a number', { type: 'number' }, 'double'],
    ['a flag, or nothing', { type: ['boolean', 'null'] }, 'boolean'],
    ['a constant', { const: 'created' }, 'string'],
    ['constants', { enum: [1, 2] }, 'bigint'],
    ['constants of several types', { enum: [1, 'a'] }, 'string'],
    ['a whole number or any', { anyOf: [{ type: 'integer' }, { type: 'number' }] }, 'double'],
    ['a number or text', { anyOf: [{ type: 'number' }, { type: 'string' }] }, 'string'],
    ['fields', object({ runId: { type: 'string' }, n: { type: 'integer' } }), 'struct<runid:string,n:bigint>'],
    ['a free object', { type: 'object' }, 'string'],
    ['an object open for all', { ...object({ a: { type: 'string' } }), additionalProperties: true }, 'string'],
    ['a closed object', { ...object({ a: { type: 'string' } }), additionalProperties: false }, 'struct<a:string>'],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, 'map<string,bigint>'],
    ['a list', { type: 'array', items: object({ a: { type: 'number' } }) }, 'array<struct<a:double>>'],
    ['places', { type: 'array', items: [{ type: 'integer' }, { type: 'number' }] }, 'array<double>'],
    ['anything', {}, 'string'],
    [
      'a union, as the fields of all its branches',
      {
        oneOf: [
          object({ change: { const: 'a' }, after: object({ x: { type: 'integer' } }) }),
          object({ change: { const: 'b' }, after: object({ x: { type: 'number' }, y: { type: 'string' } }) }),
        ],
      },
      'struct<change:string,after:struct<x:double,y:string>>',
    ],
    [
      'a part that is referred to',
      { definitions: { A: { type: 'integer' } }, ...object({ a: { $ref: '#/definitions/A' } }) },
      'struct<a:bigint>',
    ],
    [
      'keys that only case tells apart',
      object({ URL: { type: 'string' }, url: { type: 'integer' }, Url: { type: 'boolean' } }),
      'struct<url_2:string,url:bigint,url_3:boolean>',
    ],
    ['keys that are no names', object({ 'room-grid': { type: 'string' } }), 'struct<room_grid:string>'],
  ])('of %s', (_, schema, expected) => expect(rendered(schema)).toBe(expected));
});
