import { isScalar, type JsonScalar } from '../../compiler/json.ts';
import type { SchemaNode } from '../../compiler/schema/schema-node.ts';

export type JsonType = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';

/**
 * What is known of a value before anything runs: a template's constants, the types of what will stand in its gaps.
 *
 *   constant  it is this                       object  it has these fields, and others only where it is `open`
 *   typed     it is of one of these types      array   it has these items
 *   schema    it is valid against this         unknown nothing is known
 */
export type Shape =
  | { readonly kind: 'constant'; readonly value: JsonScalar }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>>; readonly open?: true }
  | { readonly kind: 'array'; readonly items: readonly Shape[] }
  | { readonly kind: 'typed'; readonly types: readonly JsonType[] }
  | { readonly kind: 'schema'; readonly node: SchemaNode }
  | { readonly kind: 'unknown' };

export const unknown: Shape = { kind: 'unknown' };
export const typed = (...types: readonly JsonType[]): Shape => ({ kind: 'typed', types });

/** The shape of JSON whose texts and keys `leaf` and `field` know how to read. */
export const shapeOfJson = (
  value: unknown,
  leaf: (text: string) => Shape,
  field: (name: string, value: unknown) => readonly [string, Shape] = (name, inner) => [
    name,
    shapeOfJson(inner, leaf, field),
  ],
): Shape => {
  if (typeof value === 'string') return leaf(value);
  if (isScalar(value)) return { kind: 'constant', value };
  if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => shapeOfJson(item, leaf, field)) };
  const entries = Object.entries(value as object).map(([name, inner]) => field(name, inner));
  return { kind: 'object', fields: Object.fromEntries(entries) };
};
