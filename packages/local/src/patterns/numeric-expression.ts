import { comparableNumber, exceedsLimits } from './comparable-number.ts';
import { type JsonText, tokenText } from './json-text.ts';
import { exactly, type ValuePattern } from './leaf.ts';
import { PatternFault } from './pattern-fault.ts';

type Compare = (number: number) => boolean;

const numeric = (id: string, compare: Compare): ValuePattern => ({
  id: `number ${id}`,
  numeric: true,
  matches: ({ number }) => number !== undefined && compare(number),
});

const compared = (literal: string): number => {
  const value = comparableNumber(literal);
  if (exceedsLimits(literal)) throw new PatternFault('value exceeds limits');
  if (value === undefined) throw new PatternFault(`Cannot compare number : ${literal}`);
  return value;
};

const operand = (value: JsonText | undefined, name: string): string => {
  if (value?.kind !== 'number') throw new PatternFault(`Value of ${name} must be numeric`);
  return value.literal;
};

const comparison = (operator: string, bound: number): Compare => {
  switch (operator) {
    case '<':
      return (number) => number < bound;
    case '<=':
      return (number) => number <= bound;
    case '>':
      return (number) => number > bound;
    case '>=':
      return (number) => number >= bound;
    default:
      return (number) => number === bound;
  }
};

interface Bound {
  readonly id: string;
  readonly value: number;
  readonly compare: Compare;
}

/** The upper end of a range, [">", 0, "<=", 5]; `rest` is what stands behind the lower. */
const range = (lower: Bound, rest: readonly JsonText[]): ValuePattern => {
  const [operator, top, ...more] = rest;
  if (operator?.kind !== 'string') throw new PatternFault(`Bad value in numeric range: ${tokenText(operator)}`);
  const name = operator.value;
  if (name !== '<' && name !== '<=') throw new PatternFault(`Bad numeric range operator: ${name}`);
  const literal = operand(top, name);
  if (more.length > 0) throw new PatternFault('Too many terms in numeric range expression');
  const high = compared(literal);
  if (lower.value >= high) throw new PatternFault('Bottom must be less than top');
  const upper = comparison(name, high);
  return numeric(`${lower.id} ${name} ${high}`, (number) => lower.compare(number) && upper(number));
};

/** {"numeric": [...]}: "Numeric matching" in the EventBridge User Guide's "Comparison operators". @throws PatternFault */
export const numericExpression = (value: JsonText): ValuePattern => {
  if (value.kind !== 'array') throw new PatternFault('Value of numeric must be an array.');
  const [first, bound, ...rest] = value.items;
  if (first?.kind !== 'string') throw new PatternFault(`Invalid member in numeric match: ${tokenText(first)}`);
  const operator = first.value;
  if (!['=', '<', '<=', '>', '>='].includes(operator))
    throw new PatternFault(`Unrecognized numeric range operator: ${operator}`);
  const literal = operand(bound, operator === '=' ? 'equals' : operator);
  const isLower = operator === '>' || operator === '>=';
  if (!isLower && rest.length > 0) throw new PatternFault('Too many elements in numeric expression');
  const limit = compared(literal);
  // event-ruler has no bytes to tell such a range's ends apart.
  if (operator !== '=' && limit === (isLower ? Number.MAX_VALUE : -Number.MAX_VALUE))
    throw new PatternFault('Bottom must be less than top');
  const bounded: Bound = { id: `${operator} ${limit}`, value: limit, compare: comparison(operator, limit) };
  return rest.length === 0 ? numeric(bounded.id, bounded.compare) : range(bounded, rest);
};

/** A bare number: equal by value where both compare, else by the very text. */
export const exactNumber = (literal: string): ValuePattern => {
  const value = comparableNumber(literal);
  if (value === undefined) return exactly(literal);
  return numeric(`= ${value}`, (number) => number === value);
};

/** anything-but numbers: what is no number is something else. @throws PatternFault */
export const noneOfNumbers = (literals: readonly string[]): ValuePattern => {
  const values = new Set(literals.map(compared));
  return {
    id: `none of numbers ${[...values].sort().join()}`,
    numeric: true,
    matches: ({ number }) => number === undefined || !values.has(number),
  };
};
