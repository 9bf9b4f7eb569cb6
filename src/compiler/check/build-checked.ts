import { arrayAt, objectAt, stringAt } from '../json.ts';
import { receptionsOf } from '../patterns/receptions.ts';
import { phiPointers } from '../schema/phi-pointers.ts';
import { rootOf } from '../schema/schema-node.ts';
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

/** The nouns of a catalog that has no error; lists are sorted, so that one more event moves nothing else. */
export function buildChecked(loaded: LoadedCatalog): CheckedCatalog {
  const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
    one.name < other.name ? -1 : 1;
  const operations = (action: 'send' | 'receive'): readonly LoadedOperation[] =>
    loaded.operations.filter((operation) => operation.action === action);
  return {
    loaded,
    events: loaded.messages.flatMap((message) => eventOf(loaded, message)).toSorted(byName),
    shared: [...loaded.schemas.values()].filter(({ place }) => place.kind === 'shared'),
    producers: operations('send').map(producerOf).toSorted(byName),
    consumers: operations('receive')
      .map((operation) => consumerOf(loaded, operation))
      .toSorted(byName),
  };
}

function eventOf(loaded: LoadedCatalog, message: LoadedMessage): readonly CheckedEvent[] {
  const file = loaded.schemas.get(message.file);
  if (file?.place.kind !== 'event') return [];
  const parties = (action: 'send' | 'receive'): readonly string[] =>
    loaded.operations
      .filter((operation) => operation.action === action && operation.messages.includes(message.name))
      .map(({ party }) => party)
      .sort();
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
      phi: phiPointers(loaded.schemas, rootOf(file)),
      examples: arrayAt(file.schema, 'examples').length,
      producers: parties('send'),
      consumers: parties('receive'),
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
