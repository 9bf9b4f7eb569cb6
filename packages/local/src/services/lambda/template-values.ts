import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';

/** Values of resource properties. CloudFormation takes numbers and booleans as text too. */
export const textAt = (properties: JsonObject, name: string): string | undefined => {
  const value = properties[name];
  return value === undefined || value === null ? undefined : String(value);
};

export const requiredText = (properties: JsonObject, name: string): string => {
  const value = textAt(properties, name);
  if (value === undefined) throw new RefusedError(`/${name}`, 'missing', 'CloudFormation requires it.');
  return value;
};

/** @throws RefusedError outside `from` and `to` (both included). */
export const numberAt = (
  properties: JsonObject,
  name: string,
  bounds: { readonly from: number; readonly to: number },
): number | undefined => {
  const text = textAt(properties, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= bounds.from && value <= bounds.to) return value;
  throw new RefusedError(`/${name}`, text, `Give a whole number from ${bounds.from} to ${bounds.to}.`);
};

export const flagAt = (properties: JsonObject, name: string, otherwise: boolean): boolean => {
  const text = textAt(properties, name);
  return text === undefined ? otherwise : text === 'true';
};

export const objectAt = (properties: JsonObject, name: string): JsonObject => {
  const value = properties[name];
  return isJsonObject(value) ? value : {};
};

export const listAt = (properties: JsonObject, name: string): readonly Json[] => {
  const value = properties[name];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
};

/** `{name: value}` when there is a value: for members that may be missing. */
export const optional = <Name extends string, T>(name: Name, value: T | undefined): { readonly [K in Name]?: T } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]?: T });
