import { fileURLToPath } from 'node:url';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import { valueArbitrary } from '@carillon/catalog/contracts';
import { eventSchema } from '@carillon/catalog/diff';
import { arrayAt } from '@carillon/catalog/json';
import { currentVersion } from '@carillon/runtime/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { events } from '../../generated/events.ts';
import { upcasters } from './upcasters.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { loaded } = (examine(readSource(root)).value as { readonly checked: CheckedCatalog }).checked;

/** Every version that was ever published, but the newest of each event. */
const stored = events.flatMap((descriptor) => (descriptor.older ?? []).map((older) => ({ descriptor, older })));

const metadataOf = (detail: unknown): Readonly<Record<string, unknown>> =>
  (detail as { readonly metadata: Readonly<Record<string, unknown>> }).metadata;

const naming = (schema: string) => (detail: unknown) => ({
  ...Object(detail),
  metadata: { ...metadataOf(detail), schema },
});

/** The arbitrary that the compiler emits for an older version. */
const emittedArbitrary = async (schema: string): Promise<fc.Arbitrary<unknown>> => {
  const file = schema.replace(/\/v(\d+)$/, '-v$1.ts');
  const [arbitrary] = Object.values(await import(`${root}/generated/arbitraries/${file}`));
  return (arbitrary as fc.Arbitrary<unknown>).map(naming(schema));
};

/** Whoever writes into a stored event is found out: modules are strict, so it throws. */
const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
};

const RUNS = { numRuns: 200, seed: 20_261_124 };

describe('upcasters', () => {
  it('are there to be tested', () => expect(stored.length).toBeGreaterThan(0));

  describe.each(stored.map((each) => [each.older.schema, each] as const))(
    'from %s',
    (schema, { descriptor, older }) => {
      const file = `catalog/${schema}.json`;
      const holds = (detail: unknown): void => {
        const now = currentVersion(descriptor, frozen(structuredClone(detail)), upcasters);
        expect(descriptor.validate(now)).toEqual([]);
        expect(metadataOf(now)).toEqual({ ...metadataOf(detail), schema: descriptor.schema });
        // What comes out is as good as new: it is what it is, however often it is read.
        expect(currentVersion(descriptor, now, upcasters)).toBe(now);
        expect(currentVersion(descriptor, structuredClone(detail), upcasters)).toEqual(now);
      };

      it('make of every example a valid event of the newest version', () => {
        const examples = arrayAt(loaded.schemas.get(file)?.schema, 'examples');
        expect(examples.length).toBeGreaterThan(0);
        for (const example of examples) holds(example);
      });

      it('do so of what the emitted arbitrary makes', async () => {
        fc.assert(fc.property(await emittedArbitrary(schema), holds), RUNS);
      });

      it('do so with every optional field, with some and with none', () => {
        const generated = valueArbitrary({
          root: eventSchema(loaded.schemas, file).root,
          prepare: naming(schema),
          accepts: (detail) => older.validate(detail).length === 0,
        });
        fc.assert(fc.property(generated, holds), RUNS);
      });
    },
  );
});
