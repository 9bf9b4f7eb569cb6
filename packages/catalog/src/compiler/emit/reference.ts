import { arrayAt } from '../json.ts';
import { phiOf } from '../schema/phi-pointers.ts';
import { rootOf, type Schemas } from '../schema/schema-node.ts';
import { perView } from '../schema/view.ts';
import type { CheckedEvent, VersionedCatalog } from '../stages.ts';
import type { Domain, DomainEvent, Files } from './emitter.ts';
import { markdownHeader } from './header.ts';
import { type ReferenceField, referenceFields } from './reference-fields.ts';

/** A cell of a table holds no bar and no line end; code holds no backtick. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const prose = (text: string): string => cell(text).replaceAll('<', '&lt;');
const code = (text: string): string => `\`${cell(text).replaceAll('`', "'")}\``;
const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

const fieldRow = (field: ReferenceField, phi: readonly string[]): string => {
  const { pointer, type, presence, description, isDeprecated } = field;
  const isPersonal = phi.some((marked) => pointer === marked || pointer.startsWith(`${marked}/`));
  const marks = [cell(presence), ...(isDeprecated ? ['deprecated'] : []), ...(isPersonal ? ['**PHI**'] : [])].join(
    ', ',
  );
  return `| ${code(pointer)} | ${code(type)} | ${marks} | ${prose(description)} |`;
};

const fieldsAndExample = perView(({ schemas, file }) => {
  const fields = referenceFields(schemas, rootOf(file));
  const phi = phiOf(schemas, file);
  const [example] = arrayAt(file.schema, 'examples');
  return [
    '| field | type | | |',
    '| --- | --- | --- | --- |',
    ...fields.map((field) => fieldRow(field, phi)),
    '',
    ...(example === undefined ? [] : ['```json', JSON.stringify(example, null, 2), '```', '']),
  ].join('\n');
});

const eventPart = (schemas: Schemas, { event, versions }: DomainEvent): string => {
  const file = schemas.get(event.file);
  if (file === undefined) return '';
  const known = versions.map((version) => `v${version}`).join(', ');
  const heading = aboutEvent(event, known, file.schema.deprecated === true);
  return `${heading}
${fieldsAndExample(schemas, file)}`;
};

const aboutEvent = (event: CheckedEvent, known: string, isDeprecated: boolean): string =>
  [
    `## ${event.name}`,
    '',
    prose(event.description),
    '',
    `- source ${code(event.source)}, schema ${code(event.schemaId)}, versions ${known}`,
    `- owner ${event.owner}; producers: ${list(event.producers)}; consumers: ${list(event.consumers)}`,
    ...(isDeprecated ? ['- deprecated'] : []),
    ...(event.claimCheck ? ['- a detail too large for the bus travels as a claim check'] : []),
    '',
  ].join('\n');

const pageOf = (domain: string): string => `reference/${domain}.md`;

/** `reference/<domain>.md`: the events of a domain with their fields, their people and an example each. */
export const domainReference = (schemas: Schemas, { name, events }: Domain): Files => ({
  [pageOf(name)]: [
    markdownHeader,
    '',
    `# Events of ${name}`,
    '',
    'All domains: [reference.md](../reference.md).',
    '',
    ...events.map((event) => eventPart(schemas, event)),
  ].join('\n'),
});

const indexLine = ({ name, domain, description }: CheckedEvent): string =>
  `- [${name}](${pageOf(domain)}#${name.toLowerCase()}): ${prose(description)}`;

/** `reference.md`: where to read of each event. */
export const referenceIndex = ({ checked: { loaded, events } }: VersionedCatalog): string =>
  [
    markdownHeader,
    '',
    '# Events',
    '',
    `Bus ${code(loaded.busName)}. Who publishes and who listens is drawn in [map.md](map.md).`,
    '',
    ...[...Map.groupBy(events, ({ domain }) => domain)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([domain, own]) => [`## ${domain}`, '', ...own.map(indexLine), '']),
  ].join('\n');
