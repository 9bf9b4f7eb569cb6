import { type Diagnostic, fault } from '../diagnostic.ts';
import { type JsonObject, objectAt, stringAt } from '../json.ts';
import { referenceTokens } from '../load/load-operations.ts';
import { isPascalCase, isPastTense, kebabCase } from '../names.ts';
import { perObject, whileSame } from '../remember.ts';
import type { LoadedCatalog, LoadedMessage, SchemaFile } from '../stages.ts';

export function checkMessages(loaded: LoadedCatalog): readonly Diagnostic[] {
  const channelled = messagesInChannels(loaded.document);
  return loaded.messages.flatMap((message) => {
    const schema = loaded.schemas.get(message.file);
    return faultsOf(message, [schema, channelled], () => [
      ...(schema === undefined ? [payloadMissing(message)] : checkAgainstSchema(message, schema)),
      ...(channelled.has(message.name) ? [] : [unchannelled(message)]),
      ...(isPascalCase(message.name) && isPastTense(message.name) ? [] : [notPast(message)]),
    ]);
  });
}

const faultsOf = whileSame<LoadedMessage, readonly Diagnostic[]>();

const messagesInChannels = perObject(
  (document: JsonObject): ReadonlySet<string> =>
    new Set(
      Object.values(objectAt(document, 'channels')).flatMap((channel) =>
        Object.values(objectAt(channel, 'messages')).map((reference) => referenceTokens(reference)[2] ?? ''),
      ),
    ),
);

function checkAgainstSchema(message: LoadedMessage, { file, place, schema }: SchemaFile): readonly Diagnostic[] {
  if (place.kind !== 'event') return [];
  const faults: Diagnostic[] = [];
  const title = stringAt(schema, 'title');
  if (message.name !== message.detailType || message.name !== title) {
    faults.push(
      fault('message-named-as-detail-type', 'asyncapi.yaml', message.pointer, {
        expected: 'one name',
        received: `message ${message.name}, detail-type ${message.detailType}, title ${title} in ${file}`,
        fix: 'Write the same name in all three places.',
      }),
    );
  }
  if (place.event !== kebabCase(message.name)) {
    faults.push(
      fault('event-folder-kebab', 'asyncapi.yaml', `${message.pointer}/payload`, {
        expected: `catalog/${place.domain}/${kebabCase(message.name)}/v${place.version}.json`,
        received: file,
        fix: 'Rename the folder, or the event.',
      }),
    );
  }
  if (!new RegExp(`(^|\\.)${place.domain}$`).test(message.source) || message.source.startsWith('aws.')) {
    faults.push(
      fault('source-names-domain', 'asyncapi.yaml', `${message.pointer}/x-eventbridge/source`, {
        expected: `a source that ends with .${place.domain} and does not begin with aws.`,
        received: message.source,
        fix: 'Name the source after the domain folder of its schema.',
      }),
    );
  }
  return faults;
}

function payloadMissing({ pointer, file }: LoadedMessage): Diagnostic {
  const text = { expected: 'an event schema that exists', received: file, fix: `Write ${file}, or correct the path.` };
  return fault('message-payload-in-catalog', 'asyncapi.yaml', `${pointer}/payload/$ref`, text);
}

function unchannelled({ pointer, name }: LoadedMessage): Diagnostic {
  const text = {
    expected: `${name} among the messages of a channel`,
    received: 'no channel',
    fix: "Add it to its domain's channel.",
  };
  return fault('message-in-channel', 'asyncapi.yaml', pointer, text);
}

function notPast({ pointer, name }: LoadedMessage): Diagnostic {
  const text = {
    expected: 'PascalCase that ends with a past participle',
    received: name,
    fix: 'Say what has happened, as in OrderShipped.',
  };
  return fault('event-name-past-tense', 'asyncapi.yaml', pointer, text);
}
