import { isMap, isNode, parseDocument, stringify } from 'yaml';
import type { JsonObject } from '../../compiler/json.ts';
import type { CatalogSource, CheckedCatalog } from '../../compiler/stages.ts';
import { UsageError } from '../command.ts';

export interface Subscriber {
  readonly name: string;
  readonly owner: string;
  readonly events: readonly string[];
  readonly where?: JsonObject;
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

const operationText = ({ name, owner, events, where }: Subscriber, { loaded, ...catalog }: CheckedCatalog): string => {
  const channel = channelOf(loaded.document, events);
  const sources = catalog.events.filter((event) => events.includes(event.name)).map(({ source }) => source);
  const operation = {
    action: 'receive',
    channel: { $ref: `#/channels/${channel}` },
    description: `Listens to ${events.join(', ')}.`,
    'x-owner': owner,
    messages: events.map((event) => ({ $ref: `#/channels/${channel}/messages/${event}` })),
    'x-eventbridge': { pattern: { source: [...new Set(sources)], 'detail-type': events, ...where } },
  };
  return stringify({ [name]: operation }, { lineWidth: 0 }).replace(/^(?=.)/gm, '  ');
};

/** The catalog with the operation after the last one; every other byte of asyncapi.yaml stays as it is. */
export const subscribe = (source: CatalogSource, catalog: CheckedCatalog, subscriber: Subscriber): CatalogSource => {
  const text = source.files.get('asyncapi.yaml') ?? '';
  const operations = parseDocument(text).get('operations');
  const last = isMap(operations) ? operations.items.at(-1)?.value : undefined;
  if (!isMap(operations) || operations.flow || !isNode(last) || !last.range)
    throw new UsageError('asyncapi.yaml: operations is no block of operations, so none can be added after the last.');
  const end = text.lastIndexOf('\n', last.range[1] - 1) + 1;
  const place = text.slice(end, last.range[1]).trim() === '' ? end : text.indexOf('\n', last.range[1]) + 1;
  const added = `${text.slice(0, place)}${operationText(subscriber, catalog)}${text.slice(place)}`;
  return { files: new Map([...source.files, ['asyncapi.yaml', added]]) };
};
