import type { CatalogSource, CheckedCatalog } from '@carillon/catalog/check';
import type { Diagnostic } from '@carillon/catalog/diagnostics';
import { type JsonObject, pointerTo } from '@carillon/catalog/json';
import { hasEntry, linesOf, withEntry, withoutEntry } from '../change/yaml-block.ts';
import { UsageError } from '../command.ts';

export interface Subscriber {
  readonly name: string;
  readonly owner: string;
  readonly events: readonly string[];
  readonly where?: JsonObject;
  /** RFC 3339: the past from here on comes before the live events. */
  readonly startingFrom?: string;
  /** Whether the events start the workflow of its name, in place of a queue. */
  readonly isWorkflow?: boolean;
}

/** The narrowest channel that has all the events. */
const channelOf = (document: JsonObject, events: readonly string[]): string => {
  const channels = Object.entries((document.channels ?? {}) as Record<string, { readonly messages?: object }>)
    .map(([name, { messages }]) => ({ name, messages: Object.keys(messages ?? {}) }))
    .filter(({ messages }) => events.every((event) => messages.includes(event)))
    .toSorted((one, other) => one.messages.length - other.messages.length);
  if (channels[0] !== undefined) return channels[0].name;
  throw new UsageError(`No channel of asyncapi.yaml has all of ${events.join(', ')}: add them to one channel.`);
};

const operationText = (
  { name, owner, events, where, startingFrom, isWorkflow = false }: Subscriber,
  { loaded, ...catalog }: CheckedCatalog,
): string => {
  const channel = channelOf(loaded.document, events);
  const sources = catalog.events.filter((event) => events.includes(event.name)).map(({ source }) => source);
  const operation = {
    action: 'receive',
    channel: { $ref: `#/channels/${channel}` },
    description: `${isWorkflow ? 'Starts on' : 'Consumes'} ${events.join(', ')}.`,
    'x-owner': owner,
    messages: events.map((event) => ({ $ref: `#/channels/${channel}/messages/${event}` })),
    'x-eventbridge': {
      ...(startingFrom === undefined ? {} : { startingFrom }),
      ...(isWorkflow ? { target: { workflow: name } } : {}),
      pattern: { source: [...new Set(sources)], 'detail-type': events, ...where },
    },
  };
  return linesOf({ [isWorkflow ? `${name}.receive` : name]: operation });
};

/** The catalog with the operation after the last one; every other byte of asyncapi.yaml stays as it is. */
export const subscribe = (source: CatalogSource, catalog: CheckedCatalog, subscriber: Subscriber): CatalogSource => {
  const text = source.files.get('asyncapi.yaml') ?? '';
  const added = withEntry(text, ['operations'], operationText(subscriber, catalog));
  return { files: new Map([...source.files, ['asyncapi.yaml', added]]) };
};

/** Without the line that holds a consumer's live events back. */
export const caughtUp = (source: CatalogSource, name: string): CatalogSource => {
  const text = source.files.get('asyncapi.yaml') ?? '';
  const operation = [name, `${name}.receive`].find((key) => hasEntry(text, ['operations', key, 'x-eventbridge']));
  const less =
    operation === undefined ? text : withoutEntry(text, ['operations', operation, 'x-eventbridge'], 'startingFrom');
  return { files: new Map([...source.files, ['asyncapi.yaml', less]]) };
};

/** A fault of the pattern that was given is placed in `--where`: the line that it had was never written. */
export const atOption = (
  diagnostics: readonly Diagnostic[],
  { name, where = {} }: Subscriber,
): readonly Diagnostic[] => {
  const pattern = pointerTo('/operations', name, 'x-eventbridge', 'pattern');
  const given = Object.keys(where).map((key) => pointerTo('', key));
  return diagnostics.map((diagnostic) => {
    const { file, pointer } = diagnostic.at;
    const within = pointer.slice(pattern.length);
    const isGiven = given.some((key) => within === key || within.startsWith(`${key}/`));
    return file === 'asyncapi.yaml' && pointer.startsWith(`${pattern}/`) && isGiven
      ? { ...diagnostic, at: { file: '--where', pointer: within } }
      : diagnostic;
  });
};
