import { isJsonObject, type Json } from '../../../kernel/json.ts';
import type { Scope } from './evaluation.ts';
import { inDoubles, numberOf } from './number.ts';

/** The answer of the quick way; `undefined` says that jsonata-js must be asked. */
export type Quick = (scope: Scope) => { readonly value: Json | undefined } | undefined;

type Compiled = (scope: Scope) => Json | undefined;

/** Thrown where a value is not of the plain kind that is compiled: jsonata-js evaluates the whole expression then. */
const UNUSUAL = new Error('not compiled');

const giveUp = (): never => {
  throw UNUSUAL;
};

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly lhs?: unknown;
  readonly rhs?: unknown;
  readonly expressions?: readonly Node[];
  readonly expression?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly procedure?: Node;
  readonly arguments?: readonly Node[];
}

/** Nothing but these members: no predicate, grouping, sorting, focus or other modifier. */
const onlyHas = (node: object, ...names: readonly string[]): boolean =>
  Object.entries(node).every(([name, value]) => value === undefined || name === 'position' || names.includes(name));

const variableOf = (name: string): ((scope: Scope, first: string | undefined) => Json | undefined) | undefined => {
  if (name === '' || name === '$') return undefined;
  if (name !== 'states') return (scope) => (Object.hasOwn(scope.variables, name) ? scope.variables[name] : undefined);
  return (scope, first) => {
    if (first === 'input') return { input: scope.input };
    if (first === 'context') return { context: scope.context };
    if (first === 'result') return scope.result === undefined ? {} : { result: scope.result };
    if (first === 'errorOutput') return scope.errorOutput === undefined ? {} : { errorOutput: scope.errorOutput };
    return {};
  };
};

/** A dotted path from a variable. Arrays on the way map and flatten in JSONata: there the quick way gives up. */
const compilePath = (steps: readonly Node[]): Compiled | undefined => {
  const [head, ...rest] = steps;
  if (head?.type !== 'variable' || !onlyHas(head, 'type', 'value')) return undefined;
  if (!rest.every((step) => step.type === 'name' && onlyHas(step, 'type', 'value'))) return undefined;
  const root = variableOf(String(head.value));
  const names = rest.map((step) => String(step.value));
  if (root === undefined || (head.value === 'states' && names.length === 0)) return undefined;
  return (scope) => {
    let value = root(scope, names[0]);
    for (const name of names) {
      if (Array.isArray(value)) return giveUp();
      if (!isJsonObject(value)) return undefined;
      value = Object.hasOwn(value, name) ? value[name] : undefined;
    }
    return value;
  };
};

const inner = (path: Compiled | undefined): Compiled | undefined =>
  path === undefined
    ? undefined
    : (scope) => {
        const value = path(scope);
        return typeof value === 'object' ? inDoubles(value) : value;
      };

const compileObject = (pairs: readonly (readonly [Node, Node])[]): Compiled | undefined => {
  const names = pairs.map(([name]) => (name.type === 'string' ? String(name.value) : undefined));
  const values = pairs.map(([, value]) => compileNode(value));
  if (
    names.includes(undefined) ||
    names.includes(PROTOTYPE) ||
    values.includes(undefined) ||
    new Set(names).size < names.length
  )
    return undefined;
  return (scope) => {
    const made: Record<string, Json> = {};
    for (const [index, value] of values.entries()) {
      const found = value?.(scope);
      if (found !== undefined) made[names[index] ?? ''] = found;
    }
    return made;
  };
};

/** Not a member like others: left to jsonata-js. */
const PROTOTYPE = '__proto__';

/** Members that are lists are appended, save a list that is written in the list. */
const compileList = (items: readonly Node[]): Compiled | undefined => {
  const values = items.map(compileNode);
  if (values.includes(undefined)) return undefined;
  const nested = items.map(({ type, value }) => type === 'unary' && value === '[');
  return (scope) => {
    const made: Json[] = [];
    for (const [index, value] of values.entries()) {
      const found = value?.(scope);
      if (Array.isArray(found) && nested[index] !== true) made.push(...(found as readonly Json[]));
      else if (found !== undefined) made.push(found);
    }
    return made;
  };
};

/** Up to here a double's digits are those that JSONata writes. */
const WRITTEN_EXACTLY = 1e15;

const textOf = (value: Json | undefined): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < WRITTEN_EXACTLY
    ? String(value === 0 ? 0 : value)
    : giveUp();
};

const number = (value: Json | undefined): number => numberOf(value) ?? giveUp();

/** Not finite is an error, and -0 is written as 0. */
const finite = (value: number): number => (Number.isFinite(value) ? value + 0 : giveUp());

const truth = (value: Json | undefined): boolean => (typeof value === 'boolean' ? value : giveUp());

const order = (one: Json | undefined, other: Json | undefined): number => {
  if (typeof one === 'string' && typeof other === 'string') return one === other ? 0 : one < other ? -1 : 1;
  return number(one) - number(other);
};

const equal = (one: Json | undefined, other: Json | undefined): boolean => {
  if (one === undefined || other === undefined) return giveUp();
  const [left, right] = [numberOf(one) ?? one, numberOf(other) ?? other];
  if (typeof left === 'object' && left !== null) return giveUp();
  return typeof right === 'object' && right !== null ? giveUp() : left === right;
};

type Operator = (one: Json | undefined, other: Json | undefined) => Json;

const OPERATORS: Readonly<Record<string, Operator>> = {
  '+': (one, other) => finite(number(one) + number(other)),
  '-': (one, other) => finite(number(one) - number(other)),
  '*': (one, other) => finite(number(one) * number(other)),
  '/': (one, other) => finite(number(one) / number(other)),
  '&': (one, other) => textOf(one) + textOf(other),
  '=': equal,
  '!=': (one, other) => !equal(one, other),
  '<': (one, other) => order(one, other) < 0,
  '<=': (one, other) => order(one, other) <= 0,
  '>': (one, other) => order(one, other) > 0,
  '>=': (one, other) => order(one, other) >= 0,
};

const compileBinary = (node: Node): Compiled | undefined => {
  const [one, other] = [compileNode(node.lhs as Node), compileNode(node.rhs as Node)];
  if (one === undefined || other === undefined) return undefined;
  if (node.value === 'and') return (scope) => truth(one(scope)) && truth(other(scope));
  if (node.value === 'or') return (scope) => truth(one(scope)) || truth(other(scope));
  const operator = OPERATORS[String(node.value)];
  return operator === undefined ? undefined : (scope) => operator(one(scope), other(scope));
};

const compileCondition = (node: Node): Compiled | undefined => {
  const [condition, then] = [compileNode(node.condition), compileNode(node.then)];
  const otherwise = node.else === undefined ? () => undefined : compileNode(node.else);
  if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
  return (scope) => (truth(condition(scope)) ? then(scope) : otherwise(scope));
};

const merged = (value: Json | undefined): Json => {
  if (!Array.isArray(value) || !value.every(isJsonObject)) return giveUp();
  const made: Record<string, Json> = {};
  for (const each of value)
    for (const name in each) {
      if (name === PROTOTYPE) return giveUp();
      made[name] = each[name] as Json;
    }
  return made;
};

const FUNCTIONS: Readonly<Record<string, (value: Json | undefined) => Json>> = {
  merge: merged,
  exists: (value) => value !== undefined,
  not: (value) => !truth(value),
  count: (value) => (Array.isArray(value) ? value.length : giveUp()),
};

const compileCall = ({ procedure, arguments: given = [] }: Node): Compiled | undefined => {
  const name = String(procedure?.value);
  const call = procedure?.type === 'variable' && Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  const argument = given.length === 1 ? compileNode(given[0]) : undefined;
  if (call === undefined || argument === undefined) return undefined;
  // A variable of the same name is called in place of the function.
  return (scope) => (Object.hasOwn(scope.variables, name) ? giveUp() : call(argument(scope)));
};

const compileUnary = (node: Node): Compiled | undefined => {
  if (node.value === '{' && onlyHas(node, 'type', 'value', 'lhs'))
    return compileObject(node.lhs as readonly (readonly [Node, Node])[]);
  if (node.value === '[' && onlyHas(node, 'type', 'value', 'expressions')) return compileList(node.expressions ?? []);
  return undefined;
};

const compileNode = (node: Node | undefined): Compiled | undefined => {
  switch (node?.type) {
    case 'string':
    case 'number':
    case 'value':
      return onlyHas(node, 'type', 'value') ? () => node.value as Json : undefined;
    case 'variable':
      return inner(compilePath([node]));
    case 'path':
      return onlyHas(node, 'type', 'steps') ? inner(compilePath(node.steps ?? [])) : undefined;
    case 'unary':
      return compileUnary(node);
    case 'binary':
      return onlyHas(node, 'type', 'value', 'lhs', 'rhs') ? compileBinary(node) : undefined;
    case 'condition':
      return onlyHas(node, 'type', 'condition', 'then', 'else') ? compileCondition(node) : undefined;
    case 'function':
      return onlyHas(node, 'type', 'value', 'arguments', 'procedure') ? compileCall(node) : undefined;
    case 'block':
      return onlyHas(node, 'type', 'expressions') && node.expressions?.length === 1
        ? compileNode(node.expressions[0])
        : undefined;
    default:
      return undefined;
  }
};

/**
 * The frequent expressions of a workflow as plain functions, evaluated without jsonata-js: paths, constructors,
 * comparisons, sums, choices, `$merge`. Values of an unusual kind, and everything that is an error, are left to it.
 * `undefined` when the expression is of another kind.
 */
export const compileQuick = (ast: unknown): Quick | undefined => {
  // A path alone keeps the digits of its numbers; what is put together is calculated with.
  const { type, steps = [] } = ast as Node;
  const alone =
    type === 'variable' ? [ast as Node] : type === 'path' && onlyHas(ast as Node, 'type', 'steps') ? steps : [];
  const compiled = compilePath(alone) ?? compileNode(ast as Node);
  if (compiled === undefined) return undefined;
  return (scope) => {
    try {
      return { value: compiled(scope) };
    } catch (error) {
      if (error === UNUSUAL) return undefined;
      throw error;
    }
  };
};
