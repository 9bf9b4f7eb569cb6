import { isObject, isScalar } from '../json.ts';

type Holds = (value: unknown) => boolean;

const isText: Holds = (value) => typeof value === 'string';
const isNumber: Holds = (value) => typeof value === 'number';
const isFlag: Holds = (value) => typeof value === 'boolean';
const isList: Holds = (value) => Array.isArray(value);
const isCount: Holds = (value) => Number.isInteger(value) && Number(value) >= 0;
const isAnything: Holds = () => true;
const areDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const isTexts: Holds = (value) => Array.isArray(value) && value.every(isText) && areDistinct(value);
const isSchema: Holds = (value) => typeof value === 'boolean' || surelyDraft07(value);
const areSchemas: Holds = (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isMap: Holds = (value) => isObject(value) && Object.values(value).every(isSchema);

const TYPES: ReadonlySet<unknown> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const isType: Holds = (value) => TYPES.has(value);
const areTypes: Holds = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isType) && areDistinct(value);

const all = (holds: Holds, ...keywords: readonly string[]): readonly (readonly [string, Holds])[] =>
  keywords.map((keyword) => [keyword, holds]);

/** What draft-07's own schema asks of each keyword (json-schema.org/draft-07/schema), but for formats of texts. */
const KEYWORDS: ReadonlyMap<string, Holds> = new Map([
  ...all(isText, '$schema', '$comment', 'title', 'description', 'pattern', 'format', '$ref'),
  ...all(isText, 'contentMediaType', 'contentEncoding'),
  ...all(isNumber, 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'),
  ...all(isCount, 'maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties'),
  ...all(isFlag, 'uniqueItems', 'readOnly', 'deprecated'),
  ...all(isList, 'examples'),
  ...all(isAnything, 'const', 'default'),
  ...all(isSchema, 'additionalItems', 'additionalProperties', 'contains', 'propertyNames', 'if', 'then', 'else', 'not'),
  ...all(areSchemas, 'allOf', 'anyOf', 'oneOf'),
  ...all(isMap, 'definitions', 'properties', 'patternProperties'),
  ...all(isTexts, 'required'),
  ['enum', (value) => Array.isArray(value) && value.length > 0 && value.every(isScalar) && areDistinct(value)],
  ['multipleOf', (value) => typeof value === 'number' && value > 0],
  ['items', (value) => isSchema(value) || areSchemas(value)],
  ['type', (value) => isType(value) || areTypes(value)],
]);

/**
 * Whether a schema is one of draft-07: `true` is certain, and `false` says that its own schema has to be asked: by Ajv,
 * which takes five times as long.
 */
export function surelyDraft07(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  for (const keyword in schema) {
    const holds = KEYWORDS.get(keyword);
    if (holds === undefined ? !keyword.startsWith('x-') : !holds(schema[keyword])) return false;
  }
  return true;
}
