import { pointerTo, pointerTokens } from '../../compiler/pointer.ts';

type Accepts = (value: unknown) => boolean;

/** The pointers of all values within a value, itself first. */
export const pointersOf = (value: unknown, pointer = ''): readonly string[] =>
  typeof value !== 'object' || value === null
    ? [pointer]
    : [pointer, ...Object.entries(value).flatMap(([name, each]) => pointersOf(each, pointerTo(pointer, name)))];

const changedAt = (value: unknown, tokens: readonly string[], change: (found: unknown) => unknown): unknown => {
  const [token, ...rest] = tokens;
  if (token === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === token ? changedAt(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [token]: changedAt(fields[token], rest, change) };
};

/** The value with another one at a place; objects on the way are made where `tokens` leads through none. */
export const withValueAt = (value: unknown, tokens: readonly string[], wanted: unknown): unknown =>
  changedAt(value, tokens, () => wanted);

/** Every change that is accepted, one upon the other. */
const changedWhereAccepted = (value: unknown, change: (found: unknown) => unknown, accepts: Accepts): unknown => {
  let altered = value;
  for (const pointer of pointersOf(value)) {
    const next = changedAt(altered, pointerTokens(pointer), change);
    if (next !== altered && accepts(next)) altered = next;
  }
  return altered;
};

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** With a field that the catalog does not know in every object that may have one: what a later version may add. */
export const withUnknownFields = (value: unknown, accepts: Accepts): unknown =>
  changedWhereAccepted(
    value,
    (found) => (isRecord(found) ? { ...found, xAddedLater: { by: 'a later version' } } : found),
    accepts,
  );

export const UNKNOWN_VALUE = 'ADDED_LATER';

/** With a text that nobody knows wherever the schema leaves the values open. */
export const withUnknownValues = (value: unknown, accepts: Accepts): unknown =>
  changedWhereAccepted(value, (found) => (typeof found === 'string' ? UNKNOWN_VALUE : found), accepts);
