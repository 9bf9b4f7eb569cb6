import { isExactNumber, type Json, type JsonObject } from '../../../kernel/json.ts';

/** The value of a JSON number, also of one that is kept as it was written; `undefined` for all else. */
export const numberOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  return isExactNumber(value) ? Number(value.rawJSON) : undefined;
};

const plainOf = new WeakMap<object, Json>();

const withoutExact = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (isExactNumber(value)) return Number(value.rawJSON);
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => withoutExact(item));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const members = Object.entries(value).map(([name, each]) => [name, withoutExact(each)] as const);
  return members.some(([name, each]) => each !== (value as JsonObject)[name]) ? Object.fromEntries(members) : value;
};

/** A value whose numbers are all doubles: what jsonata-js calculates with. The value itself where it has no others. */
export const inDoubles = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  const known = plainOf.get(value);
  if (known !== undefined) return known;
  const plain = withoutExact(value);
  plainOf.set(value, plain);
  return plain;
};

/** Whether a number is in it that a double would not give back. */
export const hasExact = (value: Json): boolean => inDoubles(value) !== value;
