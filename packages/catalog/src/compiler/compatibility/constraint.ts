import { isObject, type JsonObject } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { annotationKeywords, schemaMapKeywords, vocabulary } from '../schema/vocabulary.ts';

/** A schema and the schemas that its references lead to: in two versions of a catalog one path means two things. */
export interface Constraint extends SchemaNode {
  readonly schemas: Schemas;
}

/** Schemas that hold together; an empty list allows everything. */
export type Conjunction = readonly Constraint[];

/** The schema at a keyword; true is `{}` and false is `{ not: {} }` (draft-07 core, section 4.3.2). */
export function part(node: Constraint, ...tokens: readonly (string | number)[]): Constraint | undefined {
  let value: unknown = node.schema;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[token];
  }
  const schema = value === true ? {} : value === false ? { not: {} } : value;
  return isObject(schema) ? { ...node, pointer: pointerTo(node.pointer, ...tokens), schema } : undefined;
}

/** The schemas of a keyword that holds a list. */
export function partsOf(node: Constraint, keyword: string): readonly Constraint[] {
  const list = node.schema[keyword];
  return Array.isArray(list)
    ? list.map((_, index) => part(node, keyword, index)).filter((found) => found !== undefined)
    : [];
}

export const resolved = (node: Constraint): Constraint => ({
  ...dereference(node.schemas, node),
  schemas: node.schemas,
});

/** The same place with other words: what a rule makes of a schema. */
export const saying = (node: Constraint, schema: JsonObject): Constraint => ({ ...node, schema });

export const without = (node: Constraint, ...keywords: readonly string[]): Constraint =>
  saying(node, Object.fromEntries(Object.entries(node.schema).filter(([keyword]) => !keywords.includes(keyword))));

/** References followed and every `allOf` spread out, what is said twice once. */
export function flattened(constraints: Conjunction): Conjunction {
  const seen = new Map<string, Constraint>();
  const visit = (constraint: Constraint): void => {
    const node = doubleNegation(resolved(constraint));
    const own = 'allOf' in node.schema ? without(node, 'allOf') : node;
    const key = canonical(own);
    if (key !== '{}' && !seen.has(key)) seen.set(key, own);
    for (const each of partsOf(node, 'allOf')) visit(each);
  };
  for (const constraint of constraints) visit(constraint);
  return [...seen.values()];
}

/** What is excluded from what is excluded, where a schema says nothing else. */
export function doubleNegation(node: Constraint): Constraint {
  const excluded = Object.keys(node.schema).join() === 'not' ? part(node, 'not') : undefined;
  const inner =
    excluded !== undefined && Object.keys(excluded.schema).join() === 'not' ? part(excluded, 'not') : undefined;
  return inner === undefined ? node : doubleNegation(resolved(inner));
}

const texts = new WeakMap<object, string>();

/** What a schema allows as one text: references written out, annotations dropped, keys in order. Itself a schema. */
export function canonical(node: Constraint): string {
  const known = texts.get(node.schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(plain(node));
  texts.set(node.schema, text);
  return text;
}

const silent: ReadonlySet<string> = new Set([...annotationKeywords, ...vocabulary, '$schema', 'definitions']);
const verbatim: ReadonlySet<string> = new Set(['const', 'enum']);

function plain(node: Constraint): JsonObject {
  const target = resolved(node);
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within);
    return isObject(value) ? plain(saying(target, value)) : value;
  };
  const entries = Object.entries(target.schema)
    .filter(([keyword]) => !silent.has(keyword))
    .map(([keyword, value]): readonly [string, unknown] => {
      if (verbatim.has(keyword)) return [keyword, value];
      if (keyword === 'required' && Array.isArray(value)) return [keyword, value.toSorted()];
      if (!schemaMapKeywords.includes(keyword) || !isObject(value)) return [keyword, within(value)];
      const fields = Object.entries(value).map(([name, schema]) => [name, within(schema)] as const);
      return [keyword, Object.fromEntries(fields.toSorted(byKey))];
    });
  return Object.fromEntries(entries.toSorted(byKey));
}

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

/** Whether a schema allows nothing, in so many words. */
export const isFalse = (node: Constraint): boolean => canonical(node) === '{"not":{}}';
