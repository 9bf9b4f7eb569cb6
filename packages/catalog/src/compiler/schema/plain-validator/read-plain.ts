import { isObject, isScalar, type JsonObject, type JsonScalar } from '../../json.ts';
import { formatOf } from './formats.ts';
import type { Limit, OfLists, OfNumbers, OfTexts, Plain, Rules, Type } from './plain-schema.ts';
import { readObject } from './read-object.ts';
import { loopsFrom, type Targets, type Within } from './targets.ts';

/** Far less than `layoutCode` can indent: a schema within another is at most three blocks further in. */
const deepest = 16;

/**
 * A lean schema (`leanSchema`) if it is plain: one that Ajv accepts in strict mode beyond doubt, and whose code we know how
 * to write. undefined says only that Ajv has to be asked.
 */
export function readPlain(schema: unknown, targets: Targets, depth = 0): Plain | undefined {
  if (!isObject(schema) || depth > deepest) return undefined;
  const keys = Object.keys(schema);
  if (keys.length === 0) return { kind: 'anything' };
  if ('$ref' in schema) return keys.length === 1 ? readReference(schema.$ref, targets) : undefined;
  if (!('type' in schema))
    return hasOnly(schema, literalKeywords) ? readTyped(schema, undefined, undefined) : undefined;
  const { type } = schema;
  if (typeof type !== 'string' || !Object.hasOwn(ruleReaders, type)) return undefined;
  const read = ruleReaders[type as Type];
  if (!hasOnly(schema, read.keywords)) return undefined;
  if (keys.every((key) => literalKeywords.includes(key))) return readTyped(schema, type as Type, undefined);
  const rules = read.rules(schema, (within) => readPlain(within, targets, depth + 1), targets);
  return rules && readTyped(schema, type as Type, rules);
}

interface RuleReader {
  readonly keywords: readonly string[];
  rules(schema: JsonObject, within: Within, targets: Targets): Rules | undefined;
}

const hasOnly = (schema: JsonObject, keys: readonly string[]): boolean =>
  Object.keys(schema).every((key) => keys.includes(key));

const literalKeywords: readonly string[] = ['type', 'const', 'enum'];
/** In the order of Ajv's rules. */
const numberLimits: readonly string[] = ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum'];
const textLimits: readonly string[] = ['maxLength', 'minLength'];
const listLimits: readonly string[] = ['maxItems', 'minItems'];

const nothing: RuleReader = { keywords: literalKeywords, rules: () => undefined };
const ofNumbers: RuleReader = { keywords: [...literalKeywords, ...numberLimits], rules: readNumber };

const ruleReaders: Readonly<Record<Type, RuleReader>> = {
  null: nothing,
  boolean: nothing,
  integer: ofNumbers,
  number: ofNumbers,
  string: { keywords: [...literalKeywords, ...textLimits, 'pattern', 'format'], rules: readText },
  array: { keywords: ['type', ...listLimits, 'items'], rules: readList },
  object: {
    keywords: ['type', 'required', 'additionalProperties', 'properties', 'discriminator', 'oneOf'],
    rules: readObject,
  },
};

function readReference(ref: unknown, targets: Targets): Plain | undefined {
  const file = typeof ref === 'string' ? targets.fileOf(ref) : undefined;
  return file === undefined ? undefined : { kind: 'reference', file };
}

function readTyped(schema: JsonObject, type: Type | undefined, rules: Rules | undefined): Plain | undefined {
  const { const: value, enum: values } = schema;
  const constant = isScalar(value) ? { value } : undefined;
  const allowed = isScalars(values) ? values : undefined;
  if (('const' in schema && constant === undefined) || ('enum' in schema && allowed === undefined)) return undefined;
  return { kind: 'typed', type, constant, allowed, rules };
}

const isScalars = (values: unknown): values is readonly JsonScalar[] =>
  Array.isArray(values) && values.length > 0 && values.length < loopsFrom && values.every(isScalar);

function limitsOf(schema: JsonObject, keywords: readonly string[]): readonly Limit[] | undefined {
  const limits: Limit[] = [];
  for (const keyword of keywords) {
    if (!(keyword in schema)) continue;
    const limit = schema[keyword];
    if (typeof limit !== 'number') return undefined;
    limits.push({ keyword, limit });
  }
  return limits;
}

function readNumber(schema: JsonObject): OfNumbers | undefined {
  const limits = limitsOf(schema, numberLimits);
  return limits && { of: 'number', limits };
}

function readText(schema: JsonObject): OfTexts | undefined {
  const { pattern, format } = schema;
  const limits = limitsOf(schema, textLimits);
  if (limits === undefined) return undefined;
  if (pattern !== undefined && (typeof pattern !== 'string' || !isExpression(pattern))) return undefined;
  if (format !== undefined && (typeof format !== 'string' || formatOf(format) === undefined)) return undefined;
  return { of: 'string', limits, pattern, format };
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') !== undefined;
  } catch {
    return false;
  }
}

function readList(schema: JsonObject, within: Within): OfLists | undefined {
  const limits = limitsOf(schema, listLimits);
  const items = 'items' in schema ? within(schema.items) : undefined;
  if (limits === undefined || ('items' in schema && items === undefined)) return undefined;
  return { of: 'array', limits, items };
}
