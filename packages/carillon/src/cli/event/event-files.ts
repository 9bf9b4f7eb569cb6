import { type CatalogSource, type CheckedCatalog, loadOperations } from '@carillon/catalog/check';
import { eventMetadata, instant } from '@carillon/catalog/envelope';
import { isObject, type JsonObject, objectAt, stringAt } from '@carillon/catalog/json';
import { kebabCase } from '@carillon/catalog/names';
import { parse } from 'yaml';
import { templateFile } from '../change/template.ts';
import { linesOf, withEntry } from '../change/yaml-block.ts';
import { withMessagesListed } from './listed-messages.ts';

export interface NewEvent {
  readonly name: string;
  readonly domain: string;
  readonly owner: string;
  readonly description: string;
  /** Who will publish it; without one the schema says that nobody does yet. */
  readonly producer: string | undefined;
  /** What its data are; by default one field to begin with. */
  readonly data?: EventData;
}

/** The data of an event's first schema. */
export interface EventData {
  readonly description: string;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
  /** Of the examples, the first is 0. */
  example(index: number): object;
}

const FIRST_FIELD: EventData = {
  description: 'What happened.',
  required: ['subjectId'],
  properties: { subjectId: { type: 'string', description: 'What it happened to.', minLength: 1, maxLength: 64 } },
  example: (index) => ({ subjectId: `subject-${index + 1}` }),
};

/** What a schema says of an event whose message nobody receives. */
const UNCONSUMED = { 'x-unconsumed': 'It may be published before anybody consumes it.' };

export const schemaFileOf = ({ domain, name }: Pick<NewEvent, 'domain' | 'name'>): string =>
  `catalog/${domain}/${kebabCase(name)}/v1.json`;

/** A first schema: one field to begin with, and valid examples. */
const schemaOf = (event: NewEvent, ids: readonly string[], isConsumed: boolean): object => {
  const { name, domain, owner, description, producer, data = FIRST_FIELD } = event;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: name,
    description,
    'x-owner': owner,
    ...(producer === undefined ? { 'x-unproduced': 'No producer yet.' } : {}),
    ...(isConsumed ? {} : UNCONSUMED),
    type: 'object',
    required: ['metadata', 'data'],
    properties: {
      metadata: { $ref: '../../shared/event-metadata.json' },
      data: {
        title: `${name}Data`,
        description: data.description,
        type: 'object',
        required: data.required,
        properties: data.properties,
      },
    },
    examples: ids.map((id, index) => ({
      metadata: {
        id,
        correlationId: `subject-${index + 1}`,
        occurredAt: `2026-01-01T00:0${index}:00.000Z`,
        schema: `${domain}/${kebabCase(name)}/v1`,
      },
      data: data.example(index),
    })),
  };
};

/**
 * The channels that hold the messages of all domains, for consumers of several. A domain's own channel is none of them,
 * though it is the only one so far.
 */
const wholeChannels = (
  { loaded, events }: Pick<CheckedCatalog, 'events' | 'loaded'>,
  domain: string,
): readonly string[] => {
  const all = Object.keys(objectAt(objectAt(loaded.document, 'components'), 'messages'));
  const domains = new Set([...events.map((event) => event.domain), domain]);
  const isWhole = (channel: unknown): boolean =>
    all.length === 0
      ? stringAt(channel, 'address') === loaded.busName
      : all.every((name) => Object.hasOwn(objectAt(channel, 'messages'), name));
  return Object.entries(objectAt(loaded.document, 'channels'))
    .filter(([name, channel]) => !domains.has(name) && isWhole(channel))
    .map(([name]) => name);
};

const withChannel = (text: string, { domain, name }: NewEvent, source: string): string => {
  const reference = { $ref: `#/components/messages/${name}` };
  if (isObject(objectAt(parse(text), 'channels')[domain]))
    return withEntry(text, ['channels', domain, 'messages'], `${name}: { $ref: '${reference.$ref}' }\n`);
  const channel = { address: source, description: `The domain ${domain}.`, messages: { [name]: reference } };
  return withEntry(text, ['channels'], linesOf({ [domain]: channel }));
};

/** Who publishes which events of a domain. */
export interface Publisher {
  /** The operation's key: the producer's name, with `.send` where it also receives. */
  readonly operation: string;
  readonly domain: string;
  readonly owner: string;
  readonly events: readonly string[];
}

/** The source with a send operation. */
export const withPublisher = (source: CatalogSource, publisher: Publisher): CatalogSource => {
  const { operation, domain, owner, events } = publisher;
  const entry = {
    action: 'send',
    channel: { $ref: `#/channels/${domain}` },
    description: `Publishes ${events.join(', ')}.`,
    'x-owner': owner,
    messages: events.map((name) => ({ $ref: `#/channels/${domain}/messages/${name}` })),
  };
  const text = withEntry(source.files.get('asyncapi.yaml') ?? '', ['operations'], linesOf({ [operation]: entry }));
  return { files: new Map([...source.files, ['asyncapi.yaml', text]]) };
};

/** The schemas of the envelope, which every event refers to: those that the catalog lacks. */
const envelope = (source: CatalogSource): ReadonlyMap<string, string> =>
  new Map([eventMetadata, instant].filter(({ path }) => !source.files.has(path)).map(({ path, text }) => [path, text]));

const isConsumed = (text: string, { name }: NewEvent): boolean =>
  loadOperations(parse(text) as JsonObject).value.some(
    ({ action, messages }) => action === 'receive' && messages.includes(name),
  );

/**
 * The source with a new event; every other byte of asyncapi.yaml stays as it is. The catalog is that of the source, or of
 * what it was before the command added other events of the same domain to it. @throws UsageError
 */
export const withEvent = (
  source: CatalogSource,
  catalog: Pick<CheckedCatalog, 'events' | 'loaded'>,
  event: NewEvent,
  ids: readonly string[],
): CatalogSource => {
  const sibling = catalog.events.find(({ domain }) => domain === event.domain)?.source;
  const prefix = catalog.events[0]?.source.split('.').slice(0, -1).join('.') ?? catalog.loaded.busName;
  const eventSource = sibling ?? `${prefix}.${event.domain}`;
  const message = {
    payload: { $ref: schemaFileOf(event) },
    'x-eventbridge': { source: eventSource, detailType: event.name },
  };
  const wholes = wholeChannels(catalog, event.domain);
  const entry = `${event.name}: { $ref: '#/components/messages/${event.name}' }\n`;
  const added = { name: event.name, source: eventSource, detailType: event.name };
  const text = [
    (yaml: string): string => withMessagesListed(yaml, catalog.loaded, [event.domain, ...wholes], added),
    (yaml: string): string => withChannel(yaml, event, eventSource),
    ...wholes.map((channel) => (yaml: string) => withEntry(yaml, ['channels', channel, 'messages'], entry)),
    (yaml: string): string => withEntry(yaml, ['components', 'messages'], linesOf({ [event.name]: message })),
  ].reduce((yaml, change) => change(yaml), source.files.get('asyncapi.yaml') ?? '');
  const schema = `${JSON.stringify(schemaOf(event, ids, isConsumed(text, event)), null, 2)}\n`;
  const files = [...envelope(source), ['asyncapi.yaml', text] as const, [schemaFileOf(event), schema] as const];
  return { files: new Map([...source.files, ...files]) };
};

/** The source with a document to begin with, where asyncapi.yaml is not there or empty. */
export const withDocument = (source: CatalogSource, busName: string): CatalogSource =>
  source.files.get('asyncapi.yaml')?.trim()
    ? source
    : {
        files: new Map([
          ...source.files,
          ['asyncapi.yaml', templateFile('catalog/asyncapi.yaml', { 'template-bus': busName })],
        ]),
      };
