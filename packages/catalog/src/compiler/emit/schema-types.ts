import { arrayAt, isObject, type JsonObject, objectAt, stringAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { resolve, type Schemas } from '../schema/schema-node.ts';
import { typeNameOf } from '../schema/type-names.ts';
import type { SchemaFile } from '../stages.ts';
import { layoutTypes } from './layout-types.ts';
import { propertyName } from './literal.ts';

export interface SchemaTypes {
  /** The declarations of the file's own types. */
  readonly code: string;
  /** The types of other files that they mention: type name to file. */
  readonly imports: ReadonlyMap<string, string>;
}

/**
 * The types of one schema file by json-schema-to-typescript. References reach it as names (`tsType`), so that shared types
 * are imported and not repeated, nothing is numbered, and it reads no file.
 */
export async function schemaTypes(schemas: Schemas, file: SchemaFile): Promise<SchemaTypes> {
  const imports = new Map<string, string>();
  const parts: string[] = [];
  for (const { name, schema } of declarationsOf(file)) {
    const named = asObject(withNames(schema, { schemas, file, imports }));
    parts.push(branded(await packageTypes(name, named), name, schema));
  }
  return { code: parts.join('\n'), imports };
}

/** The types as json-schema-to-typescript sees them, laid out. */
const packageTypes = async (name: string, schema: JsonObject): Promise<string> => {
  const { compile } = await import('json-schema-to-typescript');
  const code = await compile({ ...schema, title: name }, name, {
    additionalProperties: false,
    bannerComment: '',
    declareExternallyReferenced: true,
    enableConstEnums: false,
    format: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: false,
  });
  return layoutTypes(code);
};

function declarationsOf(file: SchemaFile): readonly { readonly name: string; readonly schema: JsonObject }[] {
  const definitions = Object.entries(objectAt(file.schema, 'definitions'));
  return [
    { name: typeNameOf(file, ''), schema: file.schema },
    ...definitions.map(([key, schema]) => ({
      name: typeNameOf(file, pointerTo('/definitions', key)),
      schema: asObject(schema),
    })),
  ];
}

/** A value of a brand is made by whoever has checked it, and by no assignment (`value as RunId`). */
const branded = (code: string, name: string, schema: JsonObject): string =>
  schema['x-brand'] === true
    ? code.replace(/^(export type \w+ = (?:string|number));$/m, `$1 & { readonly '~brand': '${name}' };`)
    : code;

interface Naming {
  readonly schemas: Schemas;
  readonly file: SchemaFile;
  readonly imports: Map<string, string>;
}

/** What json-schema-to-typescript would misread, repeat as noise or fetch is left out. */
const unread: ReadonlySet<string> = new Set([
  ...['$schema', '$comment', 'definitions', 'examples', 'default', 'patternProperties', 'if', 'then', 'else', 'not'],
  ...['format', 'pattern', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minimum', 'maximum'],
  ...[
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minProperties',
    'maxProperties',
    'contains',
    'propertyNames',
  ],
]);

const verbatim: ReadonlySet<string> = new Set(['const', 'enum', 'required']);

function withNames(value: unknown, naming: Naming): unknown {
  if (Array.isArray(value)) return value.map((item) => withNames(item, naming));
  if (!isObject(value)) return value;
  const ref = stringAt(value, '$ref');
  if (ref !== undefined) return named(ref, value, naming);
  const kept = Object.entries(mapped(value)).filter(
    ([key, item]) => !unread.has(key) && !key.startsWith('x-') && !(key === 'additionalProperties' && item === true),
  );
  const schema = withRequired(
    Object.fromEntries(kept.map(([key, item]) => [key, keywordWithNames(key, item, naming)])),
  );
  if (isAnyObject(schema)) return { ...schema, tsType: '{ readonly [field: string]: unknown }' };
  return isAnything(schema) ? { ...schema, tsType: 'unknown' } : schema;
}

/** Fields that are required here and described elsewhere become a type of their own: the package leaves them out. */
function withRequired(schema: JsonObject): JsonObject {
  const names = arrayAt(schema, 'required').map(String);
  const elsewhere = names.filter((name) => !Object.hasOwn(objectAt(schema, 'properties'), name));
  if (elsewhere.length === 0) return schema;
  const tsType = `{ ${elsewhere.map((name) => `readonly ${propertyName(name)}: {} | null`).join('; ')} }`;
  const { required: _, ...rest } = schema;
  const isAlone = Object.keys(rest).every((key) => ['title', 'description', 'type'].includes(key));
  if (isAlone) return { tsType };
  const required = names.filter((name) => !elsewhere.includes(name));
  return { ...rest, ...(required.length === 0 ? {} : { required }), allOf: [...arrayAt(schema, 'allOf'), { tsType }] };
}

/** An object of fields that patterns alone tell apart is a map. */
function mapped(schema: JsonObject): JsonObject {
  const patterned = Object.values(objectAt(schema, 'patternProperties'));
  if (patterned.length === 0 || schema.properties !== undefined || schema.additionalProperties !== false) return schema;
  const [only] = patterned;
  return { ...schema, additionalProperties: patterned.length === 1 ? only : { anyOf: patterned } };
}

function keywordWithNames(key: string, value: unknown, naming: Naming): unknown {
  if (verbatim.has(key)) return value;
  if (key !== 'properties' || !isObject(value)) return withNames(value, naming);
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, withNames(schema, naming)]));
}

function named(ref: string, { description, deprecated }: JsonObject, { schemas, file, imports }: Naming): JsonObject {
  const target = resolve(schemas, file.file, ref);
  const home = schemas.get(target?.file ?? '');
  const name = home === undefined || target === undefined ? 'unknown' : typeNameOf(home, target.pointer);
  if (home !== undefined && home.file !== file.file) imports.set(name, home.file);
  return {
    tsType: name,
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

/** An object that says nothing of its fields. */
function isAnyObject(schema: JsonObject): boolean {
  return (
    schema.type === 'object' &&
    ['properties', 'additionalProperties', 'oneOf', 'anyOf', 'allOf'].every((key) => !(key in schema))
  );
}

/** A schema that says nothing of its values; with a description alone it would be taken for an object. */
const isAnything = (schema: JsonObject): boolean =>
  Object.keys(schema).every((key) => key === 'title' || key === 'description');

const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});
