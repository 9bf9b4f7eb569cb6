import { typeOf, type WireValue } from './attribute-value.ts';
import { readCondition } from './condition-resolver.ts';
import type { Condition, Operand } from './expression.ts';
import { END, PAST_END, sortable } from './item-keys.ts';
import type { Placeholders } from './placeholders.ts';
import type { Key, KeyAttribute } from './table.ts';
import { invalidParameter, validationError } from './validation.ts';

type RangeOperator = '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with';

interface OneKey {
  readonly attribute: string;
  readonly operator: RangeOperator;
  readonly values: readonly WireValue[];
}

/** What a query asks of the key: one partition, and a stretch of it. */
export interface KeyCondition {
  readonly hash: WireValue;
  readonly range?: OneKey;
}

const conjuncts = (condition: Condition<WireValue>): readonly Condition<WireValue>[] =>
  condition.kind === 'and' ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];

const wrongOperator = (operator: string): Error =>
  validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);

const keyOperand = (operator: string, operands: readonly Operand<WireValue>[]): OneKey => {
  const [first, ...rest] = operands as [Operand<WireValue>, ...Operand<WireValue>[]];
  if (operands.some(({ kind }) => kind === 'call'))
    throw validationError('KeyConditionExpressions cannot contain nested operations');
  if (operands.filter(({ kind }) => kind === 'path').length > 1)
    throw validationError(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  if (operands.every(({ kind }) => kind === 'value'))
    throw validationError('Invalid condition in KeyConditionExpression: No key attribute specified');
  if (first.kind !== 'path')
    throw validationError(
      `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
    );
  if (first.path.length > 1)
    throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
  const values = rest.flatMap((each) => (each.kind === 'value' ? [each.value] : []));
  return { attribute: String(first.path[0]), operator: operator as RangeOperator, values };
};

const FLIPPED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

const readOne = (condition: Condition<WireValue>): OneKey => {
  switch (condition.kind) {
    case 'compare': {
      if (condition.operator === '<>') throw wrongOperator('<>');
      const turned = condition.left.kind === 'value';
      const operands = turned ? [condition.right, condition.left] : [condition.left, condition.right];
      return keyOperand(turned ? FLIPPED[condition.operator] : condition.operator, operands);
    }
    case 'between':
      return { ...keyOperand('BETWEEN', [condition.operand, condition.low, condition.high]), operator: 'between' };
    case 'call':
      if (condition.name !== 'begins_with') throw wrongOperator(condition.name);
      return keyOperand('begins_with', condition.args);
    default:
      throw wrongOperator(condition.kind.toUpperCase());
  }
};

const checkType = ({ type }: KeyAttribute, { values }: OneKey): void => {
  if (values.some((value) => typeOf(value) !== type))
    throw invalidParameter('Condition parameter type does not match schema type');
};

/** @throws AwsError ValidationException */
export const readKeyCondition = (source: string, placeholders: Placeholders, key: Key): KeyCondition => {
  const conditions = conjuncts(readCondition('KeyConditionExpression', source, placeholders)).map(readOne);
  const names = conditions.map(({ attribute }) => attribute);
  if (new Set(names).size < names.length)
    throw validationError('KeyConditionExpressions must only contain one condition per key');
  if (conditions.length > 2) throw validationError('Conditions can be of length 1 or 2 only');
  const hash = conditions.find(({ attribute }) => attribute === key.hash.name);
  if (hash === undefined) throw validationError(`Query condition missed key schema element: ${key.hash.name}`);
  checkType(key.hash, hash);
  if (hash.operator !== '=') throw validationError('Query key condition not supported');
  const range = conditions.find((each) => each !== hash);
  if (range === undefined) return { hash: hash.values[0] as WireValue };
  if (range.attribute !== key.range?.name)
    throw validationError(`Query condition missed key schema element: ${key.range?.name ?? key.hash.name}`);
  checkType(key.range, range);
  return { hash: hash.values[0] as WireValue, range };
};

export interface KeyBounds {
  readonly prefix: string;
  readonly after?: string;
  readonly before?: string;
}

/** Where in the key order the stretch lies; `partition` is the prefix of all rows of the partition. */
export const boundsOf = (partition: string, range: OneKey | undefined): KeyBounds => {
  if (range === undefined) return { prefix: partition };
  const [first, second] = range.values.map((value) => `${partition}${sortable(value)}`) as [string, string];
  switch (range.operator) {
    case '=':
      return { prefix: `${first}${END}` };
    case 'begins_with':
      return { prefix: first };
    case '<':
      return { prefix: partition, before: first };
    case '<=':
      return { prefix: partition, before: `${first}${PAST_END}` };
    case '>':
      return { prefix: partition, after: `${first}${PAST_END}` };
    case '>=':
      return { prefix: partition, after: first };
    case 'between':
      return { prefix: partition, after: first, before: `${second}${PAST_END}` };
  }
};
