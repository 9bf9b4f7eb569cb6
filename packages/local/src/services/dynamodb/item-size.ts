import type { WireItem, WireValue } from './attribute-value.ts';

const utf8 = (text: string): number => Buffer.byteLength(text);
const decoded = (base64: string): number => Buffer.byteLength(base64, 'base64');
/** One byte for each two significant digits, one more for the number itself and one for a minus sign. */
const numberSize = (text: string): number => {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
  return Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};
const sum = <T>(values: readonly T[], size: (value: T) => number): number =>
  values.reduce((total, value) => total + size(value), 0);

/** A list or map costs 3 bytes and 1 an element, beside what it holds. */
const CONTAINER = 3;

const valueSize = (value: WireValue): number => {
  if ('S' in value) return utf8(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return decoded(value.B);
  if ('SS' in value) return sum(value.SS, utf8);
  if ('NS' in value) return sum(value.NS, numberSize);
  if ('BS' in value) return sum(value.BS, decoded);
  if ('L' in value) return CONTAINER + sum(value.L, (each) => 1 + valueSize(each));
  if ('M' in value) return CONTAINER + Object.keys(value.M).length + itemSize(value.M);
  return 1;
};

/** Bytes, as quotas and capacity count them (Developer Guide, "DynamoDB item sizes and formats"). */
export const itemSize = (item: WireItem): number =>
  sum(Object.entries(item), ([name, value]) => utf8(name) + valueSize(value));

/** 400 KB (Developer Guide, "Quotas in Amazon DynamoDB", Item size). */
export const LARGEST_ITEM: number = 400 * 1024;
