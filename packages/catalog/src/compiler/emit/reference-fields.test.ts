import { describe, expect, it } from 'vitest';
import { eventSchema } from '../compatibility/event-schema.ts';
import { generate } from '../compatibility/generate.ts';
import { seeded } from '../compatibility/random.ts';
import { hotel } from '../fixtures/hotel.ts';
import { isObject, type JsonObject } from '../json.ts';
import { load } from '../load/load-catalog.ts';
import { pointerTokens } from '../pointer.ts';
import { rootOf } from '../schema/schema-node.ts';
import { referenceFields } from './reference-fields.ts';

/** `pointer type, presence` of every field. */
const said = (schema: JsonObject): readonly string[] =>
  referenceFields(new Map(), { file: 'catalog/shared/thing.json', pointer: '', schema }).map(
    ({ pointer, type, presence }) => `${pointer} ${type}, ${presence}`,
  );

const text = { type: 'string' };
const place = { type: 'object', required: ['city'], properties: { city: text, street: text } };

describe('the fields of a union', () => {
  it('are required where their own object is there, and say in which branches that is', () => {
    const branch = (change: string, sides: readonly string[]): JsonObject => ({
      type: 'object',
      required: ['change', ...sides],
      properties: { change: { const: change }, ...Object.fromEntries(sides.map((side) => [side, place])) },
    });
    const changes = [
      branch('created', ['after']),
      branch('modified', ['before', 'after']),
      branch('removed', ['before']),
    ];
    expect(said({ oneOf: changes })).toEqual([
      '/change "created" or "modified" or "removed", required',
      '/after object, required if change is "created" or "modified"',
      '/after/city string, required',
      '/after/street string, optional',
      '/before object, required if change is "modified" or "removed"',
      '/before/city string, required',
      '/before/street string, optional',
    ]);
  });

  it('are optional where one branch leaves them out and no tag tells the branches apart', () => {
    const branches = [place, { type: 'object', required: ['zip'], properties: { zip: text } }];
    expect(said({ anyOf: branches })).toEqual([
      '/city string, optional',
      '/street string, optional',
      '/zip string, optional',
    ]);
  });

  it('are required beside a branch that is no object', () => {
    const nullable = { anyOf: [place, { type: 'null' }] };
    expect(said({ type: 'object', required: ['home'], properties: { home: nullable } })).toEqual([
      '/home one of several, required',
      '/home/city string, required',
      '/home/street string, optional',
    ]);
  });

  it('say in which branch they are required beside an object without them, and are required beside null', () => {
    const tagged = (kind: string, home: JsonObject): JsonObject => ({
      type: 'object',
      required: ['kind', 'home'],
      properties: { kind: { const: kind }, home },
    });
    expect(said({ oneOf: [tagged('a', place), tagged('b', { type: 'object' })] })).toContain(
      '/home/city string, required if kind is "a"',
    );
    expect(said({ oneOf: [tagged('a', place), tagged('b', { type: 'null' })] })).toContain(
      '/home/city string, required',
    );
  });

  it('of a union in a branch say so only where that branch is the only one that has them', () => {
    const inner = ['x', 'y'].map((kind) => ({
      type: 'object',
      required: ['kind', 'size'],
      properties: { kind: { const: kind }, size: { type: 'integer' } },
    }));
    const outer = [
      { type: 'object', required: ['tag', 'shape'], properties: { tag: { const: 'a' }, shape: { oneOf: inner } } },
      { type: 'object', required: ['tag'], properties: { tag: { const: 'b' } } },
    ];
    expect(said({ oneOf: outer })).toEqual([
      '/tag "a" or "b", required',
      '/shape one of several, required if tag is "a"',
      '/shape/kind "x" or "y", required',
      '/shape/size integer, required',
    ]);
  });
});

describe('the fields of schemas that hold together', () => {
  it('are required where one of them says so', () => {
    const base = { type: 'object', required: ['id'], properties: { id: text } };
    expect(said({ allOf: [base, { type: 'object', properties: { id: { const: 'x' }, note: text } }] })).toEqual([
      '/id "x", required',
      '/note string, optional',
    ]);
    expect(said({ type: 'object', properties: { id: text }, allOf: [{ required: ['id'] }] })).toEqual([
      '/id string, required',
    ]);
    expect(said({ ...base, oneOf: [{ properties: { id: { maxLength: 1, ...text } } }, { properties: {} }] })).toEqual([
      '/id string, required',
    ]);
  });

  it('keep texts with `or` in them whole', () => {
    const values = { enum: ['one or two', 'one'] };
    expect(said({ oneOf: [{ properties: { a: values } }, { properties: { a: values } }] })).toEqual([
      '/a "one or two" or "one", optional',
    ]);
  });
});

/** The values at a place; `*` is any item. */
const valuesAt = (value: unknown, [token, ...rest]: readonly string[]): readonly unknown[] => {
  if (token === undefined) return [value];
  if (token === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return isObject(value) && token in value ? valuesAt(value[token], rest) : [];
};

describe('what is said of a field', () => {
  const { schemas } = load(hotel);
  it.each([...schemas.values()].map((file) => [file.file, file] as const))(
    'holds for valid values of %s',
    (path, file) => {
      const schema = eventSchema(schemas, path);
      const random = seeded(20_261_128);
      const values = Array.from({ length: 200 }, (_, index) =>
        generate([schema.root], { random, fill: index % 2 === 0 ? 'least' : 'some' }),
      ).filter((value) => schema.errors(value).length === 0);
      expect(values.length).toBeGreaterThan(0);
      for (const { pointer, presence } of referenceFields(schemas, rootOf(file))) {
        const tokens = pointerTokens(pointer);
        const name = tokens.at(-1) ?? '';
        const parents = values.flatMap((value) => valuesAt(value, tokens.slice(0, -1))).filter(isObject);
        const without = parents.filter((parent) => !(name in parent));
        if (presence === 'required') expect([pointer, without]).toEqual([pointer, []]);
        else if (parents.length > 20) expect([pointer, without.length > 0]).toEqual([pointer, true]);
      }
    },
  );
});
