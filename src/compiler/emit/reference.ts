import { arrayAt } from '../json.ts';
import { phiPointers } from '../schema/phi-pointers.ts';
import { rootOf } from '../schema/schema-node.ts';
import { perView } from '../schema/view.ts';
import type { CheckedCatalog, CheckedEvent, VersionedCatalog } from '../stages.ts';
import { type ReferenceField, referenceFields } from './reference-fields.ts';

const NOTE = '<!-- Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit. -->';

/** A cell of a table holds no bar and no line end; code holds no backtick. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const prose = (text: string): string => cell(text).replaceAll('<', '&lt;');
const code = (text: string): string => `\`${cell(text).replaceAll('`', "'")}\``;
const list = (names: readonly string[]): string => (names.length === 0 ? 'nobody' : names.join(', '));

const fieldRow = ({ pointer, type, required, description }: ReferenceField, phi: readonly string[]): string => {
  const isPersonal = phi.some((marked) => pointer === marked || pointer.startsWith(`${marked}/`));
  const marks = [required ? 'required' : 'optional', ...(isPersonal ? ['**PHI**'] : [])].join(', ');
  return `| ${code(pointer)} | ${code(type)} | ${marks} | ${prose(description)} |`;
};

const fieldsAndExample = perView(({ schemas, file }) => {
  const fields = referenceFields(schemas, rootOf(file));
  const phi = phiPointers(schemas, rootOf(file));
  const [example] = arrayAt(file.schema, 'examples');
  return [
    '| field | type | | |',
    '| --- | --- | --- | --- |',
    ...fields.map((field) => fieldRow(field, phi)),
    '',
    ...(example === undefined ? [] : ['```json', JSON.stringify(example, null, 2), '```', '']),
  ].join('\n');
});

const eventPart = ({ checked, versions }: VersionedCatalog, event: CheckedEvent): string => {
  const file = checked.loaded.schemas.get(event.file);
  if (file === undefined) return '';
  const known = (versions.get(event.name) ?? [event.version]).map((version) => `v${version}`).join(', ');
  return `${aboutEvent(event, known)}
${fieldsAndExample(checked.loaded.schemas, file)}`;
};

const aboutEvent = (event: CheckedEvent, known: string): string =>
  [
    `## ${event.name}`,
    '',
    prose(event.description),
    '',
    `- source ${code(event.source)}, schema ${code(event.schemaId)}, versions ${known}`,
    `- owner ${event.owner}; told by ${list(event.producers)}; heard by ${list(event.consumers)}`,
    ...(event.claimCheck ? ['- a detail too large for the bus travels as a claim check'] : []),
    '',
  ].join('\n');

/** `reference.md`: every event with its fields, its people and an example. */
export const referenceMarkdown = (catalog: VersionedCatalog): string =>
  [
    NOTE,
    '',
    '# Events',
    '',
    `Bus ${code(catalog.checked.loaded.busName)}. Who publishes and who listens is drawn in [map.md](map.md).`,
    '',
    ...catalog.checked.events.map(
      ({ name, description }) => `- [${name}](#${name.toLowerCase()}): ${prose(description)}`,
    ),
    '',
    ...catalog.checked.events.map((event) => eventPart(catalog, event)),
  ].join('\n');

const node = (kind: string, name: string): string => `${kind}_${name.replaceAll(/[^A-Za-z0-9]/g, '_')}`;

/** `map.md`: a Mermaid flowchart, producers to events to consumers. */
export const mapMarkdown = ({ events, producers, consumers }: CheckedCatalog): string => {
  const named = (kind: string, [open, close]: readonly [string, string], names: readonly string[]): readonly string[] =>
    names.map((name) => `  ${node(kind, name)}${open}"${name}"${close}`);
  const lines = [
    ...named(
      'p',
      ['[', ']'],
      producers.map(({ name }) => name),
    ),
    ...named(
      'e',
      ['([', '])'],
      events.map(({ name }) => name),
    ),
    ...named(
      'c',
      ['[', ']'],
      consumers.map(({ name }) => name),
    ),
    ...events.flatMap(({ name, producers: from, consumers: to }) => [
      ...from.map((producer) => `  ${node('p', producer)} --> ${node('e', name)}`),
      ...to.map((consumer) => `  ${node('e', name)} --> ${node('c', consumer)}`),
    ]),
  ];
  return [NOTE, '', '# Who publishes and who listens', '', '```mermaid', 'flowchart LR', ...lines, '```', ''].join(
    '\n',
  );
};
