import { describe, expect, it } from 'vitest';
import { roomsSource } from '../../contracts/fixtures/rooms.ts';
import rows from '../compatibility/cases/changes.json' with { type: 'json' };
import { type EventSchema, eventSchema } from '../compatibility/event-schema.ts';
import { type Fill, generate, NothingToMakeError } from '../compatibility/generate.ts';
import { type Random, seeded } from '../compatibility/random.ts';
import { arrayAt, isObject, type JsonObject } from '../json.ts';
import { load } from '../load/load-catalog.ts';
import { rootOf, type Schemas } from './schema-node.ts';
import { surelyValid } from './surely-valid.ts';

const fixture = load(roomsSource).schemas;

const fills: readonly Fill[] = ['all', 'some', 'least'];
const odd: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e300,
  '',
  'a',
  '😀',
  true,
  [],
  [1, 1],
  {},
  { kind: 'web' },
  'b'.repeat(300),
];

/** A value with one of its parts replaced by another value, or taken out. */
function slipped(value: unknown, random: Random): unknown {
  if (random.next() < 0.3) return random.pick(odd);
  if (Array.isArray(value)) return value.map((item, index) => (index === 0 ? slipped(item, random) : item));
  if (!isObject(value)) return random.pick(odd);
  const name = random.pick([...Object.keys(value), 'another']);
  const { [name]: part, ...rest } = value;
  return random.next() < 0.2 ? rest : { ...rest, [name]: slipped(part, random) };
}

function values(root: EventSchema['root'], random: Random, count: number): readonly unknown[] {
  const made = Array.from({ length: count }, (_, index) => {
    try {
      return generate([root], { random, fill: fills[index % fills.length] ?? 'all' });
    } catch (error) {
      if (error instanceof NothingToMakeError) return random.pick(odd);
      throw error;
    }
  });
  return [...odd, ...made, ...made.map((value) => slipped(value, random))];
}

/** How many values were seen to be valid; each of them is valid to Ajv too. */
function held(schemas: Schemas, file: string, count: number): number {
  const schema = eventSchema(schemas, file);
  const sure = values(schema.root, seeded(20_261_127), count).filter((value) =>
    surelyValid(schemas, schema.root, value),
  );
  for (const value of sure) expect([value, schema.errors(value)]).toEqual([value, []]);
  return sure.length;
}

const home = 'catalog/shared/value.json';
const lone = (schema: JsonObject): Schemas =>
  new Map([[home, { file: home, place: { kind: 'shared', name: 'value' }, schema }]]);

describe('what is surely valid', () => {
  it('is valid to Ajv, whatever the keyword', () => {
    const schemas = (rows as readonly { readonly old: JsonObject; readonly new: JsonObject }[]).flatMap((row) => [
      row.old,
      row.new,
    ]);
    const sure = schemas.reduce((sum, schema) => sum + held(lone(schema), home, 12), 0);
    expect(sure).toBeGreaterThan(2_000);
  });

  it.each([...fixture.keys()])('is valid to Ajv by %s', (file) => {
    expect(held(fixture, file, 120)).toBeGreaterThan(0);
  });

  it('are nearly all examples of the catalog', () => {
    const asked = [...fixture.values()].flatMap((file) =>
      arrayAt(file.schema, 'examples').map((example) => surelyValid(fixture, rootOf(file), example)),
    );
    expect(asked.filter((sure) => sure).length).toBeGreaterThan(asked.length * 0.9);
  });
});
