import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import type { Expression } from './evaluation.ts';
import { compileJsonata } from './jsonata.ts';
import { fieldValue, parsePathExpression } from './path-expression.ts';
import { jsonataFailure } from './query-failure.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** The text between `{%` and `%}`, or `undefined` for a plain string. */
export const jsonataText = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? EXPRESSION.exec(value)?.[1]?.trim() : undefined;

/** A literal of its own. */
const constant = (value: Json): Expression =>
  // biome-ignore lint/correctness/useYield: an Expression is a generator also when it has nothing to wait for.
  function* () {
    return value;
  };

/**
 * A JSONata template: every string `{% ... %}` in it is an expression. `location` is the field's path in the state.
 * @throws SyntaxError
 */
const compileJsonataTemplate = (template: Json, location: string): Expression => {
  const text = jsonataText(template);
  if (text !== undefined) {
    const expression = compileJsonata(text);
    return function* (scope) {
      const value = yield* expression.evaluate(scope, location);
      if (value !== undefined) return value;
      throw jsonataFailure(
        `The JSONata expression '${text}' specified for the field '${location}' returned nothing (undefined).`,
        location,
      );
    };
  }
  if (Array.isArray(template))
    return listOf(template.map((item: Json, index) => compileJsonataTemplate(item, `${location}[${index}]`)));
  if (!isJsonObject(template)) return constant(template);
  return objectOf(
    Object.entries(template).map(([name, value]) => [name, compileJsonataTemplate(value, `${location}/${name}`)]),
  );
};

/**
 * A JSONPath payload template: a field whose name ends in `.$` takes its value from a path or an intrinsic function.
 * @throws SyntaxError
 */
const compilePayloadTemplate = (template: Json): Expression => {
  if (Array.isArray(template)) return listOf(template.map((item: Json) => compilePayloadTemplate(item)));
  if (!isJsonObject(template)) return constant(template);
  return objectOf(Object.entries(template).map(([name, value]) => payloadField(name, value)));
};

const payloadField = (name: string, value: Json): readonly [string, Expression] => {
  if (!name.endsWith('.$')) return [name, compilePayloadTemplate(value)];
  if (typeof value !== 'string') throw new SyntaxError(`The value for the field '${name}' must be a valid JSONPath`);
  const expression = parsePathExpression(value);
  return [
    name.slice(0, -2),
    // biome-ignore lint/correctness/useYield: see constant
    function* (scope) {
      return fieldValue(expression, scope, name);
    },
  ];
};

const listOf = (items: readonly Expression[]): Expression =>
  function* (scope) {
    const values: Json[] = [];
    for (const item of items) values.push(yield* item(scope));
    return values;
  };

const objectOf = (fields: readonly (readonly [string, Expression])[]): Expression<JsonObject> =>
  function* (scope) {
    const made: Record<string, Json> = {};
    for (const [name, value] of fields) made[name] = yield* value(scope);
    return made;
  };

/** A field's template in the state's language. @throws SyntaxError */
export const compileTemplate = (language: QueryLanguage, template: Json, location: string): Expression =>
  language === 'JSONata' ? compileJsonataTemplate(template, location) : compilePayloadTemplate(template);
