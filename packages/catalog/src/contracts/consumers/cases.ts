import type { EventDescriptor, Subscription } from '@carillon/runtime/descriptor';
import fc from 'fast-check';
import { eventSchema } from '../../compiler/compatibility/event-schema.ts';
import type { Random } from '../../compiler/compatibility/random.ts';
import { arrayAt } from '../../compiler/json.ts';
import type { Narrowing } from '../../compiler/stages.ts';
import { withValueAt } from '../events/altered.ts';
import { valueArbitrary } from '../events/event-arbitrary.ts';
import type { ContractsProject } from '../project.ts';

/** An event as EventBridge delivers it, without its type. */
export interface DeliveredEvent {
  readonly 'detail-type': string;
  readonly detail: unknown;
}

type Descriptor = EventDescriptor<string, unknown>;

/** The events of one type that a subscription can receive. */
export interface EventCases {
  readonly descriptor: Descriptor;
  readonly examples: readonly DeliveredEvent[];
  readonly generated: fc.Arbitrary<DeliveredEvent>;
  /** Whether a detail is valid and matches the pattern. */
  readonly accepts: (detail: unknown) => boolean;
}

/** A detail as EventBridge delivers it. */
export const delivered = ({ name, source }: Descriptor, detail: unknown): DeliveredEvent => {
  const head = { version: '0', id: '00000000-0000-4000-8000-000000000000', 'detail-type': name, source };
  const place = { account: '000000000000', time: '2026-11-24T00:00:00Z', region: 'us-east-1', resources: [] };
  return { ...head, ...place, detail };
};

/** A pattern asks for values that random ones would seldom be. */
const narrowed =
  (narrowings: readonly Narrowing[]) =>
  (detail: unknown, random: Random): unknown =>
    narrowings.reduce(
      (made, { path, values }) => (values === 'present' ? made : withValueAt(made, path, random.pick(values))),
      detail,
    );

/** What a subscription can receive, event by event: what its pattern does not match never comes. */
export const casesFor = (
  subscription: Subscription<unknown>,
  { catalog, compilePattern }: Pick<ContractsProject, 'catalog' | 'compilePattern'>,
): readonly EventCases[] => {
  const pattern = compilePattern(JSON.stringify(subscription.pattern));
  const receives = catalog.consumers.find(({ name }) => name === subscription.consumer)?.receives ?? [];
  return subscription.events.map((descriptor) => {
    const { root } = eventSchema(catalog.loaded.schemas, `catalog/${descriptor.schema}.json`);
    const accepts = (detail: unknown): boolean =>
      descriptor.validate(detail).length === 0 && pattern.matchesText(JSON.stringify(delivered(descriptor, detail)));
    const narrowings = receives.find(({ event }) => event === descriptor.name)?.narrowings ?? [];
    const details = valueArbitrary({ root, prepare: narrowed(narrowings), accepts });
    return {
      descriptor,
      accepts,
      examples: arrayAt(root.schema, 'examples')
        .filter(accepts)
        .map((detail) => delivered(descriptor, detail)),
      generated: details.map((detail) => delivered(descriptor, detail)),
    };
  });
};

/** The same events in every run: a finding can be reproduced, and recorded reads do not change by themselves. */
export const SEED = 20_261_124;

/** Generated events, the same at every call. @throws Error when none can be generated */
export const sampled = ({ generated }: EventCases, count: number): readonly DeliveredEvent[] =>
  fc.sample(generated, { seed: SEED, numRuns: count });
