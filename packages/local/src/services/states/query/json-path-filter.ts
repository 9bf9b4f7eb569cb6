import type { Json } from '../../../kernel/json.ts';

/** One side of a comparison, looked up for the element under test (`@`) and the document (`$`). */
export type Comparand = (value: Json, root: Json) => Json | undefined;
type Test = (value: Json, root: Json) => boolean;

const TOKEN =
  /\s*(\|\||&&|!(?!=)|\(|\)|==|!=|<=|>=|<|>|=~|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[@$](?:\.\.?[\w*-]+|\[(?:[^\]'"]|'[^']*'|"[^"]*")*\])*|\/(?:[^/\\]|\\.)*\/i?)/y;

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

const compare = (operator: string, left: Json | undefined, right: Json | undefined): boolean => {
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
export const parseFilter = (text: string, pathOf: (path: string) => Comparand): Test => {
  const tokens = [...tokenize(text)];
  const fail = (): never => {
    throw new SyntaxError(`Invalid filter '${text}'`);
  };
  const operand = (): Comparand => {
    const token = tokens.shift() ?? fail();
    if (token.startsWith('@') || token.startsWith('$')) return pathOf(token);
    if (token.startsWith("'")) {
      const value = token.slice(1, -1).replaceAll(/\\(.)/g, '$1');
      return () => value;
    }
    try {
      const value = JSON.parse(token) as Json;
      return () => value;
    } catch {
      return fail();
    }
  };
  const comparison = (): Test => {
    const left = operand();
    const operator = tokens[0];
    if (operator === undefined || !COMPARISON.has(operator)) return (value, root) => left(value, root) !== undefined;
    tokens.shift();
    const right = operand();
    return (value, root) => compare(operator, left(value, root), right(value, root));
  };
  const unary = (): Test => {
    if (tokens[0] === '!') {
      tokens.shift();
      const inner = unary();
      return (value, root) => !inner(value, root);
    }
    if (tokens[0] !== '(') return comparison();
    tokens.shift();
    const inner = or();
    if (tokens.shift() !== ')') fail();
    return inner;
  };
  const joined = (operator: string, next: () => Test, join: (tests: readonly Test[]) => Test): Test => {
    const tests = [next()];
    while (tokens[0] === operator) {
      tokens.shift();
      tests.push(next());
    }
    return tests.length === 1 ? (tests[0] as Test) : join(tests);
  };
  const and = (): Test => joined('&&', unary, (tests) => (value, root) => tests.every((test) => test(value, root)));
  const or = (): Test => joined('||', and, (tests) => (value, root) => tests.some((test) => test(value, root)));
  const test = or();
  return tokens.length === 0 ? test : fail();
};
