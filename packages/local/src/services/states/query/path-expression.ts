import type { Json } from '../../../kernel/json.ts';
import type { Scope } from './evaluation.ts';
import { intrinsicFunctions } from './intrinsic-functions.ts';
import { bracketed, find, type JsonPath, missingOnTheWay, parseJsonPath } from './json-path.ts';
import { runtimeFailure } from './query-failure.ts';

/** A path, a variable or an intrinsic function: what a JSONPath state may say where it says `.$` or `...Path`. */
export interface PathExpression {
  readonly text: string;
  /** The value, or `undefined` where the path leads nowhere. */
  find(scope: Scope): Json | undefined;
  readonly path?: JsonPath;
  /** What a path is searched in. */
  root(scope: Scope): Json;
  readonly of: 'input' | 'context' | 'variable' | 'function' | 'literal';
}

const VARIABLE = /^\$([\p{ID_Start}_][\p{ID_Continue}]*)/u;

/**
 * `$.a` (input), `$$.a` (context object), `$name.a` (variable) or `States.F(...)`.
 * @throws SyntaxError
 */
export const parsePathExpression = (text: string): PathExpression => {
  if (text.startsWith('States.')) return callExpression(text);
  if (text.startsWith('$$')) {
    const path = parseJsonPath(text.slice(1));
    return { text, path, of: 'context', root: (scope) => scope.context, find: (scope) => find(path, scope.context) };
  }
  const name = VARIABLE.exec(text)?.[1];
  if (name === undefined) {
    const path = parseJsonPath(text);
    return { text, path, of: 'input', root: (scope) => scope.input, find: (scope) => find(path, scope.input) };
  }
  const path = parseJsonPath(`$${text.slice(name.length + 1)}`);
  return {
    text,
    path,
    of: 'variable',
    root: (scope) => scope.variables[name] ?? null,
    find(scope) {
      const value = Object.hasOwn(scope.variables, name) ? scope.variables[name] : undefined;
      return value === undefined ? undefined : find(path, value);
    },
  };
};

const callExpression = (text: string): PathExpression => {
  const { expression, end } = parseCall(text, 0);
  if (text.slice(end).trim() !== '') throw new SyntaxError(`Invalid intrinsic function call '${text}'`);
  return expression;
};

interface Parsed {
  readonly expression: PathExpression;
  readonly end: number;
}

/** "You can nest up to 10 intrinsic functions within a field in your workflows." */
const DEEPEST = 10;

const HEAD = /\s*States\.([A-Za-z0-9]+)\s*\(/y;

const parseCall = (text: string, from: number, depth = 1): Parsed => {
  if (depth > DEEPEST)
    throw new SyntaxError(`Intrinsic functions are nested deeper than ${DEEPEST} levels in '${text}'`);
  HEAD.lastIndex = from;
  const name = HEAD.exec(text)?.[1];
  const definition = name === undefined ? undefined : intrinsicFunctions[name];
  if (definition === undefined) throw new SyntaxError(`Unknown intrinsic function '${text}'`);
  const { args, end } = parseArguments(text, HEAD.lastIndex, depth);
  const [least, most] = definition.arity;
  if (args.length < least || args.length > most)
    throw new SyntaxError(`Intrinsic function States.${name} takes ${least} to ${most} arguments in '${text}'`);
  const expression: PathExpression = {
    text,
    of: 'function',
    root: (scope) => scope.input,
    find: (scope) =>
      definition.apply(
        args.map((arg) => required(arg, scope, text)),
        scope.draw,
      ),
  };
  return { expression, end };
};

const parseArguments = (
  text: string,
  from: number,
  depth: number,
): { readonly args: readonly PathExpression[]; readonly end: number } => {
  const args: PathExpression[] = [];
  let at = skipSpace(text, from);
  if (text[at] === ')') return { args, end: at + 1 };
  for (;;) {
    const { expression, end } = parseArgument(text, at, depth);
    args.push(expression);
    at = skipSpace(text, end);
    if (text[at] === ')') return { args, end: at + 1 };
    if (text[at] !== ',') throw new SyntaxError(`Invalid intrinsic function call '${text}' at character ${at}`);
    at = skipSpace(text, at + 1);
  }
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
};

const literal = (text: string, value: Json): PathExpression => ({
  text,
  of: 'literal',
  root: () => value,
  find: () => value,
});

const parseArgument = (text: string, at: number, depth: number): Parsed => {
  if (text[at] === "'") return parseText(text, at);
  if (text.startsWith('States.', at)) return parseCall(text, at, depth + 1);
  const end = endOfArgument(text, at);
  const part = text.slice(at, end).trim();
  if (part.startsWith('$')) return { expression: parsePathExpression(part), end };
  return { expression: literal(part, JSON.parse(part) as Json), end };
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Format keeps `\{` and `\}` for itself: only here they are no escape yet. */
const parseText = (text: string, start: number): Parsed => {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === "'") return { expression: literal(value, value), end: at + 1 };
    if (char !== '\\') {
      value += char;
      continue;
    }
    at += 1;
    const escaped = text[at] as string;
    value += escaped === '{' || escaped === '}' ? `\\${escaped}` : (ESCAPES[escaped] ?? escaped);
  }
  throw new SyntaxError(`Unterminated string in '${text}'`);
};

const DEPTH: Readonly<Record<string, number>> = { '[': 1, '(': 1, ']': -1, ')': -1 };

const endOfArgument = (text: string, start: number): number => {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] as string;
    if (depth === 0 && (char === ',' || char === ')')) return at;
    if (char === "'" || char === '"') at = text.indexOf(char, at + 1);
    else depth += DEPTH[char] ?? 0;
    if (at < 0) break;
  }
  throw new SyntaxError(`Invalid intrinsic function call '${text}'`);
};

/** @throws QueryFailure when an argument's path leads nowhere. */
const required = (arg: PathExpression, scope: Scope, call: string): Json => {
  const value = arg.find(scope);
  if (value !== undefined) return value;
  throw runtimeFailure(
    `The function '${call}' had the following error: The JsonPath argument for the field '${arg.text}' could not be found in the input '${JSON.stringify(scope.input)}'`,
  );
};

/** The value for a payload template's field. @throws QueryFailure States.ParameterPathFailure or States.Runtime */
export const fieldValue = (expression: PathExpression, scope: Scope, field: string): Json => {
  const value = expression.find(scope);
  if (value !== undefined) return value;
  const searched = expression.of === 'context' ? scope.context : scope.input;
  throw runtimeFailure(
    `The JSONPath '${expression.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(searched)}'`,
  );
};

/** A path that leads nowhere, in Jayway's words: what is missing at its end, or already on the way. @throws QueryFailure */
export const failSelection = (expression: PathExpression, scope: Scope): never => {
  const { path, text } = expression;
  const missing = path === undefined ? undefined : missingOnTheWay(path, expression.root(scope));
  const reason =
    missing === undefined
      ? `No results for path: ${path === undefined ? text : bracketed(path)}`
      : `Missing property in path ${missing}`;
  throw runtimeFailure(`Invalid path '${text}' : ${reason}`);
};

/** InputPath and OutputPath word a path that leads nowhere in their own way. @throws QueryFailure */
export const selectionOf = (expression: PathExpression, scope: Scope): Json => {
  const value = expression.find(scope);
  return value === undefined ? failSelection(expression, scope) : value;
};
