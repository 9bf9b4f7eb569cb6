import { arrayAt, isObject, objectAt } from '../json.ts';
import { child, dereference, rootOf, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { elsewhere, perView } from '../schema/view.ts';

/** A column's type as Hive knows it, with the fields of a struct still under their JSON keys. */
export type LakeType =
  | { readonly kind: 'scalar'; readonly name: 'string' | 'bigint' | 'double' | 'boolean' }
  | { readonly kind: 'array'; readonly items: LakeType }
  | { readonly kind: 'map'; readonly values: LakeType }
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, LakeType> };

/** Text; what has no one shape is JSON text, which `json_extract_scalar` reads. */
export const TEXT: LakeType = { kind: 'scalar', name: 'string' };

const SCALARS: Readonly<Record<string, LakeType>> = {
  string: TEXT,
  integer: { kind: 'scalar', name: 'bigint' },
  number: { kind: 'scalar', name: 'double' },
  boolean: { kind: 'scalar', name: 'boolean' },
};

const mergedFields = (
  one: ReadonlyMap<string, LakeType>,
  other: ReadonlyMap<string, LakeType>,
): ReadonlyMap<string, LakeType> => {
  const fields = new Map(one);
  for (const [key, type] of other) {
    const known = fields.get(key);
    fields.set(key, known === undefined ? type : merged(known, type));
  }
  return fields;
};

const isNumber = (type: LakeType): boolean =>
  type.kind === 'scalar' && (type.name === 'bigint' || type.name === 'double');

/** The one type that holds values of both: structs have the fields of either, what does not go together is JSON text. */
export const merged = (one: LakeType, other: LakeType): LakeType => {
  if (one.kind === 'struct' && other.kind === 'struct')
    return { kind: 'struct', fields: mergedFields(one.fields, other.fields) };
  if (one.kind === 'array' && other.kind === 'array') return { kind: 'array', items: merged(one.items, other.items) };
  if (one.kind === 'map' && other.kind === 'map') return { kind: 'map', values: merged(one.values, other.values) };
  if (one.kind === 'scalar' && other.kind === 'scalar' && one.name === other.name) return one;
  return isNumber(one) && isNumber(other) ? { kind: 'scalar', name: 'double' } : TEXT;
};

const union = (types: readonly LakeType[]): LakeType | undefined =>
  types.reduce<LakeType | undefined>((all, type) => (all === undefined ? type : merged(all, type)), undefined);

const NAMES: Readonly<Record<string, string>> = { string: 'string', number: 'number', boolean: 'boolean' };

/** `type`, or the types of `const` and `enum`; `null` is what every column may be. */
const typeNames = ({ schema }: SchemaNode): readonly string[] => {
  const said = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
  if (said.length > 0) return said.map(String).filter((name) => name !== 'null');
  const values = schema.const === undefined ? arrayAt(schema, 'enum') : [schema.const];
  const named = values.map((value) => (Number.isInteger(value) ? 'integer' : NAMES[typeof value]));
  if (named.length > 0) return named.filter((name) => name !== undefined);
  return isObject(schema.properties) ? ['object'] : isObject(schema.items) ? ['array'] : [];
};

/** Where branches may add to an object that itself says nothing of its fields. */
const BRANCHES = ['allOf', 'anyOf', 'oneOf'];

const objectType = (schemas: Schemas, node: SchemaNode): LakeType | undefined => {
  const { schema } = node;
  const keys = Object.keys(objectAt(schema, 'properties'));
  if (schema.additionalProperties === true || isObject(schema.patternProperties)) return TEXT;
  if (keys.length > 0)
    return { kind: 'struct', fields: new Map(keys.map((key) => [key, typeAt(schemas, node, 'properties', key)])) };
  if (isObject(schema.additionalProperties))
    return { kind: 'map', values: typeAt(schemas, node, 'additionalProperties') };
  return BRANCHES.some((keyword) => arrayAt(schema, keyword).length > 0) ? undefined : TEXT;
};

const arrayType = (schemas: Schemas, node: SchemaNode): LakeType => {
  const { items } = node.schema;
  if (isObject(items)) return { kind: 'array', items: typeAt(schemas, node, 'items') };
  const places = Array.isArray(items) ? items.map((_, index) => typeAt(schemas, node, 'items', index)) : [];
  return { kind: 'array', items: union(places) ?? TEXT };
};

const typeAt = (schemas: Schemas, node: SchemaNode, ...tokens: readonly (string | number)[]): LakeType => {
  const found = child(node, ...tokens);
  return found === undefined ? TEXT : lakeType(schemas, found);
};

const known = (schemas: Schemas, node: SchemaNode): LakeType | undefined => {
  const target = dereference(schemas, node);
  const other = elsewhere(schemas, node, target);
  return other === undefined ? said(schemas, target) : saidOf(schemas, other);
};

const said = (schemas: Schemas, target: SchemaNode): LakeType | undefined => {
  const own = typeNames(target).map((name) => {
    if (name === 'object') return objectType(schemas, target);
    return name === 'array' ? arrayType(schemas, target) : SCALARS[name];
  });
  const branches = BRANCHES.flatMap((keyword) =>
    arrayAt(target.schema, keyword).map((_, index) => child(target, keyword, index)),
  );
  const conditions = ['then', 'else'].map((keyword) => child(target, keyword));
  const parts = [...branches, ...conditions].map((part) => (part === undefined ? undefined : known(schemas, part)));
  return union([...own, ...parts].filter((type) => type !== undefined));
};

const saidOf = perView(({ schemas, file }) => said(schemas, rootOf(file)));

/**
 * The type of the column that holds a schema's values. An object that allows further fields of any kind by
 * `additionalProperties: true`, or names none, is free: JSON text. The branches of a union are one struct.
 */
export const lakeType = (schemas: Schemas, node: SchemaNode): LakeType => known(schemas, node) ?? TEXT;
