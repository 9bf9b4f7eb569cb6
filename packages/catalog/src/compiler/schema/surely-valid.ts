import ajvFormats from 'ajv-formats/dist/formats.js';
import { isMultipleOf } from '../decimal.ts';
import { isObject, isScalar, objectAt } from '../json.ts';
import { perObject } from '../remember.ts';
import { branchesOf, discriminatorOf } from './discriminator.ts';
import { child, dereference, type SchemaNode, type Schemas } from './schema-node.ts';
import { annotationKeywords, vocabulary } from './vocabulary.ts';

/**
 * Whether a value is valid beyond doubt. `false` says only that Ajv has to be asked: that it is not valid, or that its
 * schema asks something that is not looked at here. Most examples are seen to be valid at once, and for them no function
 * has to be made; a property test holds this to Ajv's verdict.
 */
export function surelyValid(schemas: Schemas, node: SchemaNode, value: unknown): boolean {
  const found = dereference(schemas, node);
  if (found.schema.$ref !== undefined) return false;
  return Object.entries(found.schema).every(([keyword, said]) =>
    (keywords[keyword] ?? unknown)({ schemas, node: found, keyword, said }, value),
  );
}

interface Asked {
  readonly schemas: Schemas;
  readonly node: SchemaNode;
  readonly keyword: string;
  readonly said: unknown;
}

type Judge = (asked: Asked, value: unknown) => boolean;

const unknown: Judge = () => false;
const nothingAsked: Judge = () => true;

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: (value) => Array.isArray(value),
  object: isObject,
};

const ofNumber =
  (holds: (value: number, limit: number) => boolean): Judge =>
  ({ said }, value) =>
    typeof value !== 'number' || (typeof said === 'number' && holds(value, said));

/** Length counts characters and not UTF-16 units (JSON Schema Validation draft-07, 6.3.1). */
const ofText =
  (holds: (length: number, limit: number) => boolean): Judge =>
  ({ said }, value) =>
    typeof value !== 'string' || (typeof said === 'number' && holds([...value].length, said));

const ofList =
  (holds: (length: number, limit: number) => boolean): Judge =>
  ({ said }, value) =>
    !Array.isArray(value) || (typeof said === 'number' && holds(value.length, said));

const scalarIn = (values: readonly unknown[], value: unknown): boolean => isScalar(value) && values.includes(value);

const keywords: Readonly<Record<string, Judge>> = {
  ...Object.fromEntries(
    [...annotationKeywords, ...vocabulary, '$schema', 'definitions'].map((it) => [it, nothingAsked]),
  ),
  type: ({ said }, value) =>
    (Array.isArray(said) ? said : [said]).some((type) => types[String(type)]?.(value) === true),
  enum: ({ said }, value) => Array.isArray(said) && scalarIn(said, value),
  const: ({ said }, value) => scalarIn([said], value),
  minimum: ofNumber((value, limit) => value >= limit),
  maximum: ofNumber((value, limit) => value <= limit),
  exclusiveMinimum: ofNumber((value, limit) => value > limit),
  exclusiveMaximum: ofNumber((value, limit) => value < limit),
  multipleOf: ofNumber(isMultipleOf),
  minLength: ofText((length, limit) => length >= limit),
  maxLength: ofText((length, limit) => length <= limit),
  minItems: ofList((length, limit) => length >= limit),
  maxItems: ofList((length, limit) => length <= limit),
  pattern: ({ said }, value) => typeof value !== 'string' || (typeof said === 'string' && matches(said, value)),
  format: ({ said }, value) => typeof value !== 'string' || (typeof said === 'string' && hasFormat(said, value)),
  required: ({ said }, value) =>
    !isObject(value) || (Array.isArray(said) && said.every((name) => Object.hasOwn(value, String(name)))),
  properties: (asked, value) => !isObject(value) || haveFields(asked, value),
  additionalProperties: ({ said, node }, value) => !isObject(value) || hasOnlyKnown(said, node, value),
  items: (asked, value) => !Array.isArray(value) || haveItems(asked, value),
  allOf: ({ schemas, node, said }, value) =>
    Array.isArray(said) && said.every((_, index) => holdsAt({ schemas, node, tokens: ['allOf', index] }, value)),
  anyOf: ({ schemas, node, said }, value) =>
    Array.isArray(said) && said.some((_, index) => holdsAt({ schemas, node, tokens: ['anyOf', index] }, value)),
  oneOf: ({ schemas, node }, value) => isObject(value) && holdsInBranch(schemas, node, value),
};

interface At {
  readonly schemas: Schemas;
  readonly node: SchemaNode;
  readonly tokens: readonly (string | number)[];
}

function holdsAt({ schemas, node, tokens }: At, value: unknown): boolean {
  const within = child(node, ...tokens);
  return within !== undefined && surelyValid(schemas, within, value);
}

const haveFields = ({ schemas, node, said }: Asked, value: object): boolean =>
  Object.entries(value).every(
    ([name, field]) =>
      !Object.hasOwn(Object(said), name) || holdsAt({ schemas, node, tokens: ['properties', name] }, field),
  );

const hasOnlyKnown = (said: unknown, { schema }: SchemaNode, value: object): boolean =>
  said === true ||
  (said === false &&
    schema.patternProperties === undefined &&
    Object.keys(value).every((name) => Object.hasOwn(objectAt(schema, 'properties'), name)));

const haveItems = ({ schemas, node, said }: Asked, value: readonly unknown[]): boolean =>
  isObject(said) && value.every((item) => holdsAt({ schemas, node, tokens: ['items'] }, item));

/** Where a tag tells the branches apart, no other branch can hold. */
function holdsInBranch(schemas: Schemas, node: SchemaNode, value: Readonly<Record<string, unknown>>): boolean {
  const tag = discriminatorOf(schemas, node);
  if (tag === undefined || !Object.hasOwn(value, tag)) return false;
  const chosen = branchesOf(schemas, node).find((branch) => {
    const property = child(branch, 'properties', tag);
    return property !== undefined && dereference(schemas, property).schema.const === value[tag];
  });
  return chosen !== undefined && surelyValid(schemas, chosen, value);
}

/** As Ajv reads patterns: with the flag u. */
const expressions = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  const expression = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, expression);
  return expression.test(value);
}

const formats: Readonly<Record<string, unknown>> = ajvFormats.fullFormats;

const checkOf = perObject((format: object): ((value: string) => boolean) => {
  if (format instanceof RegExp) return (value) => format.test(value);
  if (typeof format === 'function') return (value) => format(value) === true;
  const { validate, type } = format as { readonly validate?: unknown; readonly type?: unknown };
  if (type === 'number' || typeof validate !== 'object' || validate === null)
    return typeof validate === 'function' && type !== 'number' ? (value) => validate(value) === true : () => false;
  return checkOf(validate);
});

function hasFormat(name: string, value: string): boolean {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === true) return true;
  return typeof format === 'object' || typeof format === 'function' ? format !== null && checkOf(format)(value) : false;
}
