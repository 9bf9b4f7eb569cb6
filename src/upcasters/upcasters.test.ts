import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { events } from '../../generated/events.ts';
import { currentVersion } from '../bus/current-version.ts';
import { eventSchema } from '../compiler/compatibility/event-schema.ts';
import { examine } from '../compiler/examine.ts';
import { arrayAt } from '../compiler/json.ts';
import { readSource } from '../compiler/load/read-source.ts';
import type { CheckedCatalog } from '../compiler/stages.ts';
import { valueArbitrary } from '../contracts/events/event-arbitrary.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { loaded } = (examine(readSource(root)).value as { readonly checked: CheckedCatalog }).checked;

/** Every version that was ever published, but the newest of each event. */
const stored = events.flatMap((descriptor) => (descriptor.older ?? []).map((older) => ({ descriptor, older })));

const metadataOf = (detail: unknown): Readonly<Record<string, unknown>> =>
  (detail as { readonly metadata: Readonly<Record<string, unknown>> }).metadata;

describe('upcasters', () => {
  it('are there to be tested', () => expect(stored.length).toBeGreaterThan(0));

  it.each(stored.map((each) => [each.older.schema, each] as const))(
    'make of every valid %s a valid event of the newest version',
    (schema, { descriptor, older }) => {
      const file = `catalog/${schema}.json`;
      const generated = valueArbitrary({
        root: eventSchema(loaded.schemas, file).root,
        prepare: (detail) => ({ ...Object(detail), metadata: { ...metadataOf(detail), schema } }),
        accepts: (detail) => older.validate(detail).length === 0,
      });
      const holds = (detail: unknown): void => {
        const now = currentVersion(descriptor, structuredClone(detail));
        expect(descriptor.validate(now)).toEqual([]);
        expect(metadataOf(now)).toEqual({ ...metadataOf(detail), schema: descriptor.schema });
        // What comes out is as good as new: it is what it is, however often it is read.
        expect(currentVersion(descriptor, now)).toBe(now);
        expect(currentVersion(descriptor, structuredClone(detail))).toEqual(now);
      };
      const examples = arrayAt(loaded.schemas.get(file)?.schema, 'examples');
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) holds(example);
      fc.assert(fc.property(generated, holds), { numRuns: 200, seed: 20_261_124 });
    },
  );
});
