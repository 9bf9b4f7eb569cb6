import type { Violation } from '@carillon/runtime/descriptor';
import type { ErrorObject } from 'ajv';

/** What a sentence is made of: only what Ajv says of the schema, so that no message repeats a value. */
type Params = Readonly<Record<string, unknown>>;
type Sentence = (params: Params) => string;

/** An error of Ajv, as far as it is read; emitted validators leave out the rest. */
export type AjvError = Pick<ErrorObject, 'instancePath' | 'keyword' | 'params'>;

/** Ajv's errors as violations. A condition's own error only repeats that its branch failed. */
export function violationsOf(errors: readonly AjvError[] | null | undefined): readonly Violation[] {
  return (errors ?? []).filter(({ keyword }) => keyword !== 'if').map(violationOf);
}

function violationOf({ instancePath, keyword, params }: AjvError): Violation {
  const named = NAMED[keyword];
  const pointer = named === undefined ? instancePath : below(instancePath, params[named]);
  return { pointer, keyword, message: SENTENCES[keyword]?.(params) ?? `must pass "${keyword}" keyword validation` };
}

/** Keywords whose error is at the field that a parameter names. */
const NAMED: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  discriminator: 'tag',
  additionalProperties: 'additionalProperty',
};

const limited =
  (than: 'more' | 'fewer', what: string): Sentence =>
  ({ limit }) =>
    `must NOT have ${than} than ${limit} ${what}`;
const compared: Sentence = ({ comparison, limit }) => `must be ${comparison} ${limit}`;

/** Ajv's own words where it has some. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  required: () => 'is required',
  discriminator: () => 'must name one of the branches',
  additionalProperties: () => 'must not be there',
  enum: ({ allowedValues }) =>
    `must be one of ${[allowedValues]
      .flat()
      .map((value) => JSON.stringify(value))
      .join(', ')}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  type: ({ type }) => `must be ${[type].flat().join()}`,
  format: ({ format }) => `must match format "${format}"`,
  pattern: ({ pattern }) => `must match pattern "${pattern}"`,
  maxLength: limited('more', 'characters'),
  minLength: limited('fewer', 'characters'),
  maxItems: limited('more', 'items'),
  minItems: limited('fewer', 'items'),
  additionalItems: limited('more', 'items'),
  maxProperties: limited('more', 'properties'),
  minProperties: limited('fewer', 'properties'),
  maximum: compared,
  minimum: compared,
  exclusiveMaximum: compared,
  exclusiveMinimum: compared,
  multipleOf: ({ multipleOf }) => `must be multiple of ${multipleOf}`,
  uniqueItems: ({ i, j }) => `must NOT have duplicate items (items ## ${j} and ${i} are identical)`,
  contains: ({ minContains }) => `must contain at least ${minContains} valid item(s)`,
  dependencies: ({ property, deps, depsCount }) =>
    `must have propert${depsCount === 1 ? 'y' : 'ies'} ${deps} when property ${property} is present`,
  propertyNames: () => 'property name must be valid',
  anyOf: () => 'must match a schema in anyOf',
  oneOf: () => 'must match exactly one schema in oneOf',
  not: () => 'must NOT be valid',
  'false schema': () => 'boolean schema is false',
};

const below = (pointer: string, name: unknown): string =>
  `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
