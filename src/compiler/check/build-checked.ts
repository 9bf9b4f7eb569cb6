import { arrayAt, objectAt, stringAt } from '../json.ts';
import { receptionsOf } from '../patterns/receptions.ts';
import { phiPointers } from '../schema/phi-pointers.ts';
import { rootOf } from '../schema/schema-node.ts';
import { perView } from '../schema/view.ts';
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
import { schemaIdOf } from './schema-id.ts';
import { steady } from './steady.ts';

/** The nouns of a catalog that has no error; lists are sorted, so that one more event moves nothing else. */
export function buildChecked(loaded: LoadedCatalog): CheckedCatalog {
  const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
    one.name < other.name ? -1 : 1;
  const operations = (action: 'send' | 'receive'): readonly LoadedOperation[] =>
    loaded.operations.filter((operation) => operation.action === action);
  const producers = partiesByMessage(operations('send'));
  const consumers = partiesByMessage(operations('receive'));
  return {
    loaded,
    events: loaded.messages
      .flatMap((message) => eventOf(loaded, message, { producers, consumers }).map(steadyEvent))
      .toSorted(byName),
    shared: [...loaded.schemas.values()].filter(({ place }) => place.kind === 'shared'),
    producers: operations('send').map(producerOf).toSorted(byName),
    consumers: operations('receive')
      .map((operation) => steadyConsumer(consumerOf(loaded, operation)))
      .toSorted(byName),
  };
}

const steadyEvent = steady<CheckedEvent>();
const steadyConsumer = steady<Consumer>();

type Parties = ReadonlyMap<string, readonly string[]>;

/** Who has a message among theirs, sorted. */
function partiesByMessage(operations: readonly LoadedOperation[]): Parties {
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

const phiOf = perView(({ schemas, file }) => phiPointers(schemas, rootOf(file)));

function eventOf(
  loaded: LoadedCatalog,
  message: LoadedMessage,
  { producers, consumers }: { readonly producers: Parties; readonly consumers: Parties },
): readonly CheckedEvent[] {
  const file = loaded.schemas.get(message.file);
  if (file?.place.kind !== 'event') return [];
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
      phi: phiOf(loaded.schemas, file),
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

function producerOf(operation: LoadedOperation): Producer {
  return { ...partyOf(operation), events: operation.messages.toSorted() };
}

function consumerOf(loaded: LoadedCatalog, operation: LoadedOperation): Consumer {
  return {
    ...partyOf(operation),
    pattern: objectAt(objectAt(operation.body, 'x-eventbridge'), 'pattern'),
    delivery: deliveryOf(operation.body),
    receives: receptionsOf(loaded, operation),
  };
}
