import { randomUUID } from 'node:crypto';
import { type CatalogSource, type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import { compile, type Emission } from '@carillon/catalog/compile';
import { isKebabCase, isPascalCase } from '@carillon/catalog/names';
import { UPCASTER_LIST, upcasterFile } from '@carillon/catalog/upcasters';
import type { Project } from '../../project.ts';
import { rootOf, settledRoot } from '../catalog/root.ts';
import { formatted } from '../change/formatted.ts';
import { applyChange, generatedChange, together } from '../change/project-change.ts';
import { NOT_RECORDED, recordReads } from '../change/record-reads.ts';
import { refuse } from '../change/refusal.ts';
import { type Command, type Given, UsageError } from '../command.ts';
import { type NewEvent, schemaFileOf, withDocument, withEvent, withPublisher } from './event-files.ts';
import { nextSchemaFile, stepTo, withVersion } from './version-files.ts';

const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

const producerOf = (given: Given, name: string, { producers, consumers }: CheckedCatalog): string | undefined => {
  const producer = textOf(given, 'producer');
  if (producer === undefined) return undefined;
  if (!isKebabCase(producer))
    throw new UsageError(`A producer is named in kebab case, as in order-stream, not ${producer}.`);
  if (consumers.some((each) => each.name === producer))
    throw new UsageError(`${producer} is a consumer: choose another name, or write its second operation by hand.`);
  if (!producers.some((each) => each.name === producer)) return producer;
  throw new UsageError(
    `${producer} has a send operation: add ${name} to its messages in asyncapi.yaml, or leave --producer out.`,
  );
};

/** @throws UsageError what cannot be an event of this catalog */
const eventOf = (given: Given, name: string, catalog: CheckedCatalog): NewEvent => {
  if (!isPascalCase(name))
    throw new UsageError(`An event is named in Pascal case and the past tense, as in OrderPlaced, not ${name}.`);
  if (catalog.events.some((each) => each.name === name)) throw new UsageError(`${name} is in the catalog already.`);
  const domain = textOf(given, 'domain');
  if (domain === undefined || !isKebabCase(domain)) {
    const known = [...new Set(catalog.events.map((each) => each.domain))].join(', ');
    const choice = known === '' ? 'a name in kebab case' : `${known}, or a new one in kebab case`;
    throw new UsageError(`Name the domain that it belongs to: --domain <name> (${choice}).`);
  }
  const owner = textOf(given, 'owner') ?? catalog.events.find((each) => each.domain === domain)?.owner;
  if (owner === undefined) throw new UsageError(`The domain ${domain} has no owner yet: --owner <team>.`);
  const words = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
  const description = textOf(given, 'description') ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return { name, domain, owner, description, producer: producerOf(given, name, catalog) };
};

/** What a change of the catalog writes, applied as a whole. */
const write = (root: string, after: CatalogSource, emission: Emission, files: readonly string[]): void => {
  const texts = new Map(files.map((file) => [file, after.files.get(file) ?? '']));
  applyChange(root, together({ write: formatted(root, texts), remove: [] }, generatedChange(root, emission)));
};

const report = (given: Given, wrote: readonly string[], next: string, more: object = {}): number => {
  const lines = [...wrote.map((file) => `wrote ${file}`), next];
  console.log(given.json === true ? JSON.stringify({ ok: true, ...more, wrote }) : lines.join('\n'));
  return 0;
};

/** Adds an event to the catalog: 0 when done; 1, with nothing written, when the catalog would not be valid. */
const newEvent = async (given: Given, project: Project, name: string): Promise<number> => {
  const root = settledRoot(project);
  const read = readSource(root);
  const source = withDocument(read, project.config.name);
  const { value, diagnostics } = examine(source);
  if (value === undefined) return refuse(given, diagnostics);
  const event = eventOf(given, name, value.checked);
  const { producer: operation, domain, owner } = event;
  const described = withEvent(source, value.checked, event, [randomUUID(), randomUUID()]);
  const after =
    operation === undefined ? described : withPublisher(described, { operation, domain, owner, events: [name] });
  const compiled = await compile(after);
  if (compiled.value === undefined) return refuse(given, compiled.diagnostics);
  const wrote = [...after.files.keys()].filter((file) => after.files.get(file) !== read.files.get(file));
  write(root, after, compiled.value, wrote);
  const checked = examine(after).value?.checked ?? value.checked;
  const reads = recordReads(root, checked, [event.name]) ? '' : `\n${NOT_RECORDED}`;
  return report(
    given,
    wrote,
    `Next: describe its data in ${schemaFileOf(event)}, then carillon catalog build.${reads}`,
  );
};

/** Begins the next version of an event: 0 when done; 1, with nothing written, when the catalog would not be valid. */
const newVersion = async (given: Given, project: Project, name: string): Promise<number> => {
  const root = rootOf(project);
  const source = readSource(root);
  const { value, diagnostics } = examine(source);
  if (value === undefined) return refuse(given, diagnostics);
  const { events } = value.checked;
  const found = events.find((each) => each.name === name);
  if (found === undefined)
    throw new UsageError(`No event ${name}. Events: ${events.map((each) => each.name).join(', ')}.`);
  const after = withVersion(source, found);
  const compiled = await compile(after);
  if (compiled.value === undefined) return refuse(given, compiled.diagnostics);
  const [schema, upcaster] = [nextSchemaFile(found), upcasterFile(stepTo(found))];
  const wrote = ['asyncapi.yaml', schema, upcaster, UPCASTER_LIST];
  write(root, after, compiled.value, wrote);
  const next = `Next: change ${schema}, carillon catalog build, write ${upcaster}, carillon contracts --write, npm test.`;
  return report(given, wrote, next, { version: found.version + 1 });
};

export const event: Command = {
  name: 'event',
  summary: 'Add an event to the catalog, or begin the next version of one.',
  usage: 'carillon event new <Name> --domain <domain> | version <Name> [options]',
  actions: ['new', 'version'],
  options: {
    domain: { value: '<name>', help: 'Its domain: a channel of asyncapi.yaml, or a new one.', only: ['new'] },
    owner: { value: '<team>', help: "Its owner. Default: the owner of the domain's other events.", only: ['new'] },
    producer: {
      value: '<name>',
      help: 'A new producer that will publish it. Default: no producer yet.',
      only: ['new'],
    },
    description: { value: '<text>', help: 'One sentence. Default: its name in words.', only: ['new'] },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon event new OrderCancelled --domain order',
    'carillon event version OrderCancelled',
    'carillon event new InvoicePaid --domain billing --owner team-billing --producer invoice-stream',
  ],
  async run(given, [action, name, ...more], project) {
    if (name === undefined || more.length > 0 || (action !== 'new' && action !== 'version'))
      throw new UsageError('event takes new or version, and one name. carillon event --help');
    return action === 'new' ? newEvent(given, project, name) : newVersion(given, project, name);
  },
};
