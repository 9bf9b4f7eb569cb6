import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Edit, edited } from '../fixtures/hotel.ts';
import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';
import { loadSchemas } from '../load/load-schemas.ts';
import { readSource } from '../load/read-source.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import { descendants, rootOf } from '../schema/schema-node.ts';
import type { CatalogSource, SchemaFile } from '../stages.ts';
import { compareSchemas, type Policy, type Verdict } from './compare-schemas.ts';
import { eventSchema } from './event-schema.ts';

const source: CatalogSource = readSource(fileURLToPath(new URL('../../../../..', import.meta.url)));
const schemas = loadSchemas(source).value;
const events = [...schemas.values()].filter(({ place }) => place.kind === 'event');

interface Field {
  readonly file: string;
  /** The object that has it. */
  readonly parent: string;
  readonly name: string;
  readonly schema: JsonObject;
}

const fieldsOf = (file: SchemaFile): readonly Field[] =>
  descendants(rootOf(file)).flatMap(({ pointer, schema }) =>
    Object.entries(objectAt(schema, 'properties')).flatMap(([name, field]) =>
      isObject(field) ? [{ file: file.file, parent: pointer, name, schema: field }] : [],
    ),
  );

/** The data's own fields: what an event is about, without its metadata. */
const fields = events.flatMap(fieldsOf).filter(({ parent }) => parent.startsWith('/properties/data'));

const before = new Map(events.map(({ file }) => [file, eventSchema(schemas, file)]));

const verdictOn = (
  file: string,
  edits: readonly Edit[],
  policy: Policy,
): { readonly verdict: Verdict; readonly proven: boolean } => {
  const after = loadSchemas(edited(source, edits)).value;
  const { verdict, changes } = compareSchemas(
    before.get(file) ?? eventSchema(schemas, file),
    eventSchema(after, file),
    policy,
  );
  return { verdict, proven: changes.every((change) => change.verdict !== 'breaking' || change.witness !== undefined) };
};

const named = fields.map((field) => [field.file, `${field.parent}/${field.name}`, field] as const);

describe('every field of every event', () => {
  it.each(named)('%s %s: another type breaks both ways, and is proven', (file, _pointer, { parent, name }) => {
    const at = pointerTo(parent, 'properties', name);
    const value = { type: 'null', description: 'Nothing.' };
    const edits = [{ file, at, value }];
    expect(verdictOn(file, edits, 'backward')).toEqual({ verdict: 'breaking', proven: true });
    expect(verdictOn(file, edits, 'forward')).toEqual({ verdict: 'breaking', proven: true });
  });

  it.each(named)('%s %s: removed, readers of the old version miss it if it was required', (file, _pointer, field) => {
    const { parent, name } = field;
    const required = arrayAt(valueAt(schemas.get(file)?.schema, parent), 'required');
    const edits: readonly Edit[] = [
      { file, at: pointerTo(parent, 'properties', name), remove: true },
      { file, at: pointerTo(parent, 'required'), value: required.filter((other) => other !== name) },
    ];
    const isTag = field.schema.const !== undefined;
    const expected = required.includes(name) || isTag ? 'breaking' : 'compatible';
    expect(verdictOn(file, edits, 'forward')).toEqual({ verdict: expected, proven: true });
    if (!isTag) expect(verdictOn(file, edits, 'backward')).toEqual({ verdict: 'compatible', proven: true });
  });
});
