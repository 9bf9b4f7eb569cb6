import type { Json } from '../../kernel/json.ts';
import type { Fields } from './definition-fault.ts';
import type { Catcher, DataFlow, Handled, NumberField, Retrier } from './machine.ts';
import type { Expression } from './query/evaluation.ts';
import { type JsonPath, parseJsonPath } from './query/json-path.ts';
import { numberOf } from './query/number.ts';
import { type PathExpression, parsePathExpression } from './query/path-expression.ts';
import { compileTemplate, jsonataText, type QueryLanguage } from './query/template.ts';

const ROOT = '$';

export const template = (fields: Fields, name: string, language: QueryLanguage): Expression | undefined => {
  const value = fields.get(name);
  if (value === undefined) return undefined;
  return fields.parse(name, () => compileTemplate(language, value, name));
};

export const pathField = (fields: Fields, name: string): PathExpression | undefined => {
  const text = fields.text(name);
  return text === undefined ? undefined : fields.parse(name, () => parsePathExpression(text));
};

const pathOrNull = (fields: Fields, name: string): PathExpression | null => {
  if (fields.get(name) === null) return null;
  return pathField(fields, name) ?? parsePathExpression(ROOT);
};

/** A reference path names one place: no wildcard, no filter, no slice. */
const referenceOrNull = (fields: Fields, name: string): JsonPath | null => {
  if (fields.get(name) === null) return null;
  const text = fields.text(name) ?? ROOT;
  const path = fields.parse(name, () => parseJsonPath(text));
  if (path?.definite === false) fields.fault(name, 'Value is not a Reference Path');
  return path ?? parseJsonPath(ROOT);
};

export const dataFlow = (fields: Fields, language: QueryLanguage): DataFlow => {
  if (language === 'JSONata')
    return {
      language,
      output: template(fields, 'Output', language),
      arguments: template(fields, 'Arguments', language),
    };
  return {
    language,
    inputPath: pathOrNull(fields, 'InputPath'),
    parameters: template(fields, 'Parameters', language),
    resultSelector: template(fields, 'ResultSelector', language),
    resultPath: referenceOrNull(fields, 'ResultPath'),
    outputPath: pathOrNull(fields, 'OutputPath'),
  };
};

const inRange = (fields: Fields, name: string, value: number, [least, most]: readonly [number, number]): void => {
  if (value < least || value > most) fields.fault(name, `Value is not in range ${least} to ${most}`);
};

/** `Name` (a number, or an expression in JSONata) or `NamePath` (JSONPath). */
export const numberField = (
  fields: Fields,
  name: string,
  language: QueryLanguage,
  range: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER],
): NumberField | undefined => {
  const written = fields.get(name);
  const value = numberOf(written) ?? written;
  const field = `${name}Path`;
  const path = language === 'JSONPath' ? pathField(fields, field) : undefined;
  if (path !== undefined) {
    if (value !== undefined) fields.fault(name, `You cannot specify both '${name}' and '${field}'`);
    return { field, value: path };
  }
  if (value === undefined) return undefined;
  if (typeof value === 'number') {
    inRange(fields, name, value, range);
    return { field: name, value };
  }
  const expression =
    language === 'JSONata' && jsonataText(value) !== undefined ? template(fields, name, language) : undefined;
  if (expression !== undefined) return { field: name, value: expression };
  if (language === 'JSONPath' || jsonataText(value) === undefined) fields.fault(name, 'Expected value of type Integer');
  return undefined;
};

const RETRIER = new Set([
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
]);

const errorsOf = (fields: Fields): readonly string[] => {
  const errors = fields.list('ErrorEquals').filter((each: Json): each is string => typeof each === 'string');
  if (errors.length === 0) fields.fault('', "The field 'ErrorEquals' is required but was missing");
  if (errors.length > 1 && errors.includes('States.ALL')) fields.fault('ErrorEquals', 'States.ALL must appear alone');
  return errors;
};

const numberOr = (fields: Fields, name: string, otherwise: number, range: readonly [number, number]): number => {
  if (!fields.has(name)) return otherwise;
  const value = numberOf(fields.get(name));
  if (value === undefined) {
    fields.fault(name, 'Expected value of type Integer');
    return otherwise;
  }
  inRange(fields, name, value, range);
  return value;
};

const LARGEST = 99_999_999;

const retrier = (fields: Fields): Retrier => {
  fields.only(RETRIER, 'in a Retry');
  const jitter = fields.text('JitterStrategy') ?? 'NONE';
  if (jitter !== 'NONE' && jitter !== 'FULL') fields.fault('JitterStrategy', 'Value must be one of FULL, NONE');
  return {
    errors: errorsOf(fields),
    intervalSeconds: numberOr(fields, 'IntervalSeconds', 1, [1, LARGEST]),
    maxAttempts: numberOr(fields, 'MaxAttempts', 3, [0, LARGEST]),
    backoffRate: numberOr(fields, 'BackoffRate', 2, [1, Number.MAX_VALUE]),
    maxDelaySeconds: fields.has('MaxDelaySeconds')
      ? numberOr(fields, 'MaxDelaySeconds', 1, [1, 31_622_400])
      : undefined,
    fullJitter: jitter === 'FULL',
  };
};

const CATCHER: Readonly<Record<QueryLanguage, ReadonlySet<string>>> = {
  JSONPath: new Set(['ErrorEquals', 'Next', 'ResultPath', 'Assign', 'Comment']),
  JSONata: new Set(['ErrorEquals', 'Next', 'Output', 'Assign', 'Comment']),
};

const catcher = (fields: Fields, language: QueryLanguage): Catcher => {
  fields.only(CATCHER[language], 'in a Catch');
  return {
    errors: errorsOf(fields),
    next: fields.required('Next') ?? '',
    resultPath: referenceOrNull(fields, 'ResultPath'),
    assign: template(fields, 'Assign', language),
    output: language === 'JSONata' ? template(fields, 'Output', language) : undefined,
  };
};

export const handled = (fields: Fields, language: QueryLanguage): Handled => ({
  retriers: fields.items('Retry').map(retrier),
  catchers: fields.items('Catch').map((each) => catcher(each, language)),
});
