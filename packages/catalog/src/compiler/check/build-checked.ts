import { arrayAt, objectAt, stringAt } from '../json.ts';
import { schemaIdOf } from '../names.ts';
import { receptionsOf } from '../patterns/receptions.ts';
import { perObject, steady, whileSame } from '../remember.ts';
import { phiOf } from '../schema/phi-pointers.ts';
import { type SchemaView, viewOf } from '../schema/view.ts';
import type {
  CheckedCatalog,
  CheckedEvent,
  Consumer,
  LoadedCatalog,
  LoadedMessage,
  LoadedOperation,
  Producer,
} from '../stages.ts';
import { deliveryOf } from './delivery.ts';

/** The nouns of a catalog that has no error; lists are sorted, so that one more event moves nothing else. */
export function buildChecked(loaded: LoadedCatalog): CheckedCatalog {
  const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
    one.name < other.name ? -1 : 1;
  const parties = partiesOf(loaded.operations);
  return {
    loaded,
    events: loaded.messages.flatMap((message) => eventOf(loaded, message, parties)).toSorted(byName),
    shared: [...loaded.schemas.values()].filter(({ place }) => place.kind === 'shared'),
    producers: parties.sending.map(producerOf).toSorted(byName),
    consumers: parties.receiving.map((operation) => consumerOf(loaded, operation)).toSorted(byName),
  };
}

const partiesOf = perObject((operations: readonly LoadedOperation[]) => {
  const sending = operations.filter(({ action }) => action === 'send');
  const receiving = operations.filter(({ action }) => action === 'receive');
  return { sending, receiving, producers: partiesByMessage(sending), consumers: partiesByMessage(receiving) };
});

type Parties = ReturnType<typeof partiesOf>;

const steadyEvent = steady<CheckedEvent>();
const steadyConsumer = steady<Consumer>();

/** Who has a message among theirs, sorted. */
function partiesByMessage(operations: readonly LoadedOperation[]): ReadonlyMap<string, readonly string[]> {
  const parties = new Map<string, string[]>();
  for (const { party, messages } of operations)
    for (const message of new Set(messages)) {
      const known = parties.get(message) ?? [];
      known.push(party);
      parties.set(message, known);
    }
  for (const names of parties.values()) names.sort();
  return parties;
}

const eventsOf = whileSame<LoadedMessage, readonly CheckedEvent[]>();

function eventOf({ schemas }: LoadedCatalog, message: LoadedMessage, parties: Parties): readonly CheckedEvent[] {
  const file = schemas.get(message.file);
  if (file === undefined) return [];
  const view = viewOf(schemas, file);
  return eventsOf(message, [view, parties], () => describe(view, message, parties).map(steadyEvent));
}

function describe(
  { file, schemas }: SchemaView,
  message: LoadedMessage,
  { producers, consumers }: Parties,
): readonly CheckedEvent[] {
  if (file.place.kind !== 'event') return [];
  return [
    {
      name: message.name,
      domain: file.place.domain,
      source: message.source,
      version: file.place.version,
      schemaId: schemaIdOf(file.place),
      file: file.file,
      description: stringAt(file.schema, 'description') ?? '',
      owner: stringAt(file.schema, 'x-owner') ?? '',
      claimCheck: file.schema['x-claim-check'] === true,
      phi: phiOf(schemas, file),
      examples: arrayAt(file.schema, 'examples').length,
      producers: producers.get(message.name) ?? [],
      consumers: consumers.get(message.name) ?? [],
    },
  ];
}

function partyOf({ party, body }: LoadedOperation): {
  readonly name: string;
  readonly owner: string;
  readonly description: string;
} {
  return { name: party, owner: stringAt(body, 'x-owner') ?? '', description: stringAt(body, 'description') ?? '' };
}

const producerOf = perObject(
  (operation: LoadedOperation): Producer => ({ ...partyOf(operation), events: operation.messages.toSorted() }),
);

const consumersOf = whileSame<LoadedOperation, Consumer>();

function consumerOf(loaded: LoadedCatalog, operation: LoadedOperation): Consumer {
  const receives = receptionsOf(loaded, operation);
  return consumersOf(operation, receives, () =>
    steadyConsumer({
      ...partyOf(operation),
      pattern: objectAt(objectAt(operation.body, 'x-eventbridge'), 'pattern'),
      delivery: deliveryOf(operation.body),
      receives,
    }),
  );
}
