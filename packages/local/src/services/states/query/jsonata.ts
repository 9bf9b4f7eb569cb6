import jsonata from 'jsonata';
import { seededChance } from '../../../kernel/chance.ts';
import { isJsonObject, type Json, parseJson } from '../../../kernel/json.ts';
import { type BoundedExpression, boundedJsonata } from './bounded-jsonata.ts';
import { compileQuick } from './compiled-jsonata.ts';
import { distinctBy } from './distinct.ts';
import type { Draw, Evaluation, Scope } from './evaluation.ts';
import { digest } from './intrinsic-functions.ts';
import { inDoubles } from './number.ts';
import { jsonataFailure } from './query-failure.ts';

/** A JSONata expression, the text between `{%` and `%}`. */
export interface JsonataExpression {
  readonly text: string;
  /** `undefined` where JSONata finds nothing. @throws QueryFailure */
  evaluate(scope: Scope, location: string): Evaluation<Json | undefined>;
}

const partition = (items: readonly Json[], size: number): Json =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const range = (first: number, last: number, step: number): Json =>
  Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, index) => first + index * step);

/** jsonata-js compares each with each. Of what came from a path (a sequence) it makes one again. */
const distinct = (items: unknown): unknown => {
  if (!Array.isArray(items) || items.length < 2) return items;
  return Object.assign(distinctBy(items), 'sequence' in items ? { sequence: true } : {});
};

const inFormat = async (at: number, picture: string | undefined, zone: string | undefined): Promise<unknown> => {
  const text = `$fromMillis(${at}${picture === undefined ? '' : `, ${JSON.stringify(picture)}`}${zone === undefined ? '' : `, ${JSON.stringify(zone)}`})`;
  return jsonata(text).evaluate(null);
};

/**
 * What Step Functions adds to JSONata (Developer Guide, "Transforming data with JSONata in Step Functions"), and what it
 * must not take from the platform: time and random numbers come from the event that is handled.
 */
const functionsFor = (draw: Draw): Readonly<Record<string, unknown>> => ({
  partition: (items: readonly Json[], size: number) => partition(items, size),
  range,
  distinct,
  hash: (value: Json, algorithm: string) => digest(value, algorithm),
  random: (seed?: number) => (seed === undefined ? draw.random() : seededChance(seed).next()),
  uuid: () => draw.uuid(),
  parse: (text: string) => parseJson(text),
  now: (picture?: string, zone?: string) => inFormat(draw.now, picture, zone),
  millis: () => draw.now,
});

const statesOf = (scope: Scope): Readonly<Record<string, unknown>> => ({
  input: inDoubles(scope.input),
  get context() {
    return inDoubles(scope.context);
  },
  ...(scope.result === undefined ? {} : { result: inDoubles(scope.result) }),
  ...(scope.errorOutput === undefined ? {} : { errorOutput: scope.errorOutput }),
});

/** Sequences and functions are JSONata's own; what leaves an expression is JSON. */
const toJson = (value: unknown): Json | undefined => {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : parseJson(text);
};

const messageOf = (error: unknown): string => {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return code === undefined ? String(message) : `${code}: ${message}`;
};

const usesEval = (node: unknown): boolean => {
  if (Array.isArray(node)) return node.some(usesEval);
  if (!isJsonObject(node)) return false;
  if (node.type === 'variable' && node.value === 'eval') return true;
  return Object.values(node).some(usesEval);
};

const parsed = (text: string): BoundedExpression => {
  try {
    return boundedJsonata(text);
  } catch (error) {
    throw error instanceof SyntaxError ? error : new SyntaxError(messageOf(error));
  }
};

/**
 * Compiles an expression: a plain path into a function, all else for jsonata-js.
 * @throws SyntaxError with JSONata's message, or for `$eval`, which Step Functions does not have.
 */
export const compileJsonata = (text: string): JsonataExpression => {
  const compiled = parsed(text);
  if (usesEval(compiled.ast())) throw new SyntaxError('$eval is not supported');
  const quickly = compileQuick(compiled.ast());
  return {
    text,
    *evaluate(scope, location) {
      const quick = quickly?.(scope);
      if (quick !== undefined) return quick.value;
      try {
        return toJson(
          yield compiled.evaluate(
            { ...functionsFor(scope.draw), ...(inDoubles(scope.variables) as object), states: statesOf(scope) },
            scope.draw.turn,
          ),
        );
      } catch (error) {
        throw jsonataFailure(
          `The JSONata expression '${text}' specified for the field '${location}' threw an error during evaluation. ${messageOf(error)}`,
          location,
        );
      }
    },
  };
};
