import { type ExpressionKind, invalidExpression } from './expression.ts';

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const LEXEME = /\s+|[#:]?[A-Za-z0-9_]+|<>|<=|>=|./gsu;

const END = '<EOF>';

const tokensOf = (source: string): readonly Token[] => {
  const tokens: Token[] = [];
  for (const { 0: text, index } of source.matchAll(LEXEME))
    if (text.trim() !== '') tokens.push({ text, start: index, end: index + text.length });
  return [...tokens, { text: END, start: source.length, end: source.length }];
};

/** A cursor over an expression's tokens; what does not fit is a syntax error with AWS's token and surroundings. */
export interface Tokens {
  peek(): string;
  next(): string;
  /** Whether the coming token is this keyword, in any case, or this sign. */
  is(text: string): boolean;
  /** Takes the coming token when it is `text`. */
  accept(text: string): boolean;
  expect(text: string): void;
  expectEnd(): void;
  /** @throws AwsError ValidationException always: the coming token does not fit. */
  unexpected(): never;
  /** @throws AwsError ValidationException always, with this reason. */
  refuse(message: string): never;
}

/** @throws AwsError ValidationException when there is nothing in it, or more than 4 KB. */
export const tokenize = (kind: ExpressionKind, source: string): Tokens => {
  if (source.trim() === '') throw invalidExpression(kind, 'The expression can not be empty;');
  if (source.length > 4096)
    throw invalidExpression(
      kind,
      `Expression size has exceeded the maximum allowed size; expression size: ${source.length}`,
    );
  const tokens = tokensOf(source);
  let at = 0;
  const current = (): Token => tokens[at] as Token;
  const is = (text: string): boolean => current().text.toUpperCase() === text.toUpperCase();
  const unexpected = (): never => {
    const from = tokens[Math.max(0, at - 1)] as Token;
    const to = tokens[Math.min(tokens.length - 1, at + 1)] as Token;
    const near = source.slice(from.start, to.end);
    throw invalidExpression(kind, `Syntax error; token: "${current().text}", near: "${near}"`);
  };
  const accept = (text: string): boolean => {
    if (!is(text)) return false;
    at += 1;
    return true;
  };
  return {
    peek: () => current().text,
    next() {
      const { text } = current();
      if (text === END) unexpected();
      at += 1;
      return text;
    },
    is,
    accept,
    expect: (text) => void (accept(text) || unexpected()),
    expectEnd: () => void (current().text === END || unexpected()),
    unexpected,
    refuse(message) {
      throw invalidExpression(kind, message);
    },
  };
};
