import { type Diagnostic, fault } from '../diagnostic.ts';
import { objectAt, stringAt } from '../json.ts';
import { payloadFile } from '../load/load-messages.ts';
import type { LoadedCatalog, LoadedMessage } from '../stages.ts';

/** Every event is said and heard, and every schema is of an event. */
export function checkWiring(loaded: LoadedCatalog): readonly Diagnostic[] {
  const named = (action: 'send' | 'receive'): ReadonlySet<string> =>
    new Set(loaded.operations.filter((operation) => operation.action === action).flatMap(({ messages }) => messages));
  const sent = named('send');
  const received = named('receive');
  const reason = ({ file }: LoadedMessage, keyword: string): string | undefined =>
    stringAt(loaded.schemas.get(file)?.schema, keyword);
  return [
    ...loaded.messages.filter((message) => !sent.has(message.name) && !reason(message, 'x-unproduced')).map(unproduced),
    ...loaded.messages
      .filter((message) => !received.has(message.name) && !reason(message, 'x-unconsumed'))
      .map(unconsumed),
    ...unannounced(loaded),
  ];
}

function unproduced({ name, pointer }: LoadedMessage): Diagnostic {
  return fault('event-produced', 'asyncapi.yaml', pointer, {
    expected: `a send operation with ${name}`,
    received: 'none',
    mend: "Add it to a producer's messages, or say why nobody sends it: x-unproduced in its schema.",
  });
}

function unconsumed({ name, pointer }: LoadedMessage): Diagnostic {
  return fault('event-consumed', 'asyncapi.yaml', pointer, {
    expected: `a receive operation with ${name}`,
    received: 'none',
    mend: "Add it to a consumer's messages, or say why nobody listens: x-unconsumed in its schema.",
  });
}

function unannounced({ schemas, document }: LoadedCatalog): readonly Diagnostic[] {
  const messages = Object.values(objectAt(objectAt(document, 'components'), 'messages'));
  const announced = new Set(messages.map((message) => eventFolder(payloadFile(message) ?? '')));
  return [...schemas.values()]
    .filter(({ file, place }) => place.kind === 'event' && !announced.has(eventFolder(file)))
    .map(({ file }) =>
      fault('schema-announced', file, '', {
        expected: 'a message in asyncapi.yaml with this payload',
        received: 'none',
        mend: 'Add the message to components.messages, or remove the schema.',
      }),
    );
}

const eventFolder = (file: string): string => file.replace(/v\d+\.json$/, '');
