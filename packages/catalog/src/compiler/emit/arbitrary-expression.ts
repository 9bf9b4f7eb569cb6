import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';
import { child, dereference, rootOf, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { elsewhere, perView } from '../schema/view.ts';
import { fraction, integer } from './arbitrary-numbers.ts';
import { options, ROOM, sizes, text, type Write } from './arbitrary-scalars.ts';
import { literal, propertyName } from './literal.ts';

type WriteAt = (node: SchemaNode, ...tokens: readonly (string | number)[]) => string;

const requiredOf = ({ schema }: SchemaNode): readonly string[] => {
  const fields = Object.keys(objectAt(schema, 'properties'));
  return arrayAt(schema, 'required')
    .map(String)
    .filter((name) => fields.includes(name));
};

const fieldsOf = (node: SchemaNode, writeAt: WriteAt): string => {
  const fields = Object.keys(objectAt(node.schema, 'properties'));
  const members = fields.map((name) => `${propertyName(name)}: ${writeAt(node, 'properties', name)}`);
  return `fc.record({ ${members.join(', ')} }, { requiredKeys: ${literal(requiredOf(node))}, noNullPrototype: true })`;
};

/** The names of fields that no schema declares one by one. */
const nameOf = (node: SchemaNode, pattern: string | undefined, writeAt: WriteAt): string => {
  if (pattern !== undefined) return text({ ...node, schema: { pattern } });
  const names = child(node, 'propertyNames');
  if (names === undefined) return 'fc.stringMatching(/^[a-z]{1,8}$/)';
  return ['enum', 'const', '$ref', 'allOf', 'anyOf', 'oneOf'].some((keyword) => keyword in names.schema)
    ? writeAt(node, 'propertyNames')
    : text(names);
};

/** What an object holds beside its declared fields, where its schema says of what kind that is. */
const furtherOf = (node: SchemaNode, writeAt: WriteAt): readonly string[] => {
  const [pattern] = Object.keys(objectAt(node.schema, 'patternProperties'));
  if (pattern === undefined && !isObject(node.schema.additionalProperties)) return [];
  const value =
    pattern === undefined ? writeAt(node, 'additionalProperties') : writeAt(node, 'patternProperties', pattern);
  const { least, most } = sizes(node, 'Properties', ROOM.fields);
  const known = requiredOf(node).length;
  const size = { minKeys: Math.max(0, least - known), maxKeys: Math.max(0, most - known) };
  return [`fc.dictionary(${nameOf(node, pattern, writeAt)}, ${value}, ${options({ ...size, noNullPrototype: true })})`];
};

/** Declared fields last: a field that is made by chance is of no other kind than the one declared. */
const record = (node: SchemaNode, writeAt: WriteAt): string => {
  const further = furtherOf(node, writeAt);
  if (further.length === 0) return fieldsOf(node, writeAt);
  if (node.schema.properties === undefined) return further[0] ?? '';
  return `fc.tuple(${[...further, fieldsOf(node, writeAt)].join(', ')}).map((parts): object => Object.assign({}, ...parts))`;
};

const list = (node: SchemaNode, writeAt: WriteAt): string => {
  const { items, contains } = node.schema;
  if (Array.isArray(items)) return `fc.tuple(${items.map((_, index) => writeAt(node, 'items', index)).join(', ')})`;
  const item = isObject(items) ? writeAt(node, 'items') : 'fc.jsonValue()';
  const { least, most } = sizes(node, 'Items', ROOM.items);
  if (node.schema.uniqueItems === true)
    return `fc.uniqueArray(${item}, ${options({ minLength: least, maxLength: most, selector: '(item) => JSON.stringify(item)' })})`;
  if (!isObject(contains)) return `fc.array(${item}, ${options({ minLength: least, maxLength: most })})`;
  const others = options({ minLength: Math.max(0, least - 1), maxLength: Math.max(0, most - 1) });
  return `fc.tuple(fc.array(${item}, ${others}), ${writeAt(node, 'contains')}).map(([items, one]) => [...items, one])`;
};

/** JSON schemas as fast-check's calls, as text. What it cannot say exactly is left to the filter by the validator. */
export const arbitraryExpression = (schemas: Schemas): Write => {
  const write: Write = (node) => {
    const found = dereference(schemas, node);
    const other = elsewhere(schemas, node, found);
    return other === undefined ? own(found) : expressionOf(schemas, other);
  };
  const own: Write = (found) => {
    const { schema } = found;
    if (schema.const !== undefined) return `fc.constant(${literal(schema.const)})`;
    if (Array.isArray(schema.enum)) return `fc.constantFrom(${schema.enum.map((value) => literal(value)).join(', ')})`;
    const parts = [...together(found), ...alternatives(found)];
    const [only = 'fc.jsonValue()'] = parts;
    if (parts.length < 2) return only;
    return `fc.tuple(${parts.join(', ')}).map((parts): object => Object.assign({}, ...parts))`;
  };
  const writeAt: WriteAt = (node, ...tokens) => {
    const inner = child(node, ...tokens);
    return inner === undefined ? 'fc.jsonValue()' : write(inner);
  };
  const together = (node: SchemaNode): readonly string[] => [
    ...typed(withoutChoices(node)),
    ...arrayAt(node.schema, 'allOf').map((_, index) => writeAt(node, 'allOf', index)),
  ];
  const alternatives = (node: SchemaNode): readonly string[] =>
    ['oneOf', 'anyOf'].flatMap((union) => {
      const branches = arrayAt(node.schema, union).map((branch, index) =>
        isRequiredAlone(branch) ? having(node, branch) : writeAt(node, union, index),
      );
      return branches.length === 0 ? [] : [`fc.oneof(${branches.join(', ')})`];
    });
  /** Fields that a branch requires and the schema around it describes. */
  const having = (node: SchemaNode, branch: JsonObject): string => {
    const names = arrayAt(branch, 'required').map(String);
    const known = names.filter((name) => Object.hasOwn(objectAt(node.schema, 'properties'), name));
    const members = known.map((name) => `${propertyName(name)}: ${writeAt(node, 'properties', name)}`);
    return `fc.record({ ${members.join(', ')} }, { noNullPrototype: true })`;
  };
  const writers: Readonly<Record<string, Write>> = {
    object: (node) => record(node, writeAt),
    array: (node) => list(node, writeAt),
    ...{ string: text, integer, number: fraction },
    boolean: () => 'fc.boolean()',
    null: () => 'fc.constant(null)',
  };
  const typed = (node: SchemaNode): readonly string[] => {
    const { type, properties } = node.schema;
    const types = Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : [];
    const all = types.length === 0 && properties !== undefined ? ['object'] : types;
    // An object of which a union says everything adds nothing of its own.
    if (all.join() === 'object' && properties === undefined && hasBranches(node)) return [];
    const written = all.map((each) => writers[each]?.(node) ?? 'fc.jsonValue()');
    return written.length < 2 ? written : [`fc.oneof(${written.join(', ')})`];
  };
  return write;
};

const expressionOf = perView(({ schemas, file }) => arbitraryExpression(schemas)(rootOf(file)));

/** Without the fields of which exactly one branch may have its own: the branch that is taken adds them. */
function withoutChoices(node: SchemaNode): SchemaNode {
  const branches = arrayAt(node.schema, 'oneOf');
  if (branches.length === 0 || !branches.every(isRequiredAlone)) return node;
  const chosen = new Set(branches.flatMap((branch) => arrayAt(branch, 'required')));
  const kept = Object.entries(objectAt(node.schema, 'properties')).filter(([name]) => !chosen.has(name));
  return { ...node, schema: { ...node.schema, properties: Object.fromEntries(kept) } };
}

const isRequiredAlone = (branch: unknown): branch is JsonObject =>
  isObject(branch) && Object.keys(branch).every((key) => ['required', 'title', 'description'].includes(key));

const hasBranches = ({ schema }: SchemaNode): boolean =>
  ['oneOf', 'anyOf', 'allOf'].some((union) => Array.isArray(schema[union]));
