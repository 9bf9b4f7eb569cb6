import { posix } from 'node:path';
import { isObject, type JsonObject, stringAt } from '../json.ts';
import { pointerTo, valueAt } from '../pointer.ts';
import type { SchemaFile } from '../stages.ts';
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from './vocabulary.ts';

export type Schemas = ReadonlyMap<string, SchemaFile>;

/** A schema and where it stands. */
export interface SchemaNode {
  readonly file: string;
  readonly pointer: string;
  readonly schema: JsonObject;
}

export const rootOf = ({ file, schema }: SchemaFile): SchemaNode => ({ file, pointer: '', schema });

/** The file and pointer that a `$ref` in `file` means; undefined for what is no path within the catalog. */
export function referenceTarget(file: string, ref: string): Target | undefined {
  const known = targets.get(file) ?? new Map<string, Target | undefined>();
  targets.set(file, known);
  if (known.has(ref)) return known.get(ref);
  const [path = '', pointer = ''] = ref.split('#');
  const isWithin = !path.includes(':') && !path.startsWith('/');
  const target = { file: path === '' ? file : posix.join(posix.dirname(file), path), pointer };
  known.set(ref, isWithin ? target : undefined);
  return known.get(ref);
}

interface Target {
  readonly file: string;
  readonly pointer: string;
}

/** A reference means the same whatever the files say; every look into an event follows some. */
const targets = new Map<string, Map<string, Target | undefined>>();

/** The schema that a `$ref` in `file` leads to: a file of the catalog, or one of its definitions. */
export function resolve(schemas: Schemas, file: string, ref: string): SchemaNode | undefined {
  const target = referenceTarget(file, ref);
  if (target === undefined || !/^(\/definitions\/[^/]+)?$/.test(target.pointer)) return undefined;
  const schema = valueAt(schemas.get(target.file)?.schema, target.pointer);
  return isObject(schema) ? { ...target, schema } : undefined;
}

/** Follows `$ref`s to the schema that says something itself. References are closed and acyclic when this is called. */
export function dereference(schemas: Schemas, node: SchemaNode): SchemaNode {
  const ref = stringAt(node.schema, '$ref');
  const target = ref === undefined ? undefined : resolve(schemas, node.file, ref);
  return target === undefined ? node : dereference(schemas, target);
}

export function child(node: SchemaNode, ...tokens: readonly (string | number)[]): SchemaNode | undefined {
  let schema: unknown = node.schema;
  for (const token of tokens) {
    if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, token)) return undefined;
    schema = (schema as Readonly<Record<string | number, unknown>>)[token];
  }
  return isObject(schema) ? { file: node.file, pointer: pointerTo(node.pointer, ...tokens), schema } : undefined;
}

/** The schemas directly within a schema, as the tokens that lead there; boolean schemas have no place here. */
export function children(node: SchemaNode): readonly SchemaNode[] {
  const paths: (readonly (string | number)[])[] = [];
  for (const [keyword, value] of Object.entries(node.schema)) {
    if (schemaListKeywords.includes(keyword) && Array.isArray(value))
      paths.push(...value.map((_, index) => [keyword, index]));
    else if (schemaMapKeywords.includes(keyword) && isObject(value))
      paths.push(...Object.keys(value).map((key) => [keyword, key]));
    else if (schemaKeywords.includes(keyword)) paths.push([keyword]);
  }
  return paths.map((path) => child(node, ...path)).filter((found) => found !== undefined);
}

let latest: { readonly file: SchemaFile; readonly nodes: readonly SchemaNode[] } | undefined;

/** Every schema in a file. Several checks ask for those of one file after the other; to keep all would be much memory. */
export function schemasIn(file: SchemaFile): readonly SchemaNode[] {
  if (latest?.file !== file) latest = { file, nodes: descendants(rootOf(file)) };
  return latest.nodes;
}

/** A schema and everything within it, parents first, without following references. */
export function descendants(node: SchemaNode): readonly SchemaNode[] {
  return [node, ...children(node).flatMap(descendants)];
}
