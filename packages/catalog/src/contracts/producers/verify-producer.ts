import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type EventSchema, eventSchema } from '../../compiler/compatibility/event-schema.ts';
import type { CheckedCatalog, CheckedEvent, Producer } from '../../compiler/stages.ts';
import { SEED } from '../consumers/cases.ts';
import type { ProducerContract, Published } from '../contract.ts';
import { fieldsIn } from '../drift/declared-fields.ts';
import type { ProducerCheck, Violation } from '../finding.ts';
import type { ContractsProject } from '../project.ts';
import { type Failure, failureOf } from '../user-code.ts';

const CASES = 200;

type Violations = readonly Violation<ProducerCheck>[];

interface Declared {
  readonly event: CheckedEvent;
  readonly schema: EventSchema;
}

const declaredBy = (catalog: CheckedCatalog, { events }: Producer): ReadonlyMap<string, Declared> =>
  new Map(
    catalog.events
      .filter(({ name }) => events.includes(name))
      .map((event) => [event.name, { event, schema: eventSchema(catalog.loaded.schemas, event.file) }]),
  );

const violationsOf = (published: Published, declared: ReadonlyMap<string, Declared>): Violations => {
  const { detailType, source, detail } = published;
  const known = declared.get(detailType);
  if (known === undefined) {
    const message = `it publishes ${detailType}, which is not one of ${[...declared.keys()].join(', ')}`;
    return [{ check: 'declared', message, fix: "Add the message to the producer's operation, or do not publish it." }];
  }
  const at = { event: detailType };
  const { event, schema } = known;
  const errors = schema.errors(detail).map(({ instancePath, message = '' }) => `${instancePath || '/'} ${message}`);
  const violations: Violation<ProducerCheck>[] = [...new Set(errors)].map((message) => ({
    check: 'valid',
    ...at,
    message,
    fix: `Correct the producer, or the schema ${event.schemaId}.`,
  }));
  if (source !== event.source) {
    const message = `its source is ${source} and not ${event.source}`;
    violations.unshift({ check: 'declared', ...at, message, fix: "Take the source from the event's descriptor." });
  }
  for (const field of fieldsIn(schema.root, detail).undeclared) {
    const fix = 'Declare the field in the schema, or pick the fields that you publish, one by one.';
    violations.push({ check: 'fields', ...at, message: `it publishes ${field}, which the catalog does not know`, fix });
  }
  return violations;
};

const repetition = (one: readonly Published[], other: readonly Published[]): Violations => {
  if (isDeepStrictEqual(one, other)) return [];
  const message = 'the same case, when it comes again, publishes something else';
  const fix =
    "Delivery is at least once: derive the event's id and times from the input, not from clock or randomness.";
  return [{ check: 'repetition', message, fix }];
};

/** What was found of a producer. */
export interface VerifiedProducer {
  readonly violations: Violations;
  /** How many events it published. */
  readonly published: number;
}

const publishedIn = async (
  contract: ProducerContract<unknown>,
  input: unknown,
  { folders }: ContractsProject,
): Promise<{ readonly published: readonly Published[]; readonly violations: Violations }> => {
  try {
    const published = await contract.publish(input);
    return { published, violations: repetition(published, await contract.publish(input)) };
  } catch (error) {
    const fix = 'The contract calls this a case of the producer: let it publish, or take the case out.';
    return { published: [], violations: [{ check: 'valid', ...failureOf(folders, error), fix }] };
  }
};

/** Each violation once, however many events show it. */
const distinct = (violations: Violations): Violations => [
  ...new Map(violations.map((each) => [JSON.stringify([each.check, each.event, each.message]), each])).values(),
];

const generatedBy = (
  contract: ProducerContract<unknown>,
  { folders }: ContractsProject,
): readonly unknown[] | Failure => {
  try {
    return fc.sample(contract.cases, { seed: SEED, numRuns: CASES });
  } catch (error) {
    return failureOf(folders, error);
  }
};

/** Verifies what a producer really publishes against what the catalog declares. */
export const verifyProducer = async (
  contract: ProducerContract<unknown>,
  project: ContractsProject,
  producer: Producer,
): Promise<VerifiedProducer> => {
  const cases = generatedBy(contract, project);
  if ('message' in cases) {
    const message = `its cases cannot be generated: ${cases.message}`;
    const fix = 'Let `cases` of its contract generate values that the producer can be given.';
    return { published: 0, violations: [{ check: 'cases', ...cases, message, fix }] };
  }
  const declared = declaredBy(project.catalog, producer);
  const violations: Violation<ProducerCheck>[] = [];
  const seen = new Map<string, number>();
  for (const input of cases) {
    const tried = await publishedIn(contract, input, project);
    violations.push(...tried.violations, ...tried.published.flatMap((each) => violationsOf(each, declared)));
    for (const { detailType } of tried.published) seen.set(detailType, (seen.get(detailType) ?? 0) + 1);
  }
  for (const event of declared.keys()) {
    if (seen.has(event)) continue;
    const message = `in ${CASES} cases of its contract it never publishes ${event}`;
    violations.push({
      check: 'seen',
      event,
      message,
      fix: "Take the event out of the producer's operation, or add the case.",
    });
  }
  return {
    violations: distinct(violations),
    published: [...seen.values()].reduce((sum, count) => sum + count, 0),
  };
};
