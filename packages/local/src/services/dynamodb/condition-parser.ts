import { type Comparator, type Condition, type ExpressionKind, invalidExpression, type Operand } from './expression.ts';
import { type Tokens, tokenize } from './expression-tokens.ts';
import { parseOperand } from './operand-parser.ts';

/** In parentheses both look alike until what follows tells: `(a) = :b` and `(a = :b)`. */
type Node = Operand<string> | Condition<string>;

const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

const isOperand = (node: Node): node is Operand<string> =>
  node.kind === 'path' || node.kind === 'value' || node.kind === 'call';

/**
 * Precedence from loose to tight: OR, AND, NOT, then comparisons, IN, BETWEEN, functions and parentheses
 * (Developer Guide, "Condition and filter expressions, operators, and functions in DynamoDB", Precedence in conditions).
 */
class ConditionParser {
  readonly #kind: ExpressionKind;
  readonly #tokens: Tokens;
  readonly #inParentheses = new WeakSet<Node>();

  constructor(kind: ExpressionKind, tokens: Tokens) {
    this.#kind = kind;
    this.#tokens = tokens;
  }

  parse(): Condition<string> {
    const condition = this.#condition(this.#or());
    this.#tokens.expectEnd();
    return condition;
  }

  #or(): Node {
    let left = this.#and();
    while (this.#tokens.accept('OR'))
      left = { kind: 'or', left: this.#condition(left), right: this.#condition(this.#and()) };
    return left;
  }

  #and(): Node {
    let left = this.#not();
    while (this.#tokens.accept('AND'))
      left = { kind: 'and', left: this.#condition(left), right: this.#condition(this.#not()) };
    return left;
  }

  #not(): Node {
    if (this.#tokens.accept('NOT')) return { kind: 'not', condition: this.#condition(this.#not()) };
    return this.#comparison();
  }

  #comparison(): Node {
    const left = this.#primary();
    if (!isOperand(left)) return left;
    if (COMPARATORS.has(this.#tokens.peek())) {
      const operator = this.#tokens.next() as Comparator;
      return { kind: 'compare', operator, left, right: parseOperand(this.#tokens) };
    }
    if (this.#tokens.accept('BETWEEN')) return this.#between(left);
    if (this.#tokens.accept('IN')) return this.#in(left);
    return left;
  }

  #between(operand: Operand<string>): Node {
    const low = parseOperand(this.#tokens);
    this.#tokens.expect('AND');
    return { kind: 'between', operand, low, high: parseOperand(this.#tokens) };
  }

  #in(operand: Operand<string>): Node {
    this.#tokens.expect('(');
    const options = [parseOperand(this.#tokens)];
    while (this.#tokens.accept(',')) options.push(parseOperand(this.#tokens));
    this.#tokens.expect(')');
    return { kind: 'in', operand, options };
  }

  #primary(): Node {
    if (!this.#tokens.accept('(')) return parseOperand(this.#tokens);
    const inner = this.#or();
    if (this.#inParentheses.has(inner))
      throw invalidExpression(this.#kind, 'The expression has redundant parentheses;');
    this.#tokens.expect(')');
    this.#inParentheses.add(inner);
    return inner;
  }

  #condition(node: Node): Condition<string> {
    if (node.kind === 'path' || node.kind === 'value') return this.#tokens.unexpected();
    return node;
  }
}

/** Syntax alone; names, values and operand types are judged when it is resolved. @throws AwsError ValidationException */
export const parseCondition = (kind: ExpressionKind, source: string): Condition<string> =>
  new ConditionParser(kind, tokenize(kind, source)).parse();
