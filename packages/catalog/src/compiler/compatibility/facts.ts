import { isDeepStrictEqual } from 'node:util';
import { arrayAt, type JsonObject } from '../json.ts';
import type { Conjunction } from './constraint.ts';
import { formatOf } from './formats.ts';

/** JSON's types, numbers told apart: `number` is both, `integer` the first alone. */
export type Kind = 'null' | 'boolean' | 'object' | 'array' | 'string' | 'integer' | 'fraction';
const kinds: readonly Kind[] = ['null', 'boolean', 'object', 'array', 'string', 'integer', 'fraction'];

export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** What a flattened conjunction says outright; unions, conditions and what lies within are not looked at. */
export interface Facts {
  readonly kinds: ReadonlySet<Kind>;
  readonly least: Bound;
  readonly most: Bound;
  readonly multiples: readonly number[];
  readonly length: Range;
  readonly items: Range;
  readonly properties: Range;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
  readonly unique: boolean;
  readonly required: ReadonlySet<string>;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

const everyKind: ReadonlySet<Kind> = new Set(kinds);
const byType = new Map<string, ReadonlySet<Kind>>();

export function kindsOf({ type }: JsonObject): ReadonlySet<Kind> {
  if (type === undefined) return everyKind;
  const names = [type].flat();
  const key = names.join();
  const known = byType.get(key);
  if (known !== undefined) return known;
  const numeric = names.includes('number') ? ['integer', 'fraction'] : [];
  const found = new Set(kinds.filter((kind) => names.includes(kind) || numeric.includes(kind)));
  byType.set(key, found);
  return found;
}

const numbers = (nodes: Conjunction, keyword: string): readonly number[] =>
  nodes.map(({ schema }) => schema[keyword]).filter((value) => typeof value === 'number');

const strings = (nodes: Conjunction, keyword: string): readonly string[] =>
  [...new Set(nodes.map(({ schema }) => schema[keyword]))].filter((value) => typeof value === 'string');

const range = (nodes: Conjunction, noun: string): Range => ({
  least: Math.max(0, ...numbers(nodes, `min${noun}`)),
  most: Math.min(Number.POSITIVE_INFINITY, ...numbers(nodes, `max${noun}`)),
});

/** By what is said of the length, by the formats, and by the exclusion of the empty text. */
function lengthOf(nodes: Conjunction): Range {
  const { least, most } = range(nodes, 'Length');
  const formats = strings(nodes, 'format').flatMap((name) => formatOf(name) ?? []);
  const isFilled = nodes.some(({ schema }) => isDeepStrictEqual(schema.not, { const: '' }));
  return {
    least: Math.max(least, isFilled ? 1 : 0, ...formats.map((format) => format.least)),
    most: Math.min(most, ...formats.map((format) => format.most ?? Number.POSITIVE_INFINITY)),
  };
}

export function factsOf(nodes: Conjunction): Facts {
  const multiples = numbers(nodes, 'multipleOf');
  const whole = multiples.some(Number.isInteger);
  const common = kinds.filter((kind) => nodes.every(({ schema }) => kindsOf(schema).has(kind)));
  const left: ReadonlySet<Kind> = new Set(common.filter((kind) => !(whole && kind === 'fraction')));
  const required = new Set(nodes.flatMap(({ schema }) => arrayAt(schema, 'required').map(String)));
  const { least, most } = range(nodes, 'Properties');
  const tuples = nodes.filter(({ schema }) => Array.isArray(schema.items) && schema.additionalItems === false);
  const items = range(nodes, 'Items');
  return {
    kinds: left,
    ...bounds(nodes, !left.has('fraction')),
    multiples,
    length: lengthOf(nodes),
    items: { ...items, most: Math.min(items.most, ...tuples.map(({ schema }) => arrayAt(schema, 'items').length)) },
    properties: { least: Math.max(least, required.size), most },
    patterns: strings(nodes, 'pattern'),
    formats: strings(nodes, 'format'),
    unique: nodes.some(({ schema }) => schema.uniqueItems === true),
    required,
  };
}

function bounds(nodes: Conjunction, whole: boolean): { readonly least: Bound; readonly most: Bound } {
  const minimum = Math.max(Number.NEGATIVE_INFINITY, ...numbers(nodes, 'minimum'));
  const above = Math.max(Number.NEGATIVE_INFINITY, ...numbers(nodes, 'exclusiveMinimum'));
  const maximum = Math.min(Number.POSITIVE_INFINITY, ...numbers(nodes, 'maximum'));
  const below = Math.min(Number.POSITIVE_INFINITY, ...numbers(nodes, 'exclusiveMaximum'));
  if (whole) {
    const least = Math.max(Math.ceil(minimum), Math.floor(above) + 1);
    const most = Math.min(Math.floor(maximum), Math.ceil(below) - 1);
    return { least: { value: least, exclusive: false }, most: { value: most, exclusive: false } };
  }
  return {
    least: { value: Math.max(minimum, above), exclusive: above >= minimum && Number.isFinite(above) },
    most: { value: Math.min(maximum, below), exclusive: below <= maximum && Number.isFinite(below) },
  };
}

/** Whether a number can lie between the bounds. */
export const someNumber = ({ least, most }: Facts): boolean =>
  least.value < most.value || (least.value === most.value && !least.exclusive && !most.exclusive);

const mostListed = 64;
const oneValued: ReadonlySet<Kind> = new Set(['null', 'boolean']);

/** All values that can be valid, if the schemas say them one by one; some of them may still be excluded elsewhere. */
export function listedValues(nodes: Conjunction, facts: Facts): readonly unknown[] | undefined {
  const lists = nodes.flatMap(({ schema }) => {
    if ('const' in schema) return [[schema.const]];
    return Array.isArray(schema.enum) ? [schema.enum as readonly unknown[]] : [];
  });
  const [shortest, ...others] = lists.toSorted((one, other) => one.length - other.length);
  if (shortest !== undefined)
    return shortest.filter((value) => others.every((list) => list.some((other) => isDeepStrictEqual(value, other))));
  if ([...facts.kinds].every((kind) => oneValued.has(kind)))
    return [null, true, false].filter((value) => facts.kinds.has(value === null ? 'null' : 'boolean'));
  const span = facts.most.value - facts.least.value;
  if (facts.kinds.size === 1 && facts.kinds.has('integer') && span < mostListed)
    return Array.from({ length: Math.max(0, span + 1) }, (_, index) => facts.least.value + index);
  return undefined;
}
