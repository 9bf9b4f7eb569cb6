import { isObject, objectAt } from '@carillon/catalog/json';
import { kebabCase } from '@carillon/catalog/names';
import type { CatalogSource, CheckedCatalog } from '@carillon/catalog/stages';
import { stringify } from 'yaml';
import { withEntry } from '../change/yaml-block.ts';
import { withMessagesSaidOut } from './said-out.ts';

export interface NewEvent {
  readonly name: string;
  readonly domain: string;
  readonly owner: string;
  readonly description: string;
  /** Who will tell it; without one the schema says that nobody does yet. */
  readonly producer: string | undefined;
}

export const schemaFileOf = ({ domain, name }: Pick<NewEvent, 'domain' | 'name'>): string =>
  `catalog/${domain}/${kebabCase(name)}/v1.json`;

/** A first schema: one field to begin with, and examples that hold. */
const schemaOf = (event: NewEvent, ids: readonly string[]): object => {
  const { name, domain, owner, description, producer } = event;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: name,
    description,
    'x-owner': owner,
    ...(producer === undefined ? { 'x-unproduced': 'Nobody tells it yet.' } : {}),
    type: 'object',
    required: ['metadata', 'data'],
    properties: {
      metadata: { $ref: '../../shared/event-metadata.json' },
      data: {
        title: `${name}Data`,
        description: 'What happened.',
        type: 'object',
        required: ['subjectId'],
        properties: { subjectId: { type: 'string', description: 'What it happened to.', minLength: 1, maxLength: 64 } },
      },
    },
    examples: ids.map((id, index) => ({
      metadata: {
        id,
        correlationId: `subject-${index + 1}`,
        occurredAt: `2026-01-01T00:0${index}:00.000Z`,
        schema: `${domain}/${kebabCase(name)}/v1`,
      },
      data: { subjectId: `subject-${index + 1}` },
    })),
  };
};

const yamlOf = (entry: object): string => stringify(entry, { lineWidth: 0 });

/** The channels that hold every message there is: who listens across domains listens there. */
const wholeChannels = ({ loaded }: CheckedCatalog): readonly string[] => {
  const all = Object.keys(objectAt(objectAt(loaded.document, 'components'), 'messages'));
  return Object.entries(objectAt(loaded.document, 'channels'))
    .filter(([, channel]) => all.every((name) => Object.hasOwn(objectAt(channel, 'messages'), name)))
    .map(([name]) => name);
};

const withChannel = (text: string, { domain, name }: NewEvent, source: string, document: unknown): string => {
  const reference = { $ref: `#/components/messages/${name}` };
  if (isObject(objectAt(document, 'channels')[domain]))
    return withEntry(text, ['channels', domain, 'messages'], `${name}: { $ref: '${reference.$ref}' }\n`);
  const channel = { address: source, description: `The domain ${domain}.`, messages: { [name]: reference } };
  return withEntry(text, ['channels'], yamlOf({ [domain]: channel }));
};

const withProducer = (text: string, event: NewEvent): string => {
  const { producer, domain, name, owner } = event;
  if (producer === undefined) return text;
  const reference = { $ref: `#/channels/${domain}/messages/${name}` };
  const operation = {
    action: 'send',
    channel: { $ref: `#/channels/${domain}` },
    description: `Tells ${name}.`,
    'x-owner': owner,
    messages: [reference],
  };
  return withEntry(text, ['operations'], yamlOf({ [producer]: operation }));
};

/** The catalog with a new event; every other byte of asyncapi.yaml stays as it is. @throws UsageError */
export const withEvent = (
  source: CatalogSource,
  catalog: CheckedCatalog,
  event: NewEvent,
  ids: readonly string[],
): CatalogSource => {
  const { document } = catalog.loaded;
  const sibling = catalog.events.find(({ domain }) => domain === event.domain)?.source;
  const prefix = catalog.events[0]?.source.split('.').slice(0, -1).join('.') ?? catalog.loaded.busName;
  const eventSource = sibling ?? `${prefix}.${event.domain}`;
  const message = {
    payload: { $ref: schemaFileOf(event) },
    'x-eventbridge': { source: eventSource, detailType: event.name },
  };
  const wholes = wholeChannels(catalog).filter((channel) => channel !== event.domain);
  const entry = `${event.name}: { $ref: '#/components/messages/${event.name}' }\n`;
  const added = { name: event.name, source: eventSource, detailType: event.name };
  const text = [
    (yaml: string): string => withMessagesSaidOut(yaml, catalog.loaded, [event.domain, ...wholes], added),
    (yaml: string): string => withChannel(yaml, event, eventSource, document),
    ...wholes.map((channel) => (yaml: string) => withEntry(yaml, ['channels', channel, 'messages'], entry)),
    (yaml: string): string => withEntry(yaml, ['components', 'messages'], yamlOf({ [event.name]: message })),
    (yaml: string): string => withProducer(yaml, event),
  ].reduce((yaml, change) => change(yaml), source.files.get('asyncapi.yaml') ?? '');
  const schema = `${JSON.stringify(schemaOf(event, ids), null, 2)}\n`;
  return { files: new Map([...source.files, ['asyncapi.yaml', text], [schemaFileOf(event), schema]]) };
};
