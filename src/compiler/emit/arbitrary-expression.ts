import { arrayAt, isObject, objectAt } from '../json.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { literal, propertyName } from './literal.ts';

/** How much longer than they must be lists and texts are made. */
const ROOM = { items: 3, characters: 24 };

type Write = (node: SchemaNode) => string;

const numberAt = ({ schema }: SchemaNode, keyword: string): number | undefined => {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
};

/** `{ min: 1, max: 9 }`, without what is not known. */
const options = (entries: Readonly<Record<string, string | number | boolean | undefined>>): string => {
  const known = Object.entries(entries).filter(([, value]) => value !== undefined);
  return known.length === 0 ? '' : `{ ${known.map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
};

const lengths = (
  node: SchemaNode,
  least: string,
  most: string,
  room: number,
): { minLength: number; maxLength: number } => {
  const minLength = numberAt(node, least) ?? 0;
  return { minLength, maxLength: Math.min(numberAt(node, most) ?? Number.POSITIVE_INFINITY, minLength + room) };
};

const YEARS =
  "{ min: new Date('1970-01-01T00:00:00.000Z'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true }";

const formats: Readonly<Record<string, string>> = {
  'date-time': `fc.date(${YEARS}).map((date) => date.toISOString())`,
  date: `fc.date(${YEARS}).map((date) => date.toISOString().slice(0, 10))`,
  uuid: 'fc.uuid()',
  uri: 'fc.webUrl()',
  email: 'fc.emailAddress()',
};

const text: Write = (node) => {
  const { format, pattern } = node.schema;
  const known = typeof format === 'string' ? formats[format] : undefined;
  if (known !== undefined) return known;
  if (typeof pattern === 'string') return `fc.stringMatching(new RegExp(${literal(pattern)}, 'u'))`;
  return `fc.string(${options({ ...lengths(node, 'minLength', 'maxLength', ROOM.characters) })})`;
};

const integer: Write = (node) => {
  const [least, most] = [numberAt(node, 'minimum'), numberAt(node, 'maximum')];
  const [above, below] = [numberAt(node, 'exclusiveMinimum'), numberAt(node, 'exclusiveMaximum')];
  const min = least ?? (above === undefined ? undefined : above + 1);
  const max = most ?? (below === undefined ? undefined : below - 1);
  return `fc.integer(${options({ min, max })})`;
};

const fraction: Write = (node) => {
  const [least, most] = [numberAt(node, 'minimum'), numberAt(node, 'maximum')];
  const [above, below] = [numberAt(node, 'exclusiveMinimum'), numberAt(node, 'exclusiveMaximum')];
  const exclusive = {
    minExcluded: above === undefined ? undefined : true,
    maxExcluded: below === undefined ? undefined : true,
  };
  return `fc.double(${options({ min: least ?? above, max: most ?? below, ...exclusive, noNaN: true, noDefaultInfinity: true })})`;
};

/** JSON schemas as fast-check's calls, as text. What it cannot say exactly is left to the filter by the validator. */
export const arbitraryExpression = (schemas: Schemas): Write => {
  const write: Write = (node) => {
    const found = dereference(schemas, node);
    const { schema } = found;
    if (schema.const !== undefined) return `fc.constant(${literal(schema.const)})`;
    if (Array.isArray(schema.enum)) return `fc.constantFrom(${schema.enum.map((value) => literal(value)).join(', ')})`;
    const parts = [...together(found), ...alternatives(found)];
    const [only = 'fc.jsonValue()'] = parts;
    if (parts.length < 2) return only;
    return `fc.tuple(${parts.join(', ')}).map((parts): object => Object.assign({}, ...parts))`;
  };
  const writeAt = (node: SchemaNode, ...tokens: readonly (string | number)[]): string => {
    const inner = child(node, ...tokens);
    return inner === undefined ? 'fc.jsonValue()' : write(inner);
  };
  const together = (node: SchemaNode): readonly string[] => [
    ...typed(node),
    ...arrayAt(node.schema, 'allOf').map((_, index) => writeAt(node, 'allOf', index)),
  ];
  const alternatives = (node: SchemaNode): readonly string[] =>
    ['oneOf', 'anyOf'].flatMap((union) => {
      const branches = arrayAt(node.schema, union).map((_, index) => writeAt(node, union, index));
      return branches.length === 0 ? [] : [`fc.oneof(${branches.join(', ')})`];
    });
  const record: Write = (node) => {
    const fields = Object.keys(objectAt(node.schema, 'properties'));
    const required = arrayAt(node.schema, 'required').filter((name) => fields.includes(String(name)));
    const members = fields.map((name) => `${propertyName(name)}: ${writeAt(node, 'properties', name)}`);
    return `fc.record({ ${members.join(', ')} }, { requiredKeys: ${literal(required)}, noNullPrototype: true })`;
  };
  const list: Write = (node) => {
    const item = isObject(node.schema.items) ? writeAt(node, 'items') : 'fc.jsonValue()';
    const { minLength, maxLength } = lengths(node, 'minItems', 'maxItems', ROOM.items);
    const size = options({ minLength, maxLength });
    if (node.schema.uniqueItems !== true) return `fc.array(${item}, ${size})`;
    return `fc.uniqueArray(${item}, ${options({ minLength, maxLength, selector: '(item) => JSON.stringify(item)' })})`;
  };
  const writers: Readonly<Record<string, Write>> = {
    ...{ object: record, array: list, string: text, integer, number: fraction },
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

const hasBranches = ({ schema }: SchemaNode): boolean =>
  ['oneOf', 'anyOf', 'allOf'].some((union) => Array.isArray(schema[union]));
