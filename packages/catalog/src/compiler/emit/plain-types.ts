import { isObject, isScalar, type JsonObject } from '../json.ts';

/**
 * Most schemas of a catalog are plain: objects of scalars, lists, references and titled unions. Their types are written
 * here, to the letter as json-schema-to-typescript and `layoutTypes` write them, in a hundredth of the time
 * (plain-types.test.ts holds the two against each other). What is not plain is left to that package.
 */
export function plainTypes(name: string, schema: JsonObject): string | undefined {
  const root = plain({ ...schema, title: name });
  if (root === undefined) return undefined;
  const names = namesWithin(root);
  if (new Set(names).size !== names.length) return undefined;
  return `${[...aliases(root), ...interfaces(root)].join('\n\n')}\n`;
}

interface Common {
  readonly name: string | undefined;
  readonly comment: string | undefined;
}

interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Plain;
}

type Plain = Common &
  (
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'union'; readonly members: readonly Plain[] }
    | { readonly kind: 'array'; readonly items: Plain }
    | { readonly kind: 'object'; readonly fields: readonly Field[] }
  );

/** A name that json-schema-to-typescript leaves as it is. */
const steadyName = /^[A-Z][A-Za-z]*\d*$/;
const identifier = /^[A-Za-z_$][\w$]*$/;
/** Of one line, and nothing in it that ends a comment or would be trimmed. */
const sentence = /^(?!.*\*\/)\S(?:[^\r\n\u2028\u2029]*\S)?$/;
/** Neither quotes nor escapes, nor what a type is made of. */
const word = /^[\w .:@+-]*$/;

const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

function plain(schema: unknown): Plain | undefined {
  if (!isObject(schema)) return undefined;
  const { title, description, ...rest } = schema;
  if (!isTextOf(title, steadyName) || !isTextOf(description, sentence)) return undefined;
  return shapeOf(rest, { name: title, comment: description });
}

const isTextOf = (value: unknown, form: RegExp): value is string | undefined =>
  value === undefined || (typeof value === 'string' && form.test(value));

function shapeOf(rest: JsonObject, common: Common): Plain | undefined {
  if ('tsType' in rest) return common.name === undefined ? referenceType(rest, common) : undefined;
  if ('enum' in rest || 'const' in rest) return literals(rest, common);
  if ('oneOf' in rest || 'anyOf' in rest) return union(rest, common);
  if (rest.type === 'array') return list(rest, common);
  if (rest.type === 'object') return record(rest, common);
  const text = scalars[String(rest.type)];
  return text !== undefined && typeof rest.type === 'string' && hasOnly(rest, ['type'])
    ? { ...common, kind: 'text', text }
    : undefined;
}

const hasOnly = (schema: JsonObject, keys: readonly string[]): boolean =>
  Object.keys(schema).every((key) => keys.includes(key));

function referenceType(schema: JsonObject, common: Common): Plain | undefined {
  const { tsType } = schema;
  return typeof tsType === 'string' && identifier.test(tsType) && hasOnly(schema, ['tsType'])
    ? { ...common, kind: 'text', text: tsType }
    : undefined;
}

function literals(schema: JsonObject, common: Common): Plain | undefined {
  if (!hasOnly(schema, ['type', 'const', 'enum']) || ('const' in schema && 'enum' in schema)) return undefined;
  if ('type' in schema && !['string', 'integer', 'number', 'boolean'].includes(String(schema.type))) return undefined;
  const values: readonly unknown[] = Array.isArray(schema.enum) ? schema.enum : [schema.const];
  const texts = values.map((value) =>
    typeof value === 'string' ? (word.test(value) ? `'${value}'` : undefined) : scalarText(value),
  );
  if (texts.length === 0 || new Set(texts).size !== texts.length) return undefined;
  const members = texts.flatMap((text) => (text === undefined ? [] : [literal(text)]));
  return members.length === texts.length ? { ...common, kind: 'union', members } : undefined;
}

const scalarText = (value: unknown): string | undefined => (isScalar(value) ? JSON.stringify(value) : undefined);

const literal = (text: string): Plain => ({ kind: 'text', text, name: undefined, comment: undefined });

/** Types that have names, and nothing else: what has none may be one that another has a name for. */
function union(schema: JsonObject, common: Common): Plain | undefined {
  const branches = schema.oneOf ?? schema.anyOf;
  if (Object.keys(schema).length !== 1 || !Array.isArray(branches) || branches.length < 2) return undefined;
  const members = branches.map(plain);
  const texts = new Set<string>();
  for (const member of members) {
    if (member === undefined || (member.name === undefined && !isReference(member))) return undefined;
    texts.add(typeText(member, ''));
  }
  return texts.size === members.length
    ? { ...common, kind: 'union', members: members.filter((member) => member !== undefined) }
    : undefined;
}

const isReference = ({ kind, ...node }: Plain): boolean =>
  kind === 'text' && 'text' in node && steadyName.test(node.text);

function list(schema: JsonObject, common: Common): Plain | undefined {
  const items = hasOnly(schema, ['type', 'items']) ? plain(schema.items) : undefined;
  if (items === undefined) return undefined;
  const isSimple =
    items.name !== undefined || items.kind === 'text' || (items.kind === 'union' && items.members.length > 1);
  return isSimple && (items.comment === undefined || !/(^|\s)@\w/.test(items.comment))
    ? { ...common, kind: 'array', items }
    : undefined;
}

function record(schema: JsonObject, common: Common): Plain | undefined {
  const { properties, required = [], additionalProperties = false } = schema;
  if (!hasOnly(schema, ['type', 'properties', 'required', 'additionalProperties'])) return undefined;
  if (!isObject(properties) || !Array.isArray(required) || additionalProperties !== false) return undefined;
  const names = Object.keys(properties);
  if (names.length === 0 || !required.every((name) => names.includes(name))) return undefined;
  const fields: Field[] = [];
  for (const [name, property] of Object.entries(properties)) {
    const type = identifier.test(name) ? plain(property) : undefined;
    if (type === undefined) return undefined;
    fields.push({ name, optional: !required.includes(name), type });
  }
  return { ...common, kind: 'object', fields };
}

function within(node: Plain): readonly Plain[] {
  if (node.kind === 'union') return node.members;
  if (node.kind === 'array') return [node.items];
  return node.kind === 'object' ? node.fields.map(({ type }) => type) : [];
}

const namesWithin = (node: Plain): readonly string[] => [
  ...(node.name === undefined ? [] : [node.name]),
  ...within(node).flatMap(namesWithin),
];

/** The declarations of what is no object: a list comes after what it holds. */
function aliases(node: Plain): readonly string[] {
  const inner = within(node).flatMap(aliases);
  if (node.name === undefined || node.kind === 'object') return inner;
  const own = `${commentLines(commentOf(node), '')}export type ${node.name} = ${bodyText(node, '')};`;
  return node.kind === 'array' ? [...inner, own] : [own, ...inner];
}

/** The declarations of objects, each before those in it. */
function interfaces(node: Plain): readonly string[] {
  const inner = within(node).flatMap(interfaces);
  if (node.name === undefined || node.kind !== 'object') return inner;
  const comment = commentLines(node.comment, '');
  return [`${comment}export interface ${node.name} ${fieldsText(node.fields, '')}`, ...inner];
}

const typeText = (node: Plain, indent: string): string => node.name ?? bodyText(node, indent);

function bodyText(node: Plain, indent: string): string {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'union') return node.members.map((member) => typeText(member, indent)).join(' | ');
  if (node.kind === 'object') return fieldsText(node.fields, indent);
  const items = typeText(node.items, indent);
  return node.items.name === undefined && node.items.kind === 'union' ? `readonly (${items})[]` : `readonly ${items}[]`;
}

function fieldsText(fields: readonly Field[], indent: string): string {
  const inner = `${indent}  `;
  const lines = fields.map(({ name, optional, type }) => {
    const comment = type.name === undefined ? commentLines(commentOf(type), inner) : '';
    return `${comment}${inner}readonly ${name}${optional ? '?' : ''}: ${typeText(type, inner)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

/** What a list's items are described as is said with the list, as items have no line of their own. */
function commentOf(node: Plain): readonly string[] | string | undefined {
  if (node.kind !== 'array' || node.items.name !== undefined || node.items.comment === undefined) return node.comment;
  const items = `Items: ${node.items.comment}`;
  return node.comment === undefined ? items : [node.comment, '', items];
}

function commentLines(comment: readonly string[] | string | undefined, indent: string): string {
  if (comment === undefined) return '';
  if (typeof comment === 'string') return `${indent}/** ${comment} */\n`;
  const lines = comment.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`);
  return `${indent}/**\n${lines.join('')}${indent} */\n`;
}
