import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { roomsSource } from '../../contracts/fixtures/rooms.ts';
import rows from '../compatibility/cases/changes.json' with { type: 'json' };
import { type Random, seeded } from '../compatibility/random.ts';
import { isObject } from '../json.ts';
import { load } from '../load/load-catalog.ts';
import { surelyDraft07 } from './surely-draft-07.ts';

const own = load(roomsSource).schemas;
const schemas: readonly unknown[] = [
  ...[...own.values()].map(({ schema }) => schema),
  ...rows.flatMap((row) => [row.old, row.new]),
];
const odd: readonly unknown[] = [
  ...[null, 0, -1, 1.5, '', 'string', true],
  ...[[], ['a', 'a'], ['string'], ['string', 'string'], [{}], [{}, {}], [1]],
  ...[{}, { type: 'text' }, { a: true }, { a: 1 }],
];
const keywords =
  `additionalItems additionalProperties allOf anyOf const contains default definitions dependencies deprecated enum
  examples exclusiveMaximum format if items maxItems maximum minLength multipleOf not pattern patternProperties properties
  propertyNames readOnly required title type uniqueItems x-phi $comment $id $ref $schema`.split(/\s+/);

/** A schema with one of its parts, however far in, put in another's place or given one more. */
function slipped(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0) return [slipped(value[0], random), ...value.slice(1)];
  if (!isObject(value)) return random.pick(odd);
  const name = random.pick([...Object.keys(value), random.pick(keywords)]);
  return { ...value, [name]: random.next() < 0.3 ? random.pick(odd) : slipped(value[name], random) };
}

describe('surelyDraft07', () => {
  it("is never sure of what draft-07's own schema refuses, and sure of what catalogs say", () => {
    const validate = new Ajv({ strict: false }).getSchema('http://json-schema.org/draft-07/schema#');
    const random = seeded(20_261_128);
    const wrong = Array.from({ length: 20_000 }, () => slipped(random.pick(schemas), random));
    const sure = wrong.filter((schema) => surelyDraft07(schema));
    expect(sure.filter((schema) => validate?.(schema) !== true)).toEqual([]);
    expect(sure.length).toBeGreaterThan(2_500);
    expect(wrong.length - sure.length).toBeGreaterThan(2_500);
    expect([...own.values()].every(({ schema }) => surelyDraft07(schema))).toBe(true);
  });
});
