import { arrayAt, isObject, objectAt, show } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { child, dereference, rootOf, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { elsewhere, perView } from '../schema/view.ts';

/** A field of an event as the reference tells it. */
export interface ReferenceField {
  /** JSON pointer into the detail, `*` for any item. */
  readonly pointer: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

const BOUNDS: readonly (readonly [keyword: string, sign: string])[] = [
  ['minimum', '≥'],
  ['maximum', '≤'],
  ['exclusiveMinimum', '>'],
  ['exclusiveMaximum', '<'],
  ['minLength', 'length ≥'],
  ['maxLength', 'length ≤'],
  ['minItems', 'items ≥'],
  ['maxItems', 'items ≤'],
];

/** `string, date-time`, `"a" or "b"`, `integer ≥ 1`. */
const typeWords = ({ schema }: SchemaNode): string => {
  if (schema.const !== undefined) return show(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(show).join(' or ');
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'one of several');
  const said = ['format', 'pattern'].flatMap((keyword) =>
    typeof schema[keyword] === 'string' ? [String(schema[keyword])] : [],
  );
  const bounds = BOUNDS.flatMap(([keyword, sign]) =>
    typeof schema[keyword] === 'number' ? [`${sign} ${schema[keyword]}`] : [],
  );
  return [type, ...said, ...bounds].join(', ');
};

type Fields = ReadonlyMap<string, ReferenceField>;

/** A field of several branches is told once, with all its types; one that a branch lacks may be missing. */
const united = (branches: readonly Fields[]): Fields => {
  const all = new Map<string, ReferenceField>();
  for (const fields of branches)
    for (const [pointer, field] of fields) {
      const known = all.get(pointer);
      const types = new Set([...(known?.type.split(' or ') ?? []), ...field.type.split(' or ')]);
      const required = field.required && (known?.required ?? true) && branches.every((each) => each.has(pointer));
      all.set(pointer, { ...(known ?? field), type: [...types].join(' or '), required });
    }
  return all;
};

/** Every field, parents first, each pointer once. */
export const referenceFields = (schemas: Schemas, root: SchemaNode): readonly ReferenceField[] => {
  const addField = (node: SchemaNode, name: string, place: string, fields: Map<string, ReferenceField>): void => {
    const own = child(node, 'properties', name);
    if (own === undefined) return;
    const target = dereference(schemas, own);
    const pointer = pointerTo(place, name);
    const description = String(own.schema.description ?? target.schema.description ?? '');
    const required = arrayAt(node.schema, 'required').includes(name);
    fields.set(pointer, { pointer, type: typeWords(target), required, description });
    const other = elsewhere(schemas, own, target);
    if (other === undefined) addFields(target, pointer, fields);
    else for (const field of fieldsOf(schemas, other)) fields.set(`${pointer}${field.pointer}`, below(pointer, field));
  };
  const branchesOf = (node: SchemaNode, union: string, place: string): readonly Fields[] =>
    arrayAt(node.schema, union).map((_, index) => {
      const fields = new Map<string, ReferenceField>();
      const branch = child(node, union, index);
      if (branch !== undefined) addFields(branch, place, fields);
      return fields;
    });
  const addFields = (node: SchemaNode, place: string, fields: Map<string, ReferenceField>): void => {
    const found = dereference(schemas, node);
    for (const name of Object.keys(objectAt(found.schema, 'properties'))) addField(found, name, place, fields);
    const together = branchesOf(found, 'allOf', place);
    const either = ['oneOf', 'anyOf'].map((union) => united(branchesOf(found, union, place)));
    for (const more of [...together, ...either]) for (const [pointer, field] of more) fields.set(pointer, field);
    const items = isObject(found.schema.items) ? child(found, 'items') : undefined;
    if (items !== undefined) addFields(items, `${place}/*`, fields);
  };
  const all = new Map<string, ReferenceField>();
  addFields(root, '', all);
  return [...all.values()];
};

const below = (place: string, field: ReferenceField): ReferenceField => ({
  ...field,
  pointer: `${place}${field.pointer}`,
});

const fieldsOf = perView(({ schemas, file }) => referenceFields(schemas, rootOf(file)));
