import { arrayAt, isObject, objectAt, show } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';

/** A field of an event as the reference tells it. */
export interface ReferenceField {
  /** JSON pointer into the detail, `*` for any item. */
  readonly pointer: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

const BOUNDS: Readonly<Record<string, string>> = {
  minimum: '≥',
  maximum: '≤',
  exclusiveMinimum: '>',
  exclusiveMaximum: '<',
  minLength: 'length ≥',
  maxLength: 'length ≤',
  minItems: 'items ≥',
  maxItems: 'items ≤',
};

/** `string, date-time`, `"a" or "b"`, `integer ≥ 1`. */
const typeWords = ({ schema }: SchemaNode): string => {
  if (schema.const !== undefined) return show(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(show).join(' or ');
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'one of several');
  const said = ['format', 'pattern'].flatMap((keyword) =>
    typeof schema[keyword] === 'string' ? [String(schema[keyword])] : [],
  );
  const bounds = Object.entries(BOUNDS).flatMap(([keyword, sign]) =>
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
  const fieldAt = (node: SchemaNode, name: string, place: string): Fields => {
    const own = child(node, 'properties', name);
    if (own === undefined) return new Map();
    const target = dereference(schemas, own);
    const pointer = pointerTo(place, name);
    const description = String(own.schema.description ?? target.schema.description ?? '');
    const required = arrayAt(node.schema, 'required').includes(name);
    return new Map([[pointer, { pointer, type: typeWords(target), required, description }], ...fieldsAt(own, pointer)]);
  };
  const branchesOf = (node: SchemaNode, union: string, place: string): readonly Fields[] =>
    arrayAt(node.schema, union).map((_, index) => {
      const branch = child(node, union, index);
      return branch === undefined ? new Map() : fieldsAt(branch, place);
    });
  const fieldsAt = (node: SchemaNode, place: string): Fields => {
    const found = dereference(schemas, node);
    const items = isObject(found.schema.items) ? child(found, 'items') : undefined;
    return new Map([
      ...Object.keys(objectAt(found.schema, 'properties')).flatMap((name) => [...fieldAt(found, name, place)]),
      ...branchesOf(found, 'allOf', place).flatMap((fields) => [...fields]),
      ...united(branchesOf(found, 'oneOf', place)),
      ...united(branchesOf(found, 'anyOf', place)),
      ...(items === undefined ? [] : fieldsAt(items, `${place}/*`)),
    ]);
  };
  return [...fieldsAt(root, '').values()];
};
