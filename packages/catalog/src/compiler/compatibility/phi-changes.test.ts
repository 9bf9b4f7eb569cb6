import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { phiChanges } from './phi-changes.ts';

const file = 'catalog/shared/value.json';
const changes = (before: JsonObject, after: JsonObject): readonly unknown[] => {
  const [one, other] = [before, after].map((schema) => ({ schemas: new Map(), file, pointer: '', schema }));
  if (one === undefined || other === undefined) return [];
  return phiChanges(one, other).map((each) => [each.field, each.before, each.after, each.at.pointer]);
};

const [no, yes] = [
  { type: 'string', 'x-phi': false },
  { type: 'string', 'x-phi': true },
];
const of = (properties: JsonObject, own: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...own });

describe('a mark x-phi', () => {
  it.each<[string, JsonObject, JsonObject, readonly unknown[]]>([
    ['that is the same', of({ a: yes }), of({ a: { ...yes, maxLength: 3 } }), []],
    ['that comes', of({ a: no }), of({ a: yes }), [['/a', false, true, '/properties/a/x-phi']]],
    ['that is said to be false', of({ a: { type: 'string' } }), of({ a: no }), []],
    ['that goes', of({ a: yes }), of({ a: no }), [['/a', true, false, '/properties/a/x-phi']]],
    ['that is dropped', of({ a: yes }), of({ a: {} }), [['/a', true, false, '/properties/a']]],
    ['of a new field', of({}), of({ a: yes }), [['/a', undefined, true, '/properties/a/x-phi']]],
    ['of a field that goes', of({ a: yes }), of({}), []],
    ['of all', of({ a: no, b: no }), of({ a: no, b: no }, { 'x-phi': true }), [['', false, true, '/x-phi']]],
    ['of parts, for one of all', of({ a: yes }), of({ a: no }, { 'x-phi': true }), [['', false, true, '/x-phi']]],
    [
      "of a map's values",
      { additionalProperties: no },
      { additionalProperties: yes },
      [['/*', false, true, '/additionalProperties/x-phi']],
    ],
    [
      'of a map, for a field of its own without',
      { additionalProperties: yes },
      of({ a: no }, { additionalProperties: yes }),
      [['/a', true, false, '/properties/a/x-phi']],
    ],
    [
      'in one branch of two',
      { anyOf: [of({ a: no }), of({ a: no })] },
      { anyOf: [of({ a: no }), of({ a: yes })] },
      [['/a', false, true, '/anyOf/1/properties/a/x-phi']],
    ],
  ])('%s', (_, before, after, expected) => expect(changes(before, after)).toEqual(expected));
});
