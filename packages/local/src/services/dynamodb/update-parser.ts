import { invalidExpression, type Operand, type Path, type SetValue, type Update } from './expression.ts';
import { type Tokens, tokenize } from './expression-tokens.ts';
import { parseOperand, parsePath } from './operand-parser.ts';

const listOf = <T>(tokens: Tokens, parse: (tokens: Tokens) => T): readonly T[] => {
  const items = [parse(tokens)];
  while (tokens.accept(',')) items.push(parse(tokens));
  return items;
};

const parseSetValue = (tokens: Tokens): SetValue<string> => {
  if (tokens.accept('(')) {
    const inner = parseSetValue(tokens);
    tokens.expect(')');
    return inner.kind === 'sum' ? inner : arithmetic(tokens, inner);
  }
  return arithmetic(tokens, parseOperand(tokens));
};

const arithmetic = (tokens: Tokens, left: Operand<string>): SetValue<string> => {
  if (tokens.accept('+')) return { kind: 'sum', sign: '+', left, right: parseOperand(tokens) };
  if (tokens.accept('-')) return { kind: 'sum', sign: '-', left, right: parseOperand(tokens) };
  return left;
};

const parseSet = (tokens: Tokens): Update<string>['set'][number] => {
  const path = parsePath(tokens);
  tokens.expect('=');
  return { path, value: parseSetValue(tokens) };
};

const parsePathAndValue = (tokens: Tokens): { readonly path: Path; readonly value: Operand<string> } => {
  const path = parsePath(tokens);
  if (!tokens.peek().startsWith(':')) tokens.unexpected();
  return { path, value: parseOperand(tokens) };
};

type Clause = 'SET' | 'REMOVE' | 'ADD' | 'DELETE';

const clauses: { readonly [C in Clause]: (tokens: Tokens) => Partial<Update<string>> } = {
  SET: (tokens) => ({ set: listOf(tokens, parseSet) }),
  REMOVE: (tokens) => ({ remove: listOf(tokens, parsePath) }),
  ADD: (tokens) => ({ add: listOf(tokens, parsePathAndValue) }),
  DELETE: (tokens) => ({ delete: listOf(tokens, parsePathAndValue) }),
};

const isClause = (text: string): text is Clause => Object.hasOwn(clauses, text);

/** Syntax alone, as {@link parseCondition}. @throws AwsError ValidationException */
export const parseUpdate = (source: string): Update<string> => {
  const tokens = tokenize('UpdateExpression', source);
  const seen = new Set<Clause>();
  let update: Update<string> = { set: [], remove: [], add: [], delete: [] };
  do {
    const clause = tokens.peek().toUpperCase();
    if (!isClause(clause)) return tokens.unexpected();
    tokens.next();
    const parsed = clauses[clause](tokens);
    if (seen.has(clause))
      throw invalidExpression(
        'UpdateExpression',
        `The "${clause}" section can only be used once in an update expression;`,
      );
    seen.add(clause);
    update = { ...update, ...parsed };
  } while (tokens.peek() !== '<EOF>');
  return update;
};
