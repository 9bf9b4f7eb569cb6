import { isDeepStrictEqual } from 'node:util';
import { seeded } from '../../compiler/compatibility/random.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { withUnknownFields, withUnknownValues } from '../events/altered.ts';
import type { ConsumerContract } from './contract.ts';
import type { Check } from './finding.ts';
import { envelope, type Occasion, type Occasions, occasionsFor, sampled } from './occasions.ts';

/** Of each event; the examples come on top. */
const GENERATED = 25;

export interface Trouble {
  readonly check: Check;
  readonly event?: string;
  readonly message: string;
  readonly fix: string;
}

type Contract = ConsumerContract<unknown>;

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);

/** The effects of events in their order, or the error that one of them met. */
const effectsOf = async ({ world }: Contract, events: readonly Occasion[]): Promise<unknown> => {
  const made = await world(events);
  for (const event of events) await made.act(event);
  return made.effects();
};

const failureOf = (contract: Contract, events: readonly Occasion[]): Promise<string | undefined> =>
  effectsOf(contract, events).then(
    () => undefined,
    (error: unknown) => wordsOf(error),
  );

const accepted = async (contract: Contract, check: Check, events: readonly Occasion[]): Promise<readonly Trouble[]> => {
  const fix = 'The catalog allows this event: let the consumer take it, or narrow the schema or the pattern.';
  const troubles: Trouble[] = [];
  for (const [index, event] of events.entries()) {
    const failure = await failureOf(contract, [event]);
    const message = `${check} ${index + 1} of ${events.length}: ${failure}`;
    if (failure !== undefined) troubles.push({ check, event: event['detail-type'], message, fix });
  }
  return troubles;
};

interface Comparison {
  readonly check: Check;
  readonly one: readonly Occasion[];
  readonly other: readonly Occasion[];
  readonly message: string;
  readonly fix: string;
}

const alike = async (
  contract: Contract,
  { check, one, other, message, fix }: Comparison,
): Promise<readonly Trouble[]> => {
  const event = one.length === 1 ? one[0]?.['detail-type'] : undefined;
  const at = event === undefined ? {} : { event };
  try {
    const [expected, found] = [await effectsOf(contract, one), await effectsOf(contract, other)];
    return isDeepStrictEqual(expected, found) ? [] : [{ check, ...at, message, fix }];
  } catch (error) {
    return [{ check, ...at, message: wordsOf(error), fix }];
  }
};

const each = async (
  events: readonly Occasion[],
  judge: (event: Occasion) => Promise<readonly Trouble[]>,
): Promise<readonly Trouble[]> => {
  const troubles: Trouble[] = [];
  for (const event of events) troubles.push(...(await judge(event)));
  return troubles;
};

const shuffled = (events: readonly Occasion[]): readonly Occasion[] => {
  const random = seeded(events.length);
  return events
    .map((event) => ({ event, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ event }) => event);
};

/** Two events of one id are one event; which of them comes first is no question of order. */
const eachOnce = (events: readonly Occasion[]): readonly Occasion[] => {
  const idOf = ({ detail }: Occasion): unknown =>
    (detail as { readonly metadata?: { readonly id?: unknown } }).metadata?.id;
  return [...new Map(events.map((event) => [idOf(event), event])).values()];
};

/** With `ordered` another order may have other effects, but no order may fail. */
const reordering = async (contract: Contract, events: readonly Occasion[]): Promise<readonly Trouble[]> => {
  const check = 'reordering';
  const fix = 'SQS and EventBridge keep no order: make the act commute, or say in `ordered` why it need not.';
  const others = [events.toReversed(), shuffled(events)];
  const judged = others.map(async (other): Promise<readonly Trouble[]> => {
    const message = `${events.length} events in another order have other effects`;
    if (contract.ordered === undefined) return alike(contract, { check, one: events, other, message, fix });
    const failure = await failureOf(contract, other);
    return failure === undefined ? [] : [{ check, message: failure, fix }];
  });
  return (await Promise.all(judged)).flat();
};

const altered = ({ descriptor, comes }: Occasions, event: Occasion, alter: typeof withUnknownFields): Occasion =>
  envelope(descriptor, alter(event.detail, comes));

export interface Held {
  readonly troubles: readonly Trouble[];
  /** How many events it was tried with. */
  readonly tried: number;
}

/** Holds a consumer to its contract, with every event that its subscription can receive. */
export const hold = async (contract: Contract, catalog: CheckedCatalog): Promise<Held> => {
  const troubles: Trouble[] = [];
  const all: Occasion[] = [];
  for (const occasions of occasionsFor(contract.subscription, catalog)) {
    const generated = sampled(occasions, GENERATED);
    const events = [...occasions.examples, ...generated];
    all.push(...events);
    troubles.push(
      ...(await accepted(contract, 'examples', occasions.examples)),
      ...(await accepted(contract, 'generated', generated)),
      ...(await accepted(
        contract,
        'unknown-values',
        events.map((event) => altered(occasions, event, withUnknownValues)),
      )),
      ...(await each(events, (event) =>
        alike(contract, {
          check: 'unknown-fields',
          one: [event],
          other: [altered(occasions, event, withUnknownFields)],
          message: 'fields that the catalog does not know yet have an effect',
          fix: 'Pick the fields that you mean, one by one.',
        }),
      )),
      ...(await each(events, (event) =>
        alike(contract, {
          check: 'redelivery',
          one: [event],
          other: [event, event],
          message: 'the second delivery of an event has an effect',
          fix: "Delivery is at least once: key the effect by the event's metadata.id, or by what it says.",
        }),
      )),
    );
  }
  troubles.push(...(await reordering(contract, eachOnce(all))));
  return { troubles, tried: all.length };
};
