import type { Operand, Path } from './expression.ts';
import type { Tokens } from './expression-tokens.ts';

const NAME = /^(#[A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*)$/;
const INDEX = /^\d+$/;
const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'IN', 'BETWEEN']);

const attributeName = (tokens: Tokens): string => {
  const text = tokens.peek();
  if (!NAME.test(text) || KEYWORDS.has(text.toUpperCase())) tokens.unexpected();
  return tokens.next();
};

/** Developer Guide, "Quotas in Amazon DynamoDB", Expression parameters: as deep as an item may be. */
const MOST_LEVELS = 32;

const rest = (tokens: Tokens, head: string): Path => {
  const path: (string | number)[] = [head];
  for (;;) {
    if (tokens.accept('.')) path.push(attributeName(tokens));
    else if (tokens.accept('[')) {
      if (!INDEX.test(tokens.peek())) tokens.unexpected();
      path.push(Number(tokens.next()));
      tokens.expect(']');
    } else break;
  }
  if (path.length > MOST_LEVELS)
    tokens.refuse(`The document path has too many nesting levels; nesting levels: ${path.length}`);
  return path;
};

/** `a.#b[2].c`: names and indexes, placeholders not yet resolved. */
export const parsePath = (tokens: Tokens): Path => rest(tokens, attributeName(tokens));

const parseArguments = (tokens: Tokens): readonly Operand<string>[] => {
  const args = [parseOperand(tokens)];
  while (tokens.accept(',')) args.push(parseOperand(tokens));
  tokens.expect(')');
  return args;
};

/** A path, a value or a function call, in parentheses or not. */
export const parseOperand = (tokens: Tokens): Operand<string> => {
  if (tokens.accept('(')) {
    const inner = parseOperand(tokens);
    tokens.expect(')');
    return inner;
  }
  if (/^:[A-Za-z0-9_]+$/.test(tokens.peek())) return { kind: 'value', value: tokens.next() };
  const head = attributeName(tokens);
  if (!head.startsWith('#') && tokens.accept('(')) return { kind: 'call', name: head, args: parseArguments(tokens) };
  return { kind: 'path', path: rest(tokens, head) };
};
