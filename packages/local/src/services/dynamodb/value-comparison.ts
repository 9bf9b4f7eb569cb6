import type { WireItem, WireValue } from './attribute-value.ts';
import { typeOf } from './attribute-value.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';

const sameMembers = (left: readonly string[], right: readonly string[]): boolean => {
  const members = new Set(left);
  return left.length === right.length && right.every((member) => members.has(member));
};

const sameMaps = (left: WireItem, right: WireItem): boolean => {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const [a, b] = [left[name], right[name]];
    return a !== undefined && b !== undefined && sameValue(a, b);
  });
};

const sameLists = (left: readonly WireValue[], right: readonly WireValue[]): boolean =>
  left.length === right.length && left.every((each, index) => sameValue(each, right[index] as WireValue));

/** Equal in type and value; the order in a set does not matter. Numbers are canonical, so their text decides. */
export const sameValue = (left: WireValue, right: WireValue): boolean => {
  if ('M' in left && 'M' in right) return sameMaps(left.M, right.M);
  if ('L' in left && 'L' in right) return sameLists(left.L, right.L);
  if ('SS' in left && 'SS' in right) return sameMembers(left.SS, right.SS);
  if ('NS' in left && 'NS' in right) return sameMembers(left.NS, right.NS);
  if ('BS' in left && 'BS' in right) return sameMembers(left.BS, right.BS);
  const type = typeOf(left);
  return type === typeOf(right) && Object.values(left)[0] === Object.values(right)[0];
};

export const sameItem = (left: WireItem | undefined, right: WireItem | undefined): boolean =>
  left === undefined || right === undefined ? left === right : sameMaps(left, right);

const compareBytes = (left: Buffer, right: Buffer): number => Buffer.compare(left, right);

/** Below, equal or above zero; nothing when the two have no order. Strings are ordered by their UTF-8 bytes. */
export const compareValues = (left: WireValue, right: WireValue): number | undefined => {
  if ('N' in left && 'N' in right) return compareDecimals(parseDecimal(left.N), parseDecimal(right.N));
  if ('S' in left && 'S' in right) return compareBytes(Buffer.from(left.S), Buffer.from(right.S));
  if ('B' in left && 'B' in right) return compareBytes(Buffer.from(left.B, 'base64'), Buffer.from(right.B, 'base64'));
  return undefined;
};
