import { compilePattern } from '@carillon/local/patterns/pattern';
import type { EventDescriptor, Subscription } from '@carillon/runtime/descriptor';
import fc from 'fast-check';
import { eventSchema } from '../../compiler/compatibility/event-schema.ts';
import type { Random } from '../../compiler/compatibility/random.ts';
import { arrayAt } from '../../compiler/json.ts';
import type { CheckedCatalog, Narrowing } from '../../compiler/stages.ts';
import { withValueAt } from '../events/altered.ts';
import { valueArbitrary } from '../events/event-arbitrary.ts';

/** An event as EventBridge delivers it, without its type. */
export interface Occasion {
  readonly 'detail-type': string;
  readonly detail: unknown;
}

type Descriptor = EventDescriptor<string, unknown>;

/** The events of one type that a subscription can receive. */
export interface Occasions {
  readonly descriptor: Descriptor;
  readonly examples: readonly Occasion[];
  readonly generated: fc.Arbitrary<Occasion>;
  /** Whether a detail is valid and comes through the pattern. */
  readonly comes: (detail: unknown) => boolean;
}

export const envelope = ({ name, source }: Descriptor, detail: unknown): Occasion => {
  const head = { version: '0', id: '00000000-0000-4000-8000-000000000000', 'detail-type': name, source };
  const place = { account: '000000000000', time: '2026-11-24T00:00:00Z', region: 'us-east-1', resources: [] };
  return { ...head, ...place, detail };
};

/** A pattern asks for values that chance would seldom meet. */
const narrowed =
  (narrowings: readonly Narrowing[]) =>
  (detail: unknown, random: Random): unknown =>
    narrowings.reduce(
      (made, { path, values }) => (values === 'present' ? made : withValueAt(made, path, random.pick(values))),
      detail,
    );

/** What a subscription can receive, event by event: what its pattern keeps out never comes. */
export const occasionsFor = (subscription: Subscription<unknown>, catalog: CheckedCatalog): readonly Occasions[] => {
  const pattern = compilePattern(JSON.stringify(subscription.pattern));
  const receives = catalog.consumers.find(({ name }) => name === subscription.consumer)?.receives ?? [];
  return subscription.events.map((descriptor) => {
    const { root } = eventSchema(catalog.loaded.schemas, `catalog/${descriptor.schema}.json`);
    const comes = (detail: unknown): boolean =>
      descriptor.validate(detail).length === 0 && pattern.matchesText(JSON.stringify(envelope(descriptor, detail)));
    const narrowings = receives.find(({ event }) => event === descriptor.name)?.narrowings ?? [];
    const details = valueArbitrary({ root, prepare: narrowed(narrowings), accepts: comes });
    return {
      descriptor,
      comes,
      examples: arrayAt(root.schema, 'examples')
        .filter(comes)
        .map((detail) => envelope(descriptor, detail)),
      generated: details.map((detail) => envelope(descriptor, detail)),
    };
  });
};

/** The same events in every run: a finding can be had again, and recorded reads do not waver. */
const SEED = 20_261_124;

export const sampled = ({ generated }: Occasions, count: number): readonly Occasion[] =>
  fc.sample(generated, { seed: SEED, numRuns: count });
