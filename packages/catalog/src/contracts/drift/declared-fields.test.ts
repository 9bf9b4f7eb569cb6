import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../compiler/json.ts';
import { declaredFields, fieldsIn } from './declared-fields.ts';

const root = (schema: JsonObject): Parameters<typeof declaredFields>[0] => ({
  schemas: new Map(),
  file: 'catalog/shared/value.json',
  pointer: '',
  schema,
});
const text = { type: 'string' };
const of = (properties: JsonObject, own: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...own });
const a = of({ a: text });
const [map, either] = [of({ kind: text }, { additionalProperties: a }), { oneOf: [a, { additionalProperties: a }] }];
const like = of({ kind: text }, { patternProperties: { '^x': a }, additionalProperties: false });
const tuple = { type: 'array', items: [a, of({ b: text })] };
const tail = { ...tuple, additionalItems: of({ c: text }) };

type Row = readonly [
  name: string,
  schema: JsonObject,
  detail: unknown,
  undeclared: readonly string[],
  declared: readonly string[],
];

const rows: readonly Row[] = [
  ['a further field', a, { a: '', more: { deep: 1 } }, ['/more', '/more/deep'], ['/a']],
  ['any key of a map', map, { kind: '', one: { a: '' } }, [], ['/kind', '/*', '/*/a']],
  ['within a map', map, { one: { a: '', b: '' } }, ['/*/b'], ['/*', '/*/a']],
  [
    'a named field is no key of the map',
    of({ n: of({ b: text }) }, { additionalProperties: a }),
    { n: { a: '' } },
    ['/n/a'],
    ['/n'],
  ],
  [
    'anything beside fields',
    of({ kind: text }, { additionalProperties: true }),
    { kind: '', one: { a: [{ b: '' }] } },
    [],
    ['/kind', '/*'],
  ],
  ['nothing beside fields', of({ kind: text }, { additionalProperties: false }), { one: '' }, ['/one'], []],
  ['a key by pattern', like, { kind: '', xy: { a: '', b: '' }, y: '' }, ['/*/b', '/y'], ['/kind', '/*', '/*/a']],
  ['a map alone', { type: 'object', additionalProperties: a }, { one: { a: '', b: '' } }, ['/*/b'], ['/*', '/*/a']],
  ['any object', { type: 'object' }, { one: { b: '' } }, [], []],
  ['items', { type: 'array', items: a }, [{ a: '' }, { b: '' }], ['/*/b'], ['/*/a']],
  ['a tuple by index', tuple, [{ a: '' }, { b: '' }], [], ['/0/a', '/1/b']],
  ['a tuple in another order', tuple, [{ b: '' }, { a: '' }, { a: '' }], ['/0/b', '/1/a', '/*/a'], []],
  ['items past a tuple', tail, [{}, {}, { c: '' }, { a: '' }], ['/*/a'], ['/*/c']],
  ['fields or a map', either, { a: '', one: { a: '' } }, [], ['/a', '/*', '/*/a']],
  ['by dependence', of({ a: text }, { dependencies: { a: of({ b: text }) } }), { a: '', b: '' }, [], ['/a', '/b']],
  ['a person as a whole', of({ p: of({}, { 'x-phi': true }) }), { p: { a: '' } }, [], ['/p']],
];

describe('fields of a detail', () => {
  it.each(rows)('%s', (_, schema, detail, undeclared, declared) => {
    const found = fieldsIn(root(schema), detail);
    expect([...found.undeclared].toSorted()).toEqual([...undeclared].toSorted());
    expect([...found.declared].toSorted()).toEqual(expect.arrayContaining([...declared]));
  });
});

it('does not look into what is said to be personal beside a reference', () => {
  const schema = of({ p: { $ref: '#/definitions/name', 'x-phi': true } }, { definitions: { name: a } });
  const { file } = root(schema);
  const schemas = new Map([[file, { file, place: { kind: 'shared', name: 'value' } as const, schema }]]);
  const found = fieldsIn({ ...root(schema), schemas }, { p: { a: '', 'Ann Example': '' } });
  expect([[...found.undeclared], [...found.declared]]).toEqual([[], ['/p']]);
});

describe('the fields that a schema declares', () => {
  it.each<readonly [JsonObject, readonly string[]]>([
    [map, ['/kind', '/*', '/*/a']],
    [of({ kind: text }, { additionalProperties: true }), ['/kind']],
    [like, ['/kind', '/*', '/*/a']],
    [tail, ['/0/a', '/1/b', '/*/c']],
    [either, ['/a', '/*', '/*/a']],
    [{ type: 'array', items: a }, ['/*/a']],
  ])('of %j', (schema, expected) => expect([...declaredFields(root(schema))]).toEqual(expected));
});
