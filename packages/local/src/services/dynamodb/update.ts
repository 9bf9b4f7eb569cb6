import type { WireItem, WireValue } from './attribute-value.ts';
import { addDecimals, formatDecimal, negateDecimal, parseDecimal } from './decimal.ts';
import { readPath } from './document-path.ts';
import type { Operand, Path, SetValue, Update } from './expression.ts';
import { validationError } from './validation.ts';

const wrongType = (): Error => validationError('An operand in the update expression has an incorrect data type');
const invalidPath = (): Error =>
  validationError('The document path provided in the update expression is invalid for update');

const found = (value: WireValue | undefined): WireValue => {
  if (value !== undefined) return value;
  throw validationError('The provided expression refers to an attribute that does not exist in the item');
};

const operandValue = (operand: Operand<WireValue>, item: WireItem): WireValue => {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return found(readPath(item, operand.path));
  const [first, second] = operand.args as readonly [Operand<WireValue>, Operand<WireValue>];
  if (operand.name === 'if_not_exists')
    return (first.kind === 'path' ? readPath(item, first.path) : undefined) ?? operandValue(second, item);
  const [head, tail] = [operandValue(first, item), operandValue(second, item)];
  if (!('L' in head && 'L' in tail)) throw wrongType();
  return { L: [...head.L, ...tail.L] };
};

const sum = (left: WireValue, right: WireValue, sign: 1 | -1): WireValue => {
  if (!('N' in left && 'N' in right)) throw wrongType();
  const second = parseDecimal(right.N);
  return { N: formatDecimal(addDecimals(parseDecimal(left.N), sign === 1 ? second : negateDecimal(second))) };
};

const setValue = (value: SetValue<WireValue>, item: WireItem): WireValue => {
  if (value.kind !== 'sum') return operandValue(value, item);
  return sum(operandValue(value.left, item), operandValue(value.right, item), value.sign === '+' ? 1 : -1);
};

type SetType = 'SS' | 'NS' | 'BS';

const membersOf = (value: WireValue): { readonly type: SetType; readonly members: readonly string[] } | undefined => {
  if ('SS' in value) return { type: 'SS', members: value.SS };
  if ('NS' in value) return { type: 'NS', members: value.NS };
  return 'BS' in value ? { type: 'BS', members: value.BS } : undefined;
};

const setOf = (type: SetType, members: readonly string[]): WireValue => ({ [type]: members }) as WireValue;

const added = (present: WireValue | undefined, value: WireValue): WireValue => {
  if ('N' in value) return sum(present ?? { N: '0' }, value, 1);
  const more = membersOf(value);
  if (more === undefined) throw wrongType();
  if (present === undefined) return value;
  const had = membersOf(present);
  if (had?.type !== more.type) throw wrongType();
  return setOf(had.type, [...new Set([...had.members, ...more.members])]);
};

/** What stays, or nothing: an empty set does not exist. */
const subtracted = (present: WireValue, value: WireValue): WireValue | undefined => {
  const [had, less] = [membersOf(present), membersOf(value)];
  if (had === undefined || had.type !== less?.type) throw wrongType();
  const rest = had.members.filter((member) => !less.members.includes(member));
  return rest.length === 0 ? undefined : setOf(had.type, rest);
};

/** `value` undefined takes away. */
interface Change {
  readonly path: Path;
  readonly value: WireValue | undefined;
}

/** All values are computed from the item as it was before (Developer Guide, "Using update expressions in DynamoDB"). */
const changesOf = (update: Update<WireValue>, item: WireItem): readonly Change[] => [
  ...update.set.map(({ path, value }) => ({ path, value: setValue(value, item) })),
  ...update.add.map(({ path, value }) => ({ path, value: added(readPath(item, path), operandValue(value, item)) })),
  ...update.delete.flatMap(({ path, value }) => {
    const present = readPath(item, path);
    return present === undefined ? [] : [{ path, value: subtracted(present, operandValue(value, item)) }];
  }),
  ...update.remove.map((path) => ({ path, value: undefined })),
];

type Draft = Record<string, WireValue>;

const putElement = (list: (WireValue | undefined)[], index: number, value: WireValue | undefined): void => {
  if (value !== undefined && index >= list.length) list.push(value);
  else if (index < list.length) list[index] = value;
};

const writeAt = (value: WireValue, path: Path, change: Change): WireValue => {
  const [element, ...rest] = path as readonly [string | number, ...(string | number)[]];
  if (typeof element === 'number') {
    if (!('L' in value)) throw invalidPath();
    const list: (WireValue | undefined)[] = [...value.L];
    putElement(list, element, rest.length === 0 ? change.value : writeInner(list[element], rest, change));
    // Holes stay until every change is in, so that indexes mean the item as it was before.
    return { L: list as WireValue[] };
  }
  if (!('M' in value)) throw invalidPath();
  const map: Draft = { ...value.M };
  const next = rest.length === 0 ? change.value : writeInner(map[element], rest, change);
  if (next === undefined) delete map[element];
  else map[element] = next;
  return { M: map };
};

const writeInner = (inner: WireValue | undefined, rest: Path, change: Change): WireValue => {
  if (inner === undefined) throw invalidPath();
  return writeAt(inner, rest, change);
};

const closeUp = (value: WireValue): WireValue => {
  if ('L' in value) return { L: value.L.filter((each) => each !== undefined && each !== null).map(closeUp) };
  if ('M' in value)
    return { M: Object.fromEntries(Object.entries(value.M).map(([name, each]) => [name, closeUp(each)])) };
  return value;
};

/** Elements beyond a list's end are appended in the order of their indexes. */
const byIndex = (one: Change, two: Change): number => {
  const [a, b] = [one.path.at(-1), two.path.at(-1)];
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(typeof a === 'number') - Number(typeof b === 'number');
};

/** The item after the update. @throws AwsError ValidationException where it cannot be carried out on this item. */
export const applyUpdate = (update: Update<WireValue>, item: WireItem): WireItem => {
  let value: WireValue = { M: item };
  for (const change of [...changesOf(update, item)].sort(byIndex)) value = writeAt(value, change.path, change);
  const closed = closeUp(value);
  return 'M' in closed ? closed.M : item;
};

/** An update that only takes away brings no item into being. */
export const onlyTakesAway = (update: Update<WireValue>): boolean =>
  update.set.length === 0 && update.add.length === 0 && update.remove.length + update.delete.length > 0;
