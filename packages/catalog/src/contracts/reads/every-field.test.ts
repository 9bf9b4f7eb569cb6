import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../compiler/compatibility/event-schema.ts';
import { examine } from '../../compiler/examine.ts';
import { type Edit, edited } from '../../compiler/fixtures/hotel.ts';
import { arrayAt, type JsonObject, objectAt } from '../../compiler/json.ts';
import { loadSchemas } from '../../compiler/load/load-schemas.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import { pointerTo, valueAt } from '../../compiler/pointer.ts';
import { dereference, type SchemaNode } from '../../compiler/schema/schema-node.ts';
import type { CheckedCatalog, CheckedEvent } from '../../compiler/stages.ts';
import { impactsOf } from './impact.ts';
import { committedReads } from './reads.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const source = readSource(root);
const { checked } = examine(source).value as { readonly checked: CheckedCatalog };
const { schemas } = checked.loaded;
const reads = [...committedReads(root).values()];

/** A field of a schema, and every place of an event where it stands. */
interface Field {
  readonly file: string;
  readonly parent: string;
  readonly name: string;
  readonly places: { readonly event: CheckedEvent; readonly pointer: string }[];
}

const fields = new Map<string, Field>();

const walk = (event: CheckedEvent, node: SchemaNode, pointer: string): void => {
  const { file, pointer: parent, schema } = dereference(schemas, node);
  const into = (tokens: readonly (string | number)[], place: string): void => {
    const found = valueAt(schema, pointerTo('', ...tokens)) as JsonObject;
    walk(event, { file, pointer: pointerTo(parent, ...tokens), schema: found }, place);
  };
  for (const name of Object.keys(objectAt(schema, 'properties'))) {
    const place = pointerTo(pointer, name);
    const key = `${file} ${pointerTo(parent, name)}`;
    const field: Field = fields.get(key) ?? { file, parent, name, places: [] };
    fields.set(key, { ...field, places: [...field.places, { event, pointer: place }] });
    into(['properties', name], place);
  }
  for (const union of ['oneOf', 'anyOf', 'allOf'])
    for (const index of arrayAt(schema, union).keys()) into([union, index], pointer);
  if (schema.items !== undefined && !Array.isArray(schema.items)) into(['items'], `${pointer}/*`);
};
for (const event of checked.events) {
  const schema = schemas.get(event.file)?.schema ?? {};
  walk(event, { file: event.file, pointer: '', schema }, '');
}

/** By hand and not by `touches`: segment by segment, the shorter of the two is where the longer begins. */
const isAbout = (pointer: string, read: string): boolean => {
  const [one, other] = [pointer.split('/'), read.split('/')];
  return one.slice(0, Math.min(one.length, other.length)).every((segment, index) => segment === other[index]);
};

const readersOf = ({ places }: Field): readonly string[] =>
  reads
    .filter(({ events }) =>
      places.some(({ event, pointer }) => (events[event.name] ?? []).some((read) => isAbout(pointer, read))),
    )
    .map(({ consumer }) => consumer)
    .toSorted();

const namedAfter = ({ places }: Field, edits: readonly Edit[]): readonly string[] => {
  const after = loadSchemas(edited(source, edits)).value;
  const concerned = [...new Set(places.map(({ event }) => event))];
  const named = concerned.flatMap((event) => {
    const [one, other] = [eventSchema(schemas, event.file).root, eventSchema(after, event.file).root];
    return impactsOf(event.name, { before: one, after: other, changes: [] }, reads).map(({ consumer }) => consumer);
  });
  return [...new Set(named)].toSorted();
};

const removal = ({ file, parent, name }: Field): readonly Edit[] => {
  const required = arrayAt(valueAt(schemas.get(file)?.schema, parent), 'required');
  const without = required.filter((other) => other !== name);
  return [
    { file, at: pointerTo(parent, 'properties', name), remove: true },
    ...(required.length === 0 ? [] : [{ file, at: pointerTo(parent, 'required'), value: without }]),
  ];
};

const schemaOf = ({ file, parent, name }: Field): JsonObject =>
  valueAt(schemas.get(file)?.schema, pointerTo(parent, 'properties', name)) as JsonObject;

const all = [...fields.entries()].map(([key, field]) => [key, field] as const);

describe('of every field of every event', () => {
  it('some are read and some are not', () => {
    const read = all.filter(([, field]) => readersOf(field).length > 0);
    expect(read.length).toBeGreaterThan(40);
    expect(all.length - read.length).toBeGreaterThan(10);
  });

  it.each(all)('%s: its removal names who reads it, and nobody else', (_, field) => {
    expect(namedAfter(field, removal(field))).toEqual(readersOf(field));
  });

  it.each(all)('%s: another name names who reads it, and nobody else', (_, field) => {
    const { file, parent, name } = field;
    const renamed = { file, at: pointerTo(parent, 'properties', `${name}Renamed`), value: schemaOf(field) };
    expect(namedAfter(field, [...removal(field), renamed])).toEqual(readersOf(field));
  });

  it.each(all)('%s: fewer values name who reads it, and nobody else', (_, field) => {
    const { file, parent, name } = field;
    const narrower = { allOf: [schemaOf(field), { not: { const: 'no longer' } }] };
    const edit = { file, at: pointerTo(parent, 'properties', name), value: narrower };
    expect(namedAfter(field, [edit])).toEqual(readersOf(field));
  });
});
