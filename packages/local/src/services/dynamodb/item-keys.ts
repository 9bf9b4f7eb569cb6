import type { WireItem, WireValue } from './attribute-value.ts';
import { parseDecimal, sortableDecimal } from './decimal.ts';
import { type Key, keyAttributes, type Table } from './table.ts';
import { validationError } from './validation.ts';

/**
 * Items lie in the journal under keys whose code-point order is DynamoDB's order.
 *
 *   table ␁ bucket hash ␁ range ␁              an item
 *   table ␁ index ␁ bucket hash ␁ range ␁ …    an entry of an index, then the item's own key
 *
 * ␁ (U+0001) ends a part: it sorts below every character a part may hold, so `a` comes before `ab`. The bucket is a hash
 * of the partition key: a scan goes through partitions in no order that anyone could lean on, as on AWS.
 */
export const END = '\u0001';

/** Sorts above a part's end and below every longer part. */
export const PAST_END = '\u0002';

/**
 * U+0000 to U+0002 are kept for the layout, U+10FFFF for the journal, which takes it for the end of a prefix. Escaped,
 * each keeps its place in the order.
 */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are escaped
    .replace(/[\u0000-\u0002]/g, (character) => `\u0002${character.charCodeAt(0)}`)
    .replace(/[\u{10fffe}\u{10ffff}]/gu, (character) => `\u{10fffe}${character === '\u{10ffff}' ? 1 : 0}`);

/** Without the end, so that a part's beginning can be looked for. */
export const sortable = (value: WireValue): string => {
  if ('S' in value) return escaped(value.S);
  if ('N' in value) return sortableDecimal(parseDecimal(value.N));
  if ('B' in value) return Buffer.from(value.B, 'base64').toString('hex');
  throw new TypeError('A key attribute is a string, a number or a binary.');
};

const BUCKETS = 65_536;

/** FNV-1a, folded to 16 bits. */
const bucketOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return ((hash >>> 16) ^ hash) & 0xffff;
};

const hex4 = (bucket: number): string => bucket.toString(16).padStart(4, '0');

export const hashPart = (value: WireValue): string => {
  const text = sortable(value);
  return `${hex4(bucketOf(text))}${text}${END}`;
};

const part = (key: Key, item: WireItem): string | undefined => {
  const hash = item[key.hash.name];
  const range = key.range === undefined ? undefined : item[key.range.name];
  if (hash === undefined || (key.range !== undefined && range === undefined)) return undefined;
  return `${hashPart(hash)}${range === undefined ? '' : `${sortable(range)}${END}`}`;
};

export const tablePrefix = (table: Table): string => `${table.name}${END}`;

export const indexPrefix = (table: Table, index: string): string => `${table.name}${END}${index}${END}`;

/** `item` holds at least the key attributes. */
export const rowKey = (table: Table, item: WireItem): string => `${tablePrefix(table)}${part(table.key, item)}`;

/** Nothing when the item lacks the index's key attributes: it is not in the index then. */
export const indexRowKey = (table: Table, index: { name: string; key: Key }, item: WireItem): string | undefined => {
  const own = part(index.key, item);
  return own === undefined ? undefined : `${indexPrefix(table, index.name)}${own}${part(table.key, item)}`;
};

/** The buckets of one of `total` equal segments, as bounds for a scan below `prefix`. */
export const segmentBounds = (prefix: string, segment: number, total: number): { after: string; before: string } => {
  const edge = (at: number): string => {
    const bucket = Math.ceil((at * BUCKETS) / total);
    // ':' sorts above the digits and below the letters; 'g' above every hexadecimal digit.
    return bucket >= BUCKETS ? `${prefix}g` : `${prefix}${hex4(bucket)}`;
  };
  return { after: segment === 0 ? prefix : edge(segment), before: edge(segment + 1) };
};

const LONGEST = { hash: 2048, range: 1024 } as const;

const byteLength = (value: WireValue): number => {
  if ('S' in value) return Buffer.byteLength(value.S);
  return 'B' in value ? Buffer.byteLength(value.B, 'base64') : 0;
};

const checkLength = (role: 'hash' | 'range', value: WireValue): void => {
  if (byteLength(value) <= LONGEST[role]) return;
  throw validationError(
    role === 'hash'
      ? 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes'
      : 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  );
};

/** @throws AwsError ValidationException for a key longer than AWS takes. */
export const checkKeyLengths = (key: Key, item: WireItem): void => {
  for (const { name } of keyAttributes(key)) {
    const value = item[name];
    if (value !== undefined) checkLength(name === key.hash.name ? 'hash' : 'range', value);
  }
};
