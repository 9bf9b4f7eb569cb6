import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import catalog from '../../../../../generated/catalog.json' with { type: 'json' };
import siteMeasured from '../../../../../generated/lake/site/site-measured.json' with { type: 'json' };
import lake from '../../../../../generated/lake.json' with { type: 'json' };
import type { JsonObject } from '../json.ts';
import type { SchemaFile } from '../stages.ts';
import { columnNames, hiveType } from './lake-names.ts';
import { lakeType } from './lake-type.ts';

const generated = fileURLToPath(new URL('../../../../../generated', import.meta.url));

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

describe('the lake', () => {
  it('has a table for each event, and an index of them', () => {
    expect(lake.tables.map(({ file }) => file).toSorted()).toEqual(
      globSync('lake/*/*.json', { cwd: generated }).toSorted(),
    );
    expect(lake.tables.length).toBe(catalog.events.length);
    expect(new Set(lake.tables.map(({ name }) => name)).size).toBe(lake.tables.length);
  });

  it.each(lake.tables)('$name keeps to what Glue and Athena allow', ({ name, file }) => {
    const table = JSON.parse(readFileSync(`${generated}/${file}`, 'utf8')) as typeof siteMeasured;
    expect(table.Name).toBe(name);
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    const columns = table.StorageDescriptor.Columns.map((column) => column.Name);
    for (const key of table.PartitionKeys) {
      expect(columns).not.toContain(key.Name);
      expect(table.Parameters).toHaveProperty([`projection.${key.Name}.type`]);
      expect(table.Parameters['storage.location.template']).toContain(`\${${key.Name}}/`);
    }
    for (const { Comment, Type } of table.StorageDescriptor.Columns) {
      expect(Comment.length).toBeLessThanOrEqual(255);
      expect(Type).not.toMatch(/[A-Z]|struct<>/);
    }
  });

  it('marks what identifies a person', () => {
    const read = (path: string): { readonly Parameters: Readonly<Record<string, string>> } =>
      JSON.parse(readFileSync(`${generated}/lake/${path}.json`, 'utf8'));
    expect(read('patient/patient-changed').Parameters['carillon.phi']).toBe(
      'detail.data.after.birthdate,detail.data.after.name,detail.data.before.birthdate,detail.data.before.name',
    );
    expect(read('site/site-measured').Parameters).not.toHaveProperty(['carillon.phi']);
  });
});
