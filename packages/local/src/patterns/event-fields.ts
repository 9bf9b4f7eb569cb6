import { isExactNumber, type Json } from '../kernel/json.ts';
import { comparableNumber } from './comparable-number.ts';
import type { JsonText } from './json-text.ts';
import type { Leaf } from './leaf.ts';
import { asUtf8 } from './text-shapes.ts';

/** Which element of which array a field lies in: [array, index] pairs from the outside in. */
export type Membership = readonly (readonly [array: number, index: number])[];

export interface EventField extends Leaf {
  readonly membership: Membership;
}

/** The event's scalars by dotted path, with the array elements they lie in. */
export type EventFields = ReadonlyMap<string, readonly EventField[]>;

type Members<T> = readonly (readonly [name: string, value: T])[];

/** One level of an event: a scalar, the items of an array, or an object's members, a key that comes twice included. */
type Opened<T> = { readonly leaf: Leaf } | { readonly items: readonly T[] } | { readonly members: Members<T> };

/** Java's split('.'), which drops empty parts at the end. */
const stepsOf = (name: string): readonly string[] => {
  const parts = name.split('.');
  while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return name === '' ? [''] : parts;
};

/** Whether a pattern could have a use for a key: event-ruler skips all other branches of an event. */
export const usedSteps = (paths: Iterable<string>): ((key: string) => boolean) => {
  const used = new Set([...paths].flatMap(stepsOf));
  return (key) => used.has(key) || (key.includes('.') && stepsOf(key).every((step) => used.has(step)));
};

const textLeaf = (value: string): Leaf => ({ text: `"${asUtf8(value)}"`, raw: `"${value}"` });

const numberLeaf = (literal: string): Leaf => {
  const number = comparableNumber(literal);
  return number === undefined ? { text: literal } : { text: literal, number };
};

export const openJson = (value: Json): Opened<Json> => {
  if (typeof value === 'string') return { leaf: textLeaf(value) };
  if (typeof value === 'number') return { leaf: { text: String(value), number: value } };
  if (isExactNumber(value)) return { leaf: numberLeaf(value.rawJSON) };
  if (typeof value !== 'object' || value === null) return { leaf: { text: String(value) } };
  return Array.isArray(value) ? { items: value as readonly Json[] } : { members: Object.entries(value) };
};

export const openText = (value: JsonText): Opened<JsonText> => {
  if (value.kind === 'string') return { leaf: textLeaf(value.value) };
  if (value.kind === 'number') return { leaf: numberLeaf(value.literal) };
  return value.kind === 'word' ? { leaf: { text: value.word } } : value;
};

export const eventFields = <T>(
  event: T,
  open: (value: T) => Opened<T>,
  isUsed: (key: string) => boolean,
): EventFields => {
  const fields = new Map<string, EventField[]>();
  let arrays = 0;
  const put = (path: string, field: EventField): void => {
    const known = fields.get(path);
    if (known === undefined) fields.set(path, [field]);
    else known.push(field);
  };
  const walkItems = (items: readonly T[], path: string, membership: Membership): void => {
    const array = arrays++;
    for (const [index, item] of items.entries()) {
      const opened = open(item);
      // A scalar is not bound to its element: two fields of one list of strings may match different strings.
      walk(opened, path, 'leaf' in opened ? membership : [...membership, [array, index]]);
    }
  };
  const walkMembers = (members: Members<T>, path: string | undefined, membership: Membership): void => {
    // There is no path at first, and a key may be empty.
    for (const [key, member] of members)
      if (isUsed(key)) walk(open(member), path === undefined ? key : `${path}.${key}`, membership);
  };
  const walk = (opened: Opened<T>, path: string, membership: Membership): void => {
    if ('members' in opened) walkMembers(opened.members, path, membership);
    else if ('leaf' in opened) put(path, { ...opened.leaf, membership });
    else walkItems(opened.items, path, membership);
  };
  const root = open(event);
  if ('members' in root) walkMembers(root.members, undefined, []);
  return fields;
};
