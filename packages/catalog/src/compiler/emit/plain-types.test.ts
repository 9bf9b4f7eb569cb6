import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clinic } from '../fixtures/clinic.ts';
import type { JsonObject } from '../json.ts';
import { load } from '../load/load-catalog.ts';
import { readSource } from '../load/read-source.ts';
import { typeNameOf } from '../schema/type-names.ts';
import { plainTypes } from './plain-types.ts';
import { packageTypes, withNames } from './schema-types.ts';

const root = new URL('../../../../..', import.meta.url).pathname;

/** Schemas as `withNames` leaves them, and a little of what is not plain: both writers see the same. */
const title = fc.constantFrom('Money', 'Line', 'Street2', 'A1b', 'Visit', 'Parts');
const description = fc.constantFrom(
  'What it is.',
  "It's <b>, @x.",
  'One | two [] of',
  ' padded',
  'ends */ here',
  'two\nlines',
  '@tag it',
);
const said = fc.record({ title, description }, { requiredKeys: [] });
const withSaid = (own: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.tuple(said, own).map(([common, schema]) => ({ ...common, ...schema }));
const scalar = fc.constantFrom('string', 'integer', 'number', 'boolean', 'null').map((type) => ({ type }));
const values = fc.constantFrom<unknown[]>(
  ['open', 'held'],
  ['a'],
  ["it's", 'b'],
  [1, 2.5],
  [true],
  ['x', null],
  ['ä', 'b'],
);
const literal = fc.oneof(
  values.map((list) => ({ type: 'string', enum: list })),
  values.map((list) => ({ enum: list })),
  values.map(([first]) => ({ const: first })),
);
const reference = fc.constantFrom({ tsType: 'Instant' }, { tsType: 'Address', description: 'Where.' });

const { schema } = fc.letrec<{ schema: object; record: object }>((tie) => ({
  record: fc
    .record({
      fields: fc.uniqueArray(
        fc.tuple(fc.constantFrom('id', 'total', '$of', 'a_b', 'x-y', 'lines', 'kind'), tie('schema')),
        {
          maxLength: 4,
          selector: ([name]) => name,
        },
      ),
      required: fc.subarray(['id', 'total', 'kind', 'lines']),
      closed: fc.boolean(),
    })
    .map(({ fields, required, closed }) => ({
      type: 'object',
      properties: Object.fromEntries(fields),
      required: required.filter((name) => fields.some(([field]) => field === name)),
      ...(closed ? { additionalProperties: false } : {}),
    })),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    reference,
    withSaid(scalar),
    withSaid(literal),
    withSaid(tie('record')),
    withSaid(fc.record({ type: fc.constant('array'), items: tie('schema') })),
    withSaid(
      fc.record({ oneOf: fc.array(fc.oneof(reference, withSaid(tie('record'))), { minLength: 1, maxLength: 3 }) }),
    ),
    withSaid(fc.record({ anyOf: fc.array(tie('schema'), { minLength: 2, maxLength: 3 }) })),
    withSaid(fc.record({ type: fc.constant('array'), items: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) })),
  ),
}));

const declarations = (source: ReturnType<typeof readSource>): readonly (readonly [string, JsonObject])[] => {
  const { schemas } = load(source);
  return [...schemas.values()].map((file) => [
    typeNameOf(file, ''),
    withNames(file.schema, { schemas, file, imports: new Map() }) as JsonObject,
  ]);
};

describe('plain types', () => {
  it.each(declarations(readSource(root)))('%s is plain, and as json-schema-to-typescript has it', async (name, own) => {
    expect(plainTypes(name, own)).toBe(await packageTypes(name, own));
  });

  it('leaves what is not plain to the package', async () => {
    const found = declarations(clinic).map(([name, own]) => [name, plainTypes(name, own) !== undefined] as const);
    expect(found.filter(([, isPlain]) => !isPlain).map(([name]) => name)).toEqual(['ResultReceived', 'VisitBooked']);
  });

  it('are as json-schema-to-typescript has them, whatever the schema', async () => {
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(schema, async (own) => {
        const types = plainTypes('Root', own as JsonObject);
        if (types === undefined) return;
        plain += 1;
        expect(types).toBe(await packageTypes('Root', own as JsonObject));
      }),
      { numRuns: 3_000, seed: 2026 },
    );
    expect(plain).toBeGreaterThan(500);
  });
});
