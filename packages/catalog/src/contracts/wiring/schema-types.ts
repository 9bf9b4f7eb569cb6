import { arrayAt } from '../../compiler/json.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../../compiler/schema/schema-node.ts';
import type { JsonType } from './shape.ts';

const ALL: ReadonlySet<JsonType> = new Set(['string', 'number', 'boolean', 'null', 'object', 'array']);

const typeOf = (value: unknown): JsonType => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as JsonType);
};

const both = (one: ReadonlySet<JsonType>, other: ReadonlySet<JsonType>): ReadonlySet<JsonType> =>
  new Set([...one].filter((type) => other.has(type)));

/** The JSON types that a schema may allow; an integer is a number. Keywords that are not looked at allow all. */
export function typesOf(schemas: Schemas, node: SchemaNode): ReadonlySet<JsonType> {
  const target = dereference(schemas, node);
  const { schema } = target;
  const branches = (keyword: string): readonly ReadonlySet<JsonType>[] =>
    arrayAt(schema, keyword).map((_, index) => {
      const branch = child(target, keyword, index);
      return branch === undefined ? ALL : typesOf(schemas, branch);
    });
  const named = [schema.type ?? []].flat().map((name) => (name === 'integer' ? 'number' : name) as JsonType);
  const listed = 'const' in schema ? [schema.const] : arrayAt(schema, 'enum');
  const own = [named, listed.map(typeOf)].map((types) => (types.length === 0 ? ALL : new Set(types)));
  const either = ['oneOf', 'anyOf']
    .map(branches)
    .map((sets) => (sets.length === 0 ? ALL : new Set(sets.flatMap((set) => [...set]))));
  return [...own, ...either, ...branches('allOf')].reduce(both, ALL);
}
