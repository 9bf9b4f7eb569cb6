import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../compiler/compatibility/compare-schemas.ts';
import { type EventSchema, eventSchema } from '../../compiler/compatibility/event-schema.ts';
import type { JsonObject } from '../../compiler/json.ts';
import { impactsOf } from './impact.ts';

const file = 'catalog/shared/value.json';
const lone = (map: JsonObject): EventSchema => {
  const data = { type: 'object', properties: { map: { type: 'object', ...map }, other: { type: 'string' } } };
  const schema = { type: 'object', properties: { data } };
  return eventSchema(new Map([[file, { file, place: { kind: 'shared', name: 'value' }, schema }]]), file);
};

const verdictsOn = (old: JsonObject, now: JsonObject, read: string): readonly string[] => {
  const [before, after] = [lone(old), lone(now)];
  const { changes } = compareSchemas(before, after, 'full');
  const reads = [{ consumer: 'reader', owner: 'team', events: { Event: [read] } }];
  return impactsOf('Event', { before: before.root, after: after.root, changes }, reads).map(({ verdict }) => verdict);
};

const [text, short, number] = [{ type: 'string' }, { type: 'string', maxLength: 3 }, { type: 'number' }];
const further = (value: unknown, own: JsonObject = {}): JsonObject => ({ ...own, additionalProperties: value });
const like = (...all: readonly (readonly [string, JsonObject])[]): JsonObject => ({
  patternProperties: Object.fromEntries(all),
});
const keyed = (pattern: string): JsonObject => further(text, { propertyNames: { pattern } });
const named = { properties: { kind: text } };

type Row = readonly [
  name: string,
  old: JsonObject,
  now: JsonObject,
  seen: readonly string[],
  unseen: readonly string[],
];

const rows: readonly Row[] = [
  ['other values', further(text), further(number), ['mother', '*', 'mother/name'], []],
  ['shorter values beside a named field', further(text, named), further(short, named), ['mother', '*'], ['kind']],
  ['no further fields', further(text, named), further(false, named), ['mother', '*'], ['kind']],
  ['further fields of one kind', named, further(number, named), ['mother', '*'], ['kind']],
  ['values by a pattern', like(['^m', text]), like(['^m', number]), ['mother', '*'], ['father']],
  ['another pattern', like(['^m', text]), like(['^n', text]), ['mother', 'niece', '*'], ['father']],
  ['one more pattern', like(['^m', text]), like(['^m', text], ['^n', text]), ['niece', '*'], ['mother', 'father']],
  [
    'further fields beside a pattern',
    { ...like(['^m', text]), ...further(text) },
    { ...like(['^m', text]), ...further(number) },
    ['father', '*'],
    ['mother'],
  ],
  ['other names', keyed('^[a-z]+$'), keyed('^[a-z]{1,4}$'), ['mother', '*'], ['aunt']],
  [
    'a named field',
    further(text, { properties: { kind: text } }),
    further(text, { properties: { kind: number } }),
    ['kind', '*'],
    ['mother'],
  ],
];

describe('a change of a map', () => {
  it.each(rows)('%s: breaks who reads a key that it is about, and names nobody else', (_, old, now, seen, unseen) => {
    for (const key of seen) expect([key, verdictsOn(old, now, `/data/map/${key}`)]).toEqual([key, ['breaking']]);
    for (const key of unseen) expect([key, verdictsOn(old, now, `/data/map/${key}`)]).toEqual([key, []]);
    expect(verdictsOn(old, now, '/data/map')).toEqual(['breaking']);
    expect(verdictsOn(old, now, '/data/other')).toEqual([]);
  });

  it('of maps names who reads a key that it is about at every level', () => {
    const maps = (value: JsonObject): JsonObject => further({ type: 'object', ...further(value, named) });
    const count = (read: string): number => verdictsOn(maps(text), maps(number), `/data/map/${read}`).length;
    expect(['a/b', '*/b', 'a', 'a/kind'].map(count)).toEqual([1, 1, 1, 0]);
  });

  it('that breaks nothing is seen alone', () => {
    expect(verdictsOn(further({ title: 'One', ...text }), further(text), '/data/map/mother')).toEqual([]);
  });
});
