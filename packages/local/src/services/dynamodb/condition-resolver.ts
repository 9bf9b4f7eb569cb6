import { isValueType, typeOf, type ValueType, type WireValue } from './attribute-value.ts';
import { parseCondition } from './condition-parser.ts';
import {
  type Call,
  type Condition,
  type ExpressionKind,
  invalidExpression,
  type Operand,
  type Path,
  showPath,
} from './expression.ts';
import type { Placeholders } from './placeholders.ts';
import { compareValues } from './value-comparison.ts';

type Resolved = Operand<WireValue>;

interface FunctionRule {
  readonly operands: number;
  /** Whether the first operand has to be a path. */
  readonly path?: boolean;
  /** Types that a literal operand may not have. */
  readonly refused?: readonly ValueType[];
}

const NOT_STRING_OR_BINARY: readonly ValueType[] = ['N', 'SS', 'NS', 'BS', 'L', 'M', 'NULL', 'BOOL'];

/** Developer Guide, "Condition and filter expressions, operators, and functions in DynamoDB", Functions. */
const functions: Readonly<Record<string, FunctionRule>> = {
  attribute_exists: { operands: 1, path: true },
  attribute_not_exists: { operands: 1, path: true },
  attribute_type: { operands: 2, path: true },
  begins_with: { operands: 2, refused: NOT_STRING_OR_BINARY },
  contains: { operands: 2 },
  size: { operands: 1, refused: ['N', 'BOOL', 'NULL'] },
};

const literal = (operand: Resolved): WireValue | undefined => (operand.kind === 'value' ? operand.value : undefined);

const samePath = (left: Path, right: Path): boolean =>
  left.length === right.length && left.every((element, index) => element === right[index]);

class Resolver {
  readonly #kind: ExpressionKind;
  readonly #placeholders: Placeholders;

  constructor(kind: ExpressionKind, placeholders: Placeholders) {
    this.#kind = kind;
    this.#placeholders = placeholders;
  }

  condition(node: Condition<string>): Condition<WireValue> {
    switch (node.kind) {
      case 'and':
      case 'or':
        return { kind: node.kind, left: this.condition(node.left), right: this.condition(node.right) };
      case 'not':
        return { kind: 'not', condition: this.condition(node.condition) };
      case 'compare':
        return this.#compare(node);
      case 'between':
        return this.#between(node);
      case 'in':
        return this.#in(node);
      case 'call':
        if (node.name === 'size') throw this.#misused(node.name);
        return this.#call(node);
    }
  }

  #compare(node: Condition<string> & { readonly kind: 'compare' }): Condition<WireValue> {
    const [left, right] = [this.#operand(node.left), this.#operand(node.right)];
    this.#distinct(node.operator, left, right);
    if (node.operator !== '=' && node.operator !== '<>') this.#ordered(node.operator, [left, right]);
    return { ...node, left, right };
  }

  #between(node: Condition<string> & { readonly kind: 'between' }): Condition<WireValue> {
    const operand = this.#operand(node.operand);
    const [low, high] = [this.#operand(node.low), this.#operand(node.high)];
    this.#ordered('BETWEEN', [operand, low, high]);
    this.#bounds(literal(low), literal(high));
    return { kind: 'between', operand, low, high };
  }

  #in(node: Condition<string> & { readonly kind: 'in' }): Condition<WireValue> {
    if (node.options.length > 100)
      throw this.#invalid(
        `Incorrect number of operands for operator or function; operator or function: IN, number of operands: ${node.options.length}`,
      );
    return {
      kind: 'in',
      operand: this.#operand(node.operand),
      options: node.options.map((each) => this.#operand(each)),
    };
  }

  #operand(node: Operand<string>): Resolved {
    if (node.kind === 'path') return { kind: 'path', path: this.#placeholders.path(this.#kind, node.path) };
    if (node.kind === 'value') return { kind: 'value', value: this.#placeholders.value(this.#kind, node.value) };
    const call = this.#call(node);
    if (node.name !== 'size') throw this.#misused(node.name);
    return call;
  }

  #call(node: Call<string>): Call<WireValue> {
    const rule = Object.hasOwn(functions, node.name) ? functions[node.name] : undefined;
    if (rule === undefined) throw this.#invalid(`Invalid function name; function: ${node.name}`);
    const args = node.args.map((each) => this.#operand(each));
    if (args.length !== rule.operands)
      throw this.#invalid(
        `Incorrect number of operands for operator or function; operator or function: ${node.name}, number of operands: ${args.length}`,
      );
    if (args[0] !== undefined && args[1] !== undefined) this.#distinct(node.name, args[0], args[1]);
    if (rule.path === true && args[0]?.kind !== 'path')
      throw this.#invalid(`Operator or function requires a document path; operator or function: ${node.name}`);
    for (const arg of args) this.#refuseTypes(node.name, arg, rule.refused ?? []);
    if (node.name === 'attribute_type') this.#typeName(args[1] as Resolved);
    return { kind: 'call', name: node.name, args };
  }

  #refuseTypes(name: string, operand: Resolved, refused: readonly ValueType[]): void {
    const value = literal(operand);
    if (value === undefined || !refused.includes(typeOf(value))) return;
    throw this.#invalid(
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(value)}`,
    );
  }

  #typeName(operand: Resolved): void {
    const value = literal(operand);
    if (value === undefined || !('S' in value)) {
      const type = value === undefined ? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}' : typeOf(value);
      throw this.#invalid(
        `Incorrect operand type for operator or function; operator or function: attribute_type, operand type: ${type}`,
      );
    }
    if (!isValueType(value.S))
      throw this.#invalid(
        `Invalid attribute type name found; type: ${value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
      );
  }

  #ordered(operator: string, operands: readonly Resolved[]): void {
    for (const operand of operands) {
      const value = literal(operand);
      if (value === undefined || 'S' in value || 'N' in value || 'B' in value) continue;
      throw this.#invalid(
        `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(value)}`,
      );
    }
  }

  #bounds(low: WireValue | undefined, high: WireValue | undefined): void {
    if (low === undefined || high === undefined) return;
    const show = (value: WireValue): string => `AttributeValue: {${typeOf(value)}:${Object.values(value)[0]}}`;
    const operands = `lower bound operand: ${show(low)}, upper bound operand: ${show(high)}`;
    const order = compareValues(low, high);
    if (order === undefined)
      throw this.#invalid(`The BETWEEN operator requires same data type for lower and upper bounds; ${operands}`);
    if (order > 0)
      throw this.#invalid(
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${operands}`,
      );
  }

  #distinct(operator: string, left: Resolved, right: Resolved): void {
    if (left.kind !== 'path' || right.kind !== 'path' || !samePath(left.path, right.path)) return;
    throw this.#invalid(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${showPath(left.path)}`,
    );
  }

  #misused(name: string): Error {
    return this.#invalid(`The function is not allowed to be used this way in an expression; function: ${name}`);
  }

  #invalid(message: string): Error {
    return invalidExpression(this.#kind, message);
  }
}

/** Parsed, its placeholders in place, its operands judged. @throws AwsError ValidationException */
export const readCondition = (kind: ExpressionKind, source: string, placeholders: Placeholders): Condition<WireValue> =>
  new Resolver(kind, placeholders).condition(parseCondition(kind, source));
