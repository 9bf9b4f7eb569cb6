import { typeOf, type WireItem, type WireValue } from './attribute-value.ts';
import { readPath } from './document-path.ts';
import type { Call, Comparator, Condition, Operand } from './expression.ts';
import { compareValues, sameValue } from './value-comparison.ts';

const decodedLength = (base64: string): number => Buffer.byteLength(base64, 'base64');

/** Characters of a string, bytes of a binary, elements of a set, list or map; nothing for what has no size. */
const sizeOf = (value: WireValue): number | undefined => {
  if ('S' in value) return value.S.length;
  if ('B' in value) return decodedLength(value.B);
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  const members = setMembers(value);
  return members?.length;
};

const setMembers = (value: WireValue): readonly string[] | undefined => {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
};

const operandValue = (operand: Operand<WireValue>, item: WireItem): WireValue | undefined => {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return readPath(item, operand.path);
  const inner = operandValue(operand.args[0] as Operand<WireValue>, item);
  const size = inner === undefined ? undefined : sizeOf(inner);
  return size === undefined ? undefined : { N: String(size) };
};

const ordered: { readonly [C in Exclude<Comparator, '=' | '<>'>]: (order: number) => boolean } = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** What is not there equals nothing: `=` is false then and `<>` true; values of two types have no order. */
const compares = (operator: Comparator, left: WireValue | undefined, right: WireValue | undefined): boolean => {
  const equal = left !== undefined && right !== undefined && sameValue(left, right);
  if (operator === '=') return equal;
  if (operator === '<>') return !equal;
  const order = left === undefined || right === undefined ? undefined : compareValues(left, right);
  return order !== undefined && ordered[operator](order);
};

const beginsWith = (value: WireValue, head: WireValue): boolean => {
  if ('S' in value && 'S' in head) return value.S.startsWith(head.S);
  if (!('B' in value && 'B' in head)) return false;
  const [bytes, start] = [Buffer.from(value.B, 'base64'), Buffer.from(head.B, 'base64')];
  return bytes.subarray(0, start.length).equals(start);
};

const SET_OF = { SS: 'S', NS: 'N', BS: 'B' } as const;

const contains = (value: WireValue, part: WireValue): boolean => {
  if ('S' in value && 'S' in part) return value.S.includes(part.S);
  if ('B' in value && 'B' in part) return Buffer.from(value.B, 'base64').includes(Buffer.from(part.B, 'base64'));
  if ('L' in value) return value.L.some((each) => sameValue(each, part));
  const type = typeOf(value);
  if (type !== 'SS' && type !== 'NS' && type !== 'BS') return false;
  return SET_OF[type] === typeOf(part) && setMembers(value)?.includes(String(Object.values(part)[0])) === true;
};

type Predicate = (first: WireValue | undefined, second: WireValue | undefined) => boolean;

const predicates: Readonly<Record<string, Predicate>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, type) => value !== undefined && type !== undefined && 'S' in type && typeOf(value) === type.S,
  begins_with: (value, head) => value !== undefined && head !== undefined && beginsWith(value, head),
  contains: (value, part) => value !== undefined && part !== undefined && contains(value, part),
};

const calls = ({ name, args }: Call<WireValue>, item: WireItem): boolean => {
  const [first, second] = args.map((each) => operandValue(each, item));
  return predicates[name]?.(first, second) ?? false;
};

/** Whether the condition holds of `item`; an item that is not there is {}. */
export const holds = (condition: Condition<WireValue>, item: WireItem): boolean => {
  const value = (operand: Operand<WireValue>): WireValue | undefined => operandValue(operand, item);
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.condition, item);
    case 'compare':
      return compares(condition.operator, value(condition.left), value(condition.right));
    case 'between': {
      const middle = value(condition.operand);
      return compares('>=', middle, value(condition.low)) && compares('<=', middle, value(condition.high));
    }
    case 'in':
      return condition.options.some((each) => compares('=', value(condition.operand), value(each)));
    case 'call':
      return calls(condition, item);
  }
};
