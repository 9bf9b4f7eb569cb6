import type { Json } from '../../../kernel/json.ts';
import { parseIsoTimestamp } from '../iso-timestamp.ts';
import { numberOf } from '../query/number.ts';

/** Whether the variable's value stands in the operator's relation to the operand. Another type is never a match. */
type Comparison = (value: Json, operand: Json) => boolean;

type Order = (left: number, right: number) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  GreaterThan: (left, right) => left > right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThanEquals: (left, right) => left >= right,
};

const codePoints = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

const timestamp = (value: Json): number | undefined =>
  typeof value === 'string' ? parseIsoTimestamp(value) : undefined;

const numeric =
  (order: Order): Comparison =>
  (value, operand) => {
    const [left, right] = [numberOf(value), numberOf(operand)];
    return left !== undefined && right !== undefined && order(left, right);
  };

const textual =
  (order: Order): Comparison =>
  (value, operand) =>
    typeof value === 'string' && typeof operand === 'string' && order(codePoints(value, operand), 0);

const temporal =
  (order: Order): Comparison =>
  (value, operand) => {
    const [left, right] = [timestamp(value), timestamp(operand)];
    return left !== undefined && right !== undefined && order(left, right);
  };

/** The literal pieces between the `*` of a pattern; `\*` stands for the character itself. */
const piecesOf = (pattern: string): readonly string[] => {
  const pieces = [''];
  for (const [part, literal] of pattern.matchAll(/\\([*\\])|\*|[^*\\]+|\\/g)) {
    if (part === '*') pieces.push('');
    else pieces[pieces.length - 1] += literal ?? part;
  }
  return pieces;
};

/** Whether the pieces come one after the other, the first at the start and the last at the end: no backtracking. */
const matchesWildcard = (text: string, pattern: string): boolean => {
  const [first = '', ...others] = piecesOf(pattern);
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
};

const is =
  (test: (value: Json) => boolean): Comparison =>
  (value, operand) =>
    test(value) === operand;

/** Amazon States Language, "Data-test expressions"; `IsPresent` is asked of the path, not of a value. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  ...Object.fromEntries(Object.entries(ORDERS).map(([name, order]) => [`Numeric${name}`, numeric(order)])),
  ...Object.fromEntries(Object.entries(ORDERS).map(([name, order]) => [`String${name}`, textual(order)])),
  ...Object.fromEntries(Object.entries(ORDERS).map(([name, order]) => [`Timestamp${name}`, temporal(order)])),
  BooleanEquals: (value, operand) => typeof value === 'boolean' && value === operand,
  StringMatches: (value, operand) =>
    typeof value === 'string' && typeof operand === 'string' && matchesWildcard(value, operand),
  IsNull: is((value) => value === null),
  IsNumeric: is((value) => numberOf(value) !== undefined),
  IsString: is((value) => typeof value === 'string'),
  IsBoolean: is((value) => typeof value === 'boolean'),
  IsTimestamp: is((value) => timestamp(value) !== undefined),
};

/** Each of these has a form whose operand is a path: `NumericEqualsPath`. */
export const hasPathForm = (operator: string): boolean =>
  Object.hasOwn(comparisons, operator) && !operator.startsWith('Is') && operator !== 'StringMatches';
