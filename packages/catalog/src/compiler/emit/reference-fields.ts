import { arrayAt, objectAt, show } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { branchesOf, discriminatorOf } from '../schema/discriminator.ts';
import { child, dereference, rootOf, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { elsewhere, perView } from '../schema/view.ts';
import { both, either, type Field, type Labels, type Scope } from './field-scope.ts';

/** A field of an event as the reference shows it. */
export interface ReferenceField {
  /** JSON pointer into the detail, `*` for any item. */
  readonly pointer: string;
  readonly type: string;
  /** `required`, `optional`, or in which branches of a union. */
  readonly presence: string;
  readonly description: string;
  readonly isDeprecated: boolean;
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

/** `string, date-time`, `"a"` and `"b"`, `integer, ≥ 1`; empty where the schema itself says nothing of the type. */
const typeWords = ({ schema }: SchemaNode): readonly string[] => {
  if (schema.const !== undefined) return [show(schema.const)];
  if (Array.isArray(schema.enum)) return schema.enum.map(show);
  if (schema.type === undefined) return [];
  const type = [schema.type].flat().join(' or ');
  const said = ['format', 'pattern'].flatMap((keyword) =>
    typeof schema[keyword] === 'string' ? [String(schema[keyword])] : [],
  );
  const bounds = BOUNDS.flatMap(([keyword, sign]) =>
    typeof schema[keyword] === 'number' ? [`${sign} ${schema[keyword]}`] : [],
  );
  return [[type, ...said, ...bounds].join(', ')];
};

const nothing: Scope = { fields: new Map(), required: new Set(), isObject: true };

const maybeObject = ({ schema }: SchemaNode): boolean =>
  schema.const === undefined &&
  schema.enum === undefined &&
  (schema.type === undefined || [schema.type].flat().includes('object'));

/** `change is "created" or "removed"`, where a constant field tells the branches apart. */
function labelsOf(schemas: Schemas, node: SchemaNode): Labels | undefined {
  const tag = discriminatorOf(schemas, node);
  if (tag === undefined) return undefined;
  const values = branchesOf(schemas, node).map((branch) => {
    const property = child(branch, 'properties', tag);
    return property === undefined ? '' : show(dereference(schemas, property).schema.const);
  });
  return (indexes) => `${tag} is ${indexes.map((index) => values[index]).join(' or ')}`;
}

/** What a schema at a place says of the fields below it. */
function scopeOf(schemas: Schemas, node: SchemaNode, place: string): Scope {
  const found = dereference(schemas, node);
  const other = elsewhere(schemas, node, found);
  return other === undefined ? ownScope(schemas, found, place) : moved(fileScope(schemas, other), place);
}

function ownScope(schemas: Schemas, node: SchemaNode, place: string): Scope {
  const parts = (keyword: string): readonly Scope[] =>
    arrayAt(node.schema, keyword).map((_, index) => {
      const part = child(node, keyword, index);
      return part === undefined ? nothing : scopeOf(schemas, part, place);
    });
  const items = child(node, 'items');
  const names = Object.keys(objectAt(node.schema, 'properties'));
  const required = arrayAt(node.schema, 'required').map((name) => pointerTo(place, String(name)));
  const own: Scope = { fields: new Map(), required: new Set(required), isObject: maybeObject(node) };
  return [
    ...names.map((name) => propertyScope(schemas, node, { name, place })),
    ...parts('allOf'),
    ...['oneOf', 'anyOf'].flatMap((union) => {
      const branches = parts(union);
      const labels = union === 'oneOf' ? labelsOf(schemas, node) : undefined;
      return branches.length === 0 ? [] : [either(branches, place, labels)];
    }),
    ...(items === undefined ? [] : [{ ...scopeOf(schemas, items, `${place}/*`), isObject: true }]),
  ].reduce(both, own);
}

interface Property {
  readonly name: string;
  readonly place: string;
}

function propertyScope(schemas: Schemas, node: SchemaNode, { name, place }: Property): Scope {
  const own = child(node, 'properties', name);
  if (own === undefined) return nothing;
  const target = dereference(schemas, own);
  const pointer = pointerTo(place, name);
  const description = String(own.schema.description ?? target.schema.description ?? '');
  const isDeprecated = own.schema.deprecated === true || target.schema.deprecated === true;
  const field: Field = { types: typeWords(target), description, isDeprecated, isObject: maybeObject(target) };
  const within = scopeOf(schemas, own, pointer);
  return { ...within, fields: new Map([[pointer, field], ...within.fields]), isObject: true };
}

const moved = ({ fields, required, isObject: object }: Scope, place: string): Scope => ({
  fields: new Map([...fields].map(([pointer, field]) => [`${place}${pointer}`, field])),
  required: new Set([...required].map((pointer) => `${place}${pointer}`)),
  isObject: object,
});

const fileScope = perView(({ schemas, file }) => ownScope(schemas, rootOf(file), ''));

const presenceOf = ({ when }: Field, isRequired: boolean): string => {
  if (when === undefined) return isRequired ? 'required' : 'optional';
  return isRequired ? `required if ${when}` : `optional, only if ${when}`;
};

/** Every field, parents first, each pointer once. */
export function referenceFields(schemas: Schemas, root: SchemaNode): readonly ReferenceField[] {
  const { fields, required } = scopeOf(schemas, root, '');
  return [...fields].map(([pointer, field]) => ({
    pointer,
    type: field.types.length === 0 ? 'one of several' : field.types.join(' or '),
    presence: presenceOf(field, required.has(pointer)),
    description: field.description,
    isDeprecated: field.isDeprecated,
  }));
}
