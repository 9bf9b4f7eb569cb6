import type { Json } from '../../../kernel/json.ts';
import { numberOf } from './number.ts';
import { runtimeFailure } from './query-failure.ts';

/** One side of a comparison, looked up for the element under test (`@`) in a search, which knows the document (`$`). */
export type Comparand<Search> = (value: Json, search: Search) => Json | undefined;
type Test<Search> = (value: Json, search: Search) => boolean;

const TOKEN =
  /\s*(\|\||&&|!(?!=)|\(|\)|==|!=|<=|>=|<|>|=~|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_][\w-]*|[@$](?:\.\.?[\w*-]+|\[(?:[^\]'"]|'[^']*'|"[^"]*")*\])*|\/(?:[^/\\]|\\.)*\/i?)/y;

const WORD = /^[A-Za-z_]/;
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

const tokenize = (text: string): readonly string[] => {
  const tokens: string[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found?.[1] === undefined) throw new SyntaxError(`Invalid filter '${text}' at character ${at}`);
    tokens.push(found[1]);
    at = TOKEN.lastIndex;
  }
  return tokens;
};

const compare = (operator: string, one: Json | undefined, other: Json | undefined): boolean => {
  const [left, right] = [numberOf(one) ?? one, numberOf(other) ?? other];
  if (operator === '==') return left !== undefined && JSON.stringify(left) === JSON.stringify(right);
  if (operator === '!=') return JSON.stringify(left) !== JSON.stringify(right);
  const comparable =
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string');
  if (!comparable) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  if (operator === '>') return left > right;
  return left >= right;
};

const COMPARISON = new Set(['==', '!=', '<', '<=', '>', '>=']);

/**
 * Compiles the inside of `[?(...)]`: comparisons of paths and literals, joined by `&&`, `||`, `!` and brackets.
 * @throws SyntaxError
 */
export const parseFilter = <Search>(text: string, pathOf: (path: string) => Comparand<Search>): Test<Search> => {
  const tokens = [...tokenize(text)];
  const fail = (): never => {
    throw new SyntaxError(`Invalid filter '${text}'`);
  };
  const operand = (): Comparand<Search> => {
    const token = tokens.shift() ?? fail();
    if (token.startsWith('@') || token.startsWith('$')) return pathOf(token);
    if (token.startsWith("'")) {
      const value = token.slice(1, -1).replaceAll(/\\(.)/g, '$1');
      return () => value;
    }
    // AWS takes a definition with an unquoted word, and fails when the filter is evaluated.
    if (WORD.test(token) && !LITERALS.has(token))
      return () => {
        throw runtimeFailure(`The filter '${text}' has a value that is not quoted: ${token}`);
      };
    try {
      const value = JSON.parse(token) as Json;
      return () => value;
    } catch {
      return fail();
    }
  };
  const comparison = (): Test<Search> => {
    const left = operand();
    const operator = tokens[0];
    if (operator === undefined || !COMPARISON.has(operator))
      return (value, search) => left(value, search) !== undefined;
    tokens.shift();
    const right = operand();
    return (value, search) => compare(operator, left(value, search), right(value, search));
  };
  const unary = (): Test<Search> => {
    if (tokens[0] === '!') {
      tokens.shift();
      const inner = unary();
      return (value, search) => !inner(value, search);
    }
    if (tokens[0] !== '(') return comparison();
    tokens.shift();
    const inner = or();
    if (tokens.shift() !== ')') fail();
    return inner;
  };
  const joined = (
    operator: string,
    next: () => Test<Search>,
    join: (tests: readonly Test<Search>[]) => Test<Search>,
  ): Test<Search> => {
    const tests = [next()];
    while (tokens[0] === operator) {
      tokens.shift();
      tests.push(next());
    }
    return tests.length === 1 ? (tests[0] as Test<Search>) : join(tests);
  };
  const and = (): Test<Search> =>
    joined('&&', unary, (tests) => (value, search) => tests.every((test) => test(value, search)));
  const or = (): Test<Search> =>
    joined('||', and, (tests) => (value, search) => tests.some((test) => test(value, search)));
  const test = or();
  return tokens.length === 0 ? test : fail();
};
