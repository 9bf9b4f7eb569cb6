import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { events } from '../../generated/events.ts';
import { exampleSiteMeasured } from '../../generated/examples/site/site-measured.ts';

const generated = fileURLToPath(new URL('../../generated', import.meta.url));

const modules = (folder: string): readonly string[] => globSync(`${folder}/*/*.ts`, { cwd: generated }).toSorted();

const load = async (file: string): Promise<Readonly<Record<string, unknown>>> => import(`${generated}/${file}`);

/** Every event and every older version of one, by where its modules lie. */
const descriptors = new Map(
  events.flatMap((event) => [
    [event.schema.replace(/\/v\d+$/, '.ts'), event] as const,
    ...(event.older ?? []).map((older) => [older.schema.replace(/\/v(\d+)$/, '-v$1.ts'), older] as const),
  ]),
);

const descriptorOf = (file: string): (typeof events)[number] => {
  const found = descriptors.get(file.replace(/^\w+\//, ''));
  if (found === undefined) throw new Error(`${file} is of no event`);
  return found;
};

describe('generated arbitraries', () => {
  it('are there for every stored version of every event', () => {
    expect(modules('arbitraries')).toHaveLength(descriptors.size);
    expect(descriptors.size).toBeGreaterThan(events.length);
  });

  it.each(modules('arbitraries'))('%s makes only what its validator accepts, and not always the same', async (file) => {
    const [arbitrary] = Object.values(await load(file)) as readonly fc.Arbitrary<unknown>[];
    const made = fc.sample(arbitrary as fc.Arbitrary<unknown>, { numRuns: 100, seed: 7 });
    const { validate } = descriptorOf(file);
    for (const detail of made) expect(validate(detail)).toEqual([]);
    expect(new Set(made.map((detail) => JSON.stringify(detail))).size).toBeGreaterThan(50);
  });
});

describe('generated examples', () => {
  it.each(modules('examples'))('%s are valid, and so is what the factory makes of them', async (file) => {
    const { validate } = descriptorOf(file);
    const exported = Object.values(await load(file));
    const examples = exported.find(Array.isArray) as readonly unknown[];
    const factory = exported.find((each) => typeof each === 'function') as () => unknown;
    for (const detail of [...examples, factory()]) expect(validate(detail)).toEqual([]);
    expect(factory()).toEqual(examples[0]);
  });

  it('say what they are told to', () => {
    const measured = exampleSiteMeasured({ valueOne: 7 }, { correlationId: 'c-1' });
    expect([measured.data.valueOne, measured.metadata.correlationId]).toEqual([7, 'c-1']);
  });
});
