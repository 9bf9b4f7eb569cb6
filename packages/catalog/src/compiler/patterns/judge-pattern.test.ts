import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { judgePattern } from './judge-pattern.ts';

const schema: JsonObject = {
  type: 'object',
  required: ['kind', 'name', 'count', 'cost'],
  properties: {
    kind: { enum: ['a*b', 'S'] },
    name: { type: 'object', properties: { family: { type: 'string' } } },
    count: { type: 'integer' },
    cost: { type: 'number', multipleOf: 0.01 },
  },
};

const reasonsFor = (pattern: JsonObject): readonly string[] =>
  judgePattern(new Map(), [{ file: 'x.json', pointer: '', schema }], pattern).reasons.map(({ path }) => path.join('/'));

describe('a pattern against a schema', () => {
  it.each<[string, JsonObject]>([
    ['an object is no value of its own: the field is absent', { name: [{ exists: false }] }],
    ['a star with a backslash is a star', { kind: [{ wildcard: 'a\\*b' }] }],
    ['a character is folded alone', { kind: [{ 'equals-ignore-case': 'ſ' }] }],
    ['behind a wildcard a text in any case may be more', { kind: [{ wildcard: '*q' }, { 'equals-ignore-case': 'x' }] }],
    ['digits may lead into a block of addresses', { count: [{ cidr: '::/1' }] }],
    ['an amount with two decimal places', { cost: [143.48] }],
    ['the later of two that ask for one field holds', { kind: ['z'], $or: [{ kind: ['S'] }, { count: [1] }] }],
    ['the same behind $or', { $or: [{ kind: ['z'] }, { kind: ['y'] }], kind: ['S'] }],
  ])('can match: %s', (_, pattern) => {
    expect(reasonsFor(pattern)).toEqual([]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['a required value is there', { count: [{ exists: false }] }, ['count']],
    ['no value is like it', { kind: [{ wildcard: 'a\\*c' }] }, ['kind']],
    ['an amount with three decimal places', { cost: [143.485] }, ['cost']],
    ['neither branch of $or', { $or: [{ kind: ['z'] }, { kind: ['y'] }] }, ['$or/0/kind', '$or/1/kind']],
    ['a field beside another', { kind: ['z'], $or: [{ count: [2] }, { count: [1] }] }, ['kind']],
  ])('cannot match: %s', (_, pattern, paths) => {
    expect(reasonsFor(pattern)).toEqual(paths);
  });
});
