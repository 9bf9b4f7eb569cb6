import { isExactNumber, type Json, type JsonObject } from '../../../kernel/json.ts';

/** The value of a JSON number, also of one that is kept as it was written; `undefined` for all else. */
export const numberOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  return isExactNumber(value) ? Number(value.rawJSON) : undefined;
};

/** Whether a number is in it that a double would not give back. */
export const hasExact = (value: Json): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) if (hasExact(item)) return true;
    return false;
  }
  if (isExactNumber(value)) return true;
  for (const name in value) if (hasExact((value as JsonObject)[name] as Json)) return true;
  return false;
};

const withoutExact = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (isExactNumber(value)) return Number(value.rawJSON);
  if (Array.isArray(value)) return value.map((item: Json) => withoutExact(item));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutExact(each)]));
};

const plainOf = new WeakMap<object, Json>();

/** A value whose numbers are all doubles: what jsonata-js calculates with. The value itself where it has no others. */
export const inDoubles = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  const known = plainOf.get(value);
  if (known !== undefined) return known;
  const plain = hasExact(value) ? withoutExact(value) : value;
  plainOf.set(value, plain);
  return plain;
};
