import { type Diagnostic, fault } from '../diagnostic.ts';
import { objectAt, stringAt } from '../json.ts';
import { payloadFile } from '../load/load-messages.ts';
import { perObject, whileSame } from '../remember.ts';
import type { LoadedCatalog, LoadedMessage } from '../stages.ts';

/** Every event is said and heard, and every schema is of an event. */
export function checkWiring(loaded: LoadedCatalog): readonly Diagnostic[] {
  const { sent, received } = namesIn(loaded.operations);
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

const namesIn = perObject((operations: LoadedCatalog['operations']) => {
  const named = (action: 'send' | 'receive'): ReadonlySet<string> =>
    new Set(operations.filter((operation) => operation.action === action).flatMap(({ messages }) => messages));
  return { sent: named('send'), received: named('receive') };
});

function unproduced({ name, pointer }: LoadedMessage): Diagnostic {
  return fault('event-produced', 'asyncapi.yaml', pointer, {
    expected: `a send operation with ${name}`,
    received: 'none',
    fix: "Add it to a producer's messages, or give the reason for having none: x-unproduced in its schema.",
  });
}

function unconsumed({ name, pointer }: LoadedMessage): Diagnostic {
  return fault('event-consumed', 'asyncapi.yaml', pointer, {
    expected: `a receive operation with ${name}`,
    received: 'none',
    fix: "Add it to a consumer's messages, or give the reason for having none: x-unconsumed in its schema.",
  });
}

const unannounced = ({ paths, schemas, document }: LoadedCatalog): readonly Diagnostic[] =>
  unannouncedOf(paths, [document], () => {
    const messages = Object.values(objectAt(objectAt(document, 'components'), 'messages'));
    const announced = new Set(messages.map((message) => eventFolder(payloadFile(message) ?? '')));
    return paths
      .filter((path) => schemas.get(path)?.place.kind === 'event' && !announced.has(eventFolder(path)))
      .map((path) =>
        fault('schema-announced', path, '', {
          expected: 'a message in asyncapi.yaml with this payload',
          received: 'none',
          fix: 'Add the message to components.messages, or remove the schema.',
        }),
      );
  });

const unannouncedOf = whileSame<readonly string[], readonly Diagnostic[]>();

const eventFolder = (file: string): string => file.replace(/v\d+\.json$/, '');
