import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type EventSchema, eventSchema } from '../../compiler/compatibility/event-schema.ts';
import type { CheckedCatalog, CheckedEvent, Producer } from '../../compiler/stages.ts';
import { fieldsIn } from '../drift/declared-fields.ts';
import type { ProducerContract, Said } from './contract.ts';
import type { Complaint } from './producer-finding.ts';

/** Every run tries the same: a finding can be had again. */
const SEED = 20_261_124;
const OCCASIONS = 200;

interface Declared {
  readonly event: CheckedEvent;
  readonly schema: EventSchema;
}

const declaredBy = (catalog: CheckedCatalog, { events }: Producer): ReadonlyMap<string, Declared> =>
  new Map(
    catalog.events
      .filter(({ name }) => events.includes(name))
      .map((event) => {
        const schema = eventSchema(catalog.loaded.schemas, event.file);
        return [event.name, { event, schema }];
      }),
  );

const complaintsOf = (said: Said, declared: ReadonlyMap<string, Declared>): readonly Complaint[] => {
  const { detailType, source, detail } = said;
  const known = declared.get(detailType);
  if (known === undefined) {
    const message = `it says ${detailType}, which is none of ${[...declared.keys()].join(', ')}`;
    return [{ check: 'declared', message, fix: "Add the message to the producer's operation, or let it not be said." }];
  }
  const at = { event: detailType };
  const { event, schema } = known;
  const misplaced = `its source is ${source} and not ${event.source}`;
  const errors = schema.errors(detail).map(({ instancePath, message = '' }) => `${instancePath || '/'} ${message}`);
  const { undeclared } = fieldsIn(schema.root, detail);
  return [
    ...(source === event.source
      ? []
      : [
          {
            check: 'declared',
            ...at,
            message: misplaced,
            fix: "Take the source from the event's descriptor.",
          } as const,
        ]),
    ...[...new Set(errors)].map((message): Complaint => {
      const fix = `Fix the producer, or the schema ${event.schemaId}.`;
      return { check: 'valid', ...at, message, fix };
    }),
    ...[...undeclared].map((field): Complaint => {
      const fix = 'Declare the field in the schema, or keep it to yourself: pick what you tell, one by one.';
      return { check: 'fields', ...at, message: `it tells ${field}, which the catalog does not know`, fix };
    }),
  ];
};

const repetition = (one: readonly Said[], other: readonly Said[]): readonly Complaint[] => {
  if (isDeepStrictEqual(one, other)) return [];
  const message = 'the same occasion, come again, says another thing';
  const fix = "Delivery is at least once: take the event's id and times from the occasion, not from clock or chance.";
  return [{ check: 'repetition', message, fix }];
};

export interface HeldProducer {
  readonly complaints: readonly Complaint[];
  /** How many events it said. */
  readonly said: number;
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);

const hear = async (
  contract: ProducerContract<unknown>,
  occasion: unknown,
): Promise<{ readonly said: readonly Said[]; readonly complaints: readonly Complaint[] }> => {
  try {
    const said = await contract.says(occasion);
    return { said, complaints: repetition(said, await contract.says(occasion)) };
  } catch (error) {
    const fix = 'The contract calls this an occasion of the producer: let it speak, or take the occasion out.';
    return { said: [], complaints: [{ check: 'valid', message: wordsOf(error), fix }] };
  }
};

/** Each complaint once, however many events show it. */
const distinct = (complaints: readonly Complaint[]): readonly Complaint[] => [
  ...new Map(complaints.map((each) => [JSON.stringify([each.check, each.event, each.message]), each])).values(),
];

/** Holds what a producer really says against what the catalog has it say. */
export const holdProducer = async (
  contract: ProducerContract<unknown>,
  catalog: CheckedCatalog,
  producer: Producer,
): Promise<HeldProducer> => {
  const declared = declaredBy(catalog, producer);
  const complaints: Complaint[] = [];
  const seen = new Map<string, number>();
  for (const occasion of fc.sample(contract.occasions, { seed: SEED, numRuns: OCCASIONS })) {
    const heard = await hear(contract, occasion);
    complaints.push(...heard.complaints, ...heard.said.flatMap((said) => complaintsOf(said, declared)));
    for (const { detailType } of heard.said) seen.set(detailType, (seen.get(detailType) ?? 0) + 1);
  }
  const silent = [...declared.keys()].filter((name) => !seen.has(name));
  const unseen = silent.map((event): Complaint => {
    const message = `${OCCASIONS} occasions of its contract, and it never says ${event}`;
    return {
      check: 'seen',
      event,
      message,
      fix: "Take the event out of the producer's operation, or add the occasion.",
    };
  });
  return {
    complaints: distinct([...complaints, ...unseen]),
    said: [...seen.values()].reduce((sum, count) => sum + count, 0),
  };
};
