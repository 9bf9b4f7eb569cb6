import { arrayAt, show } from '../../compiler/json.ts';
import { allows } from '../../compiler/patterns/allows.ts';
import { type FieldView, fieldViews } from '../../compiler/patterns/field-views.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../../compiler/schema/schema-node.ts';
import type { JsonType, Shape } from './shape.ts';

const ALL: ReadonlySet<JsonType> = new Set(['string', 'number', 'boolean', 'null', 'object', 'array']);

const typeOf = (value: unknown): JsonType => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as JsonType);
};

const both = (one: ReadonlySet<JsonType>, other: ReadonlySet<JsonType>): ReadonlySet<JsonType> =>
  new Set([...one].filter((type) => other.has(type)));

/** The JSON types that a schema may allow; an integer is a number. Keywords that are not looked at allow all. */
function typesOf(schemas: Schemas, node: SchemaNode): ReadonlySet<JsonType> {
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

/** Where a value of a shape can never be valid, or has what the catalog does not know. The path leads into the value. */
export interface Mismatch {
  readonly path: readonly string[];
  readonly expected: string;
  readonly received: string;
}

type Judged = readonly Mismatch[];

const NONE: Judged = [];

const words = (types: Iterable<JsonType>): string => [...types].join(' or ') || 'nothing';

/** As far as types go: one that both have in common is enough. */
const byType = (schemas: Schemas, target: SchemaNode, types: Iterable<JsonType>, path: readonly string[]): Judged => {
  const allowed = typesOf(schemas, target);
  if ([...types].some((type) => allowed.has(type))) return NONE;
  return [{ path, expected: words(allowed), received: words(types) }];
};

const objectFits = (
  schemas: Schemas,
  view: FieldView,
  shape: Extract<Shape, { kind: 'object' }>,
  path: readonly string[],
): Judged => {
  const missing = shape.open === true ? [] : [...view.required].filter((name) => shape.fields[name] === undefined);
  const free = view.open && view.fields.size === 0;
  return [
    ...missing.map((name) => ({ path: [...path, name], expected: `${name}, which is required`, received: 'nothing' })),
    ...Object.entries(shape.fields).flatMap(([name, field]): Judged => {
      const at = [...path, name];
      const nodes = view.fields.get(name);
      if (nodes !== undefined) return nodes.flatMap((node) => mismatches(schemas, node, field, at));
      if (free) return NONE;
      return [{ path: at, expected: `one of ${[...view.fields.keys()].join(', ') || 'no fields'}`, received: name }];
    }),
  ];
};

/** A value's own schema, as far as it says which fields there are. */
const asObject = (schemas: Schemas, node: SchemaNode): Shape | undefined => {
  const [view, ...others] = fieldViews(schemas, [node]);
  if (view === undefined || others.length > 0 || view.fields.size === 0) return undefined;
  const fields = [...view.fields].flatMap(([name, [first]]) =>
    first === undefined ? [] : [[name, { kind: 'schema', node: first } as Shape] as const],
  );
  return { kind: 'object', fields: Object.fromEntries(fields) };
};

const schemaFits = (schemas: Schemas, target: SchemaNode, node: SchemaNode, path: readonly string[]): Judged => {
  const [wanted, given] = [dereference(schemas, target), dereference(schemas, node)];
  if (wanted.file === given.file && wanted.pointer === given.pointer) return NONE;
  const types = byType(schemas, wanted, typesOf(schemas, given), path);
  const shape = types.length > 0 ? undefined : asObject(schemas, given);
  return shape === undefined ? types : mismatches(schemas, wanted, shape, path);
};

/**
 * Why no value of a shape is what a schema describes; empty when one may be. Where a schema has several branches, what
 * keeps the value from the branch that it comes nearest to.
 */
export function mismatches(schemas: Schemas, target: SchemaNode, shape: Shape, path: readonly string[] = []): Judged {
  const wanted = dereference(schemas, target);
  switch (shape.kind) {
    case 'unknown':
      return NONE;
    case 'constant':
      return allows(schemas, wanted, shape.value)
        ? NONE
        : [{ path, expected: `what ${wanted.file} allows: ${show(wanted.schema)}`, received: show(shape.value) }];
    case 'typed':
      return byType(schemas, wanted, shape.types, path);
    case 'schema':
      return schemaFits(schemas, wanted, shape.node, path);
    case 'array': {
      const types = byType(schemas, wanted, ['array'], path);
      const items = child(wanted, 'items');
      if (types.length > 0 || items === undefined) return types;
      return shape.items.flatMap((item, index) => mismatches(schemas, items, item, [...path, String(index)]));
    }
    case 'object': {
      const types = byType(schemas, wanted, ['object'], path);
      if (types.length > 0) return types;
      const judged = fieldViews(schemas, [wanted]).map((view) => objectFits(schemas, view, shape, path));
      return judged.toSorted((one, other) => one.length - other.length)[0] ?? NONE;
    }
  }
}
