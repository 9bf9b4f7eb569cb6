import { isDeepStrictEqual } from 'node:util';
import { seeded } from '../../compiler/compatibility/random.ts';
import type { ConsumerContract } from '../contract.ts';
import { withUnknownFields, withUnknownValues } from '../events/altered.ts';
import type { ConsumerCheck, Violation } from '../finding.ts';
import type { ContractsProject } from '../project.ts';
import { failureOf, messageOf } from '../user-code.ts';
import { casesFor, type DeliveredEvent, delivered, type EventCases, sampled } from './cases.ts';

/** Of each event; the examples come on top. */
const GENERATED = 25;

type Contract = ConsumerContract<unknown>;
type Violations = readonly Violation<ConsumerCheck>[];
type Events = readonly DeliveredEvent[];

/** A consumer that is verified: its contract, and where its code lies. */
interface Verified {
  readonly contract: Contract;
  readonly project: ContractsProject;
}

/** The effects of events in their order. @throws what the consumer throws at one of them */
const effectsOf = async ({ contract }: Verified, events: Events): Promise<unknown> => {
  const world = await contract.world(events);
  for (const event of events) await world.act(event);
  return world.effects();
};

type Report = Omit<Violation<ConsumerCheck>, 'message' | 'at'>;

/** The violation that a consumer fails; none when it does not. */
const failing = async (verified: Verified, events: Events, report: Report, prefix = ''): Promise<Violations> => {
  try {
    await effectsOf(verified, events);
    return [];
  } catch (error) {
    const failure = failureOf(verified.project.folders, error);
    return [{ ...report, ...failure, message: `${prefix}${failure.message}` }];
  }
};

const each = async <Item>(
  items: readonly Item[],
  verify: (item: Item, index: number) => Promise<Violations>,
): Promise<Violations> => {
  const violations: Violation<ConsumerCheck>[] = [];
  for (const [index, item] of items.entries()) violations.push(...(await verify(item, index)));
  return violations;
};

const accepted = (verified: Verified, check: ConsumerCheck, events: Events): Promise<Violations> => {
  const fix = 'The catalog allows this event: let the consumer take it, or narrow the schema or the pattern.';
  return each(events, (event, index) =>
    failing(
      verified,
      [event],
      { check, event: event['detail-type'], fix },
      `${check} ${index + 1} of ${events.length}: `,
    ),
  );
};

interface Comparison {
  readonly one: Events;
  readonly other: Events;
  readonly message: string;
}

const equivalent = async (verified: Verified, report: Report, comparison: Comparison): Promise<Violations> => {
  const { one, other, message } = comparison;
  try {
    const [expected, found] = [await effectsOf(verified, one), await effectsOf(verified, other)];
    return isDeepStrictEqual(expected, found) ? [] : [{ ...report, message }];
  } catch (error) {
    return [{ ...report, ...failureOf(verified.project.folders, error) }];
  }
};

const shuffled = (events: Events): Events => {
  const random = seeded(events.length);
  return events
    .map((event) => ({ event, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ event }) => event);
};

/** Two events of one id are one event; which of them comes first is no question of order. */
const eachOnce = (events: Events): Events => {
  const idOf = ({ detail }: DeliveredEvent): unknown =>
    (detail as { readonly metadata?: { readonly id?: unknown } }).metadata?.id;
  return [...new Map(events.map((event) => [idOf(event), event])).values()];
};

/** With `ordered` another order may have other effects, but no order may fail. */
const reordering = (verified: Verified, events: Events): Promise<Violations> => {
  const fix = 'SQS and EventBridge keep no order: make the effects commute, or say in `ordered` why they need not.';
  const report: Report = { check: 'reordering', fix };
  const message = `${events.length} events in another order have other effects`;
  return each([events.toReversed(), shuffled(events)], (other) =>
    verified.contract.ordered === undefined
      ? equivalent(verified, report, { one: events, other, message })
      : failing(verified, other, report),
  );
};

const altered = (
  { descriptor, accepts }: EventCases,
  event: DeliveredEvent,
  alter: typeof withUnknownFields,
): DeliveredEvent => delivered(descriptor, alter(event.detail, accepts));

const unknownFields = (verified: Verified, cases: EventCases, events: Events): Promise<Violations> => {
  const message = 'fields that the catalog does not know yet have an effect';
  const fix = 'Pick the fields that you mean, one by one.';
  return each(events, (event) => {
    const other = [altered(cases, event, withUnknownFields)];
    const report: Report = { check: 'unknown-fields', event: event['detail-type'], fix };
    return equivalent(verified, report, { one: [event], other, message });
  });
};

const redelivery = (verified: Verified, events: Events): Promise<Violations> => {
  const message = 'the second delivery of an event has an effect';
  const fix = "Delivery is at least once: key the effect by the event's metadata.id, or by what it says.";
  return each(events, (event) => {
    const report: Report = { check: 'redelivery', event: event['detail-type'], fix };
    return equivalent(verified, report, { one: [event], other: [event, event], message });
  });
};

/** The generated events of a type; a violation where none can be generated. */
const generatedOf = (cases: EventCases): Events | Violation<ConsumerCheck> => {
  try {
    return sampled(cases, GENERATED);
  } catch (error) {
    const fix = 'No event is valid and matches the pattern: correct the schema, its examples or the pattern.';
    return { check: 'generated', event: cases.descriptor.name, message: messageOf(error), fix };
  }
};

/** What was found of a consumer. */
export interface VerifiedConsumer {
  readonly violations: Violations;
  /** How many events it was tried with. */
  readonly tried: number;
}

/** Verifies a consumer with every event that its subscription can receive. @throws Error for an invalid subscription */
export const verifyConsumer = async (contract: Contract, project: ContractsProject): Promise<VerifiedConsumer> => {
  const verified = { contract, project };
  const violations: Violation<ConsumerCheck>[] = [];
  const all: DeliveredEvent[] = [];
  for (const cases of casesFor(contract.subscription, project)) {
    const generated = generatedOf(cases);
    if ('check' in generated) violations.push(generated);
    const events = [...cases.examples, ...('check' in generated ? [] : generated)];
    all.push(...events);
    violations.push(
      ...(await accepted(verified, 'examples', cases.examples)),
      ...(await accepted(verified, 'generated', events.slice(cases.examples.length))),
      ...(await accepted(
        verified,
        'unknown-values',
        events.map((event) => altered(cases, event, withUnknownValues)),
      )),
      ...(await unknownFields(verified, cases, events)),
      ...(await redelivery(verified, events)),
    );
  }
  violations.push(...(await reordering(verified, eachOnce(all))));
  return { violations, tried: all.length };
};
