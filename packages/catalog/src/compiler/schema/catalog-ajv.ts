import { Ajv, type Options } from 'ajv';
import { ValueScope } from 'ajv/dist/compile/codegen/scope.js';
import addFormats from 'ajv-formats';
import { isObject, type JsonObject } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { perObject } from '../remember.ts';
import { discriminatorOf } from './discriminator.ts';
import { withExactMultipleOf } from './multiple-of.ts';
import { dereference, type SchemaNode, type Schemas } from './schema-node.ts';
import { annotationKeywords, vocabulary } from './vocabulary.ts';

const base = 'catalog:///';

/** The name by which an `Ajv` of `catalogAjv` knows a schema of the catalog. */
export const schemaKey = (file: string): string => `${base}${file}`;

/** An Ajv in strict mode that knows the given files of the catalog, annotations left out. */
export function catalogAjv(schemas: Schemas, files: Iterable<string>, options: Options = noOptions): Ajv {
  const ajv = withoutSchemas(templateOf(options));
  for (const file of files) {
    const schema = schemas.get(file)?.schema;
    if (schema === undefined) continue;
    ajv.addSchema({ ...leanSchema(schemas, { file, pointer: '', schema }), $id: schemaKey(file) });
  }
  return ajv;
}

const noOptions: Options = {};

/** Strict, but for `required` without `properties` beside it (`checkRequired` looks for typos) and lists of types. */
const strict: Options = { strict: true, strictRequired: false, allowUnionTypes: true };

const templateOf = perObject((options: Options): Ajv => {
  const ajv = new Ajv({ ...strict, allErrors: true, discriminator: true, validateSchema: false, ...options });
  withExactMultipleOf(ajv);
  // ajv-formats is CommonJS and types its callable as `default`.
  addFormats.default(ajv);
  ajv.addVocabulary([...vocabulary]);
  return ajv;
});

/**
 * An Ajv with the keywords and formats of another, and with none of its schemas: to make a new one for each schema takes a
 * tenth of the time that its code takes. The fields are those that Ajv's constructor begins with.
 */
function withoutSchemas(template: Ajv): Ajv {
  return Object.assign(Object.create(Ajv.prototype) as Ajv, template, {
    schemas: {},
    refs: {},
    _compilations: new Set(),
    _loading: {},
    _cache: new Map(),
    scope: new ValueScope({ ...template.scope.opts, scope: {} }),
  });
}

/** The schema as Ajv gets it: without annotations, and with Ajv's `discriminator` where a oneOf has one, so that errors name one branch. */
export function leanSchema(schemas: Schemas, node: SchemaNode): JsonObject {
  const lean = Object.fromEntries(
    Object.entries(node.schema)
      .filter(([key]) => !annotationKeywords.includes(key) && !vocabulary.includes(key) && key !== '$schema')
      .map(([key, value]) => [key, prepareKeyword(schemas, node, key, value)]),
  );
  const discriminator = discriminatorOf(schemas, node);
  if (discriminator === undefined) return lean;
  const branches = Array.isArray(node.schema.oneOf) ? node.schema.oneOf : [];
  return {
    ...lean,
    type: 'object',
    discriminator: { propertyName: discriminator },
    required: [...new Set([...(Array.isArray(lean.required) ? lean.required : []), discriminator])],
    properties: { ...(isObject(lean.properties) ? lean.properties : {}), [discriminator]: { type: 'string' } },
    oneOf: branches.map((_, index) => inlineBranch(schemas, node, index)),
  };
}

/** Ajv reads a discriminator's constants from the branches themselves. */
function inlineBranch(schemas: Schemas, node: SchemaNode, index: number): unknown {
  const branch = {
    file: node.file,
    pointer: pointerTo(node.pointer, 'oneOf', index),
    schema: branchAt(node.schema, index),
  };
  const target = dereference(schemas, branch);
  return target.file === node.file ? leanSchema(schemas, target) : leanSchema(schemas, branch);
}

function branchAt(schema: JsonObject, index: number): JsonObject {
  const branches = schema.oneOf;
  const branch: unknown = Array.isArray(branches) ? branches[index] : undefined;
  return isObject(branch) ? branch : {};
}

const verbatim: ReadonlySet<string> = new Set(['const', 'enum', 'required']);
const keyed: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions', 'dependencies']);

function prepareKeyword(schemas: Schemas, node: SchemaNode, key: string, value: unknown): unknown {
  const within = (schema: unknown, ...tokens: readonly (string | number)[]): unknown =>
    isObject(schema)
      ? leanSchema(schemas, { file: node.file, pointer: pointerTo(node.pointer, key, ...tokens), schema })
      : schema;
  if (verbatim.has(key)) return value;
  if (keyed.has(key) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, within(schema, name)]));
  }
  if (Array.isArray(value)) return value.map((schema, index) => within(schema, index));
  return within(value);
}
