import { sampleOf } from '../compatibility/language.ts';
import { seeded } from '../compatibility/random.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import { literal } from './literal.ts';
import { makeable } from './makeable-pattern.ts';

/** How much longer than they must be lists, texts and maps are made. */
export const ROOM = { items: 3, characters: 24, fields: 3 };

export type Write = (node: SchemaNode) => string;

export const numberAt = ({ schema }: SchemaNode, keyword: string): number | undefined => {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
};

/** `{ min: 1, max: 9 }`, without what is not known. */
export const options = (entries: Readonly<Record<string, string | number | boolean | undefined>>): string => {
  const known = Object.entries(entries).filter(([, value]) => value !== undefined);
  return known.length === 0 ? '' : `{ ${known.map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
};

/** The least and the most, and no more than there is room for. */
export const sizes = (
  node: SchemaNode,
  noun: string,
  room: number,
): { readonly least: number; readonly most: number } => {
  const least = numberAt(node, `min${noun}`) ?? 0;
  return { least, most: Math.min(numberAt(node, `max${noun}`) ?? Number.POSITIVE_INFINITY, least + room) };
};

const YEARS =
  "{ min: new Date('1970-01-01T00:00:00.000Z'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true }";
const instant = `fc.date(${YEARS}).map((date) => date.toISOString())`;
const time = `fc.date(${YEARS}).map((date) => date.toISOString().slice(11))`;

/** What ajv-formats knows and a text that is made by chance never has. */
const formats: Readonly<Record<string, string>> = {
  'date-time': instant,
  'iso-date-time': instant,
  date: `fc.date(${YEARS}).map((date) => date.toISOString().slice(0, 10))`,
  time,
  'iso-time': time,
  duration: 'fc.nat().map((seconds) => `PT${seconds}S`)',
  uuid: 'fc.uuid()',
  uri: 'fc.webUrl()',
  url: 'fc.webUrl()',
  'uri-reference': 'fc.webUrl()',
  'uri-template': 'fc.webUrl()',
  email: 'fc.emailAddress()',
  hostname: 'fc.domain()',
  ipv4: 'fc.ipV4()',
  ipv6: 'fc.ipV6()',
  byte: 'fc.base64String()',
  regex: 'fc.stringMatching(/^[a-z]{0,8}$/)',
  'json-pointer': 'fc.stringMatching(/^(\\/[a-z0-9]{0,8}){0,3}$/)',
  'relative-json-pointer': 'fc.stringMatching(/^[1-9]?[0-9](\\/[a-z0-9]{0,8}){0,3}$/)',
};

const matching = (pattern: string): string => `fc.stringMatching(new RegExp(${literal(pattern)}, 'u'))`;

const TRIES = 60;

/** Texts that a pattern matches, made of what is left of it. */
const samplesOf = (pattern: string, rest: string): readonly string[] => {
  const random = seeded(7);
  const whole = new RegExp(pattern, 'u');
  const made = Array.from({ length: TRIES }, () => sampleOf(rest, random));
  return made.filter((each) => each !== undefined).filter((each) => whole.test(each));
};

/**
 * A text by its pattern; where that asks for more than is known how to make, by what is left of it, if that hits the whole
 * often enough. A filter that next to nothing passes would never end: then the few that are known have to do, or the
 * filter by the validator, which gives up.
 */
const byPattern = (pattern: string): string => {
  const rest = makeable(pattern);
  if (rest === pattern) return matching(pattern);
  const known = samplesOf(pattern, rest ?? pattern);
  if (rest !== undefined && known.length > TRIES / 10)
    return `${matching(rest)}.filter((text) => new RegExp(${literal(pattern)}, 'u').test(text))`;
  return known.length === 0 ? 'fc.string()' : `fc.constantFrom(${literal([...new Set(known)]).slice(1, -1)})`;
};

const byLength = (node: SchemaNode): string => {
  const { least, most } = sizes(node, 'Length', ROOM.characters);
  return `fc.string({ minLength: ${least}, maxLength: ${most} })`;
};

const ofLength = (node: SchemaNode): string => {
  const [least, most] = [numberAt(node, 'minLength'), numberAt(node, 'maxLength')];
  const bounds = [
    ...(least === undefined ? [] : [`[...text].length >= ${least}`]),
    ...(most === undefined ? [] : [`[...text].length <= ${most}`]),
  ];
  return bounds.length === 0 ? '' : `.filter((text) => ${bounds.join(' && ')})`;
};

export const text: Write = (node) => {
  const { format, pattern } = node.schema;
  const known = typeof format === 'string' ? formats[format] : undefined;
  if (known !== undefined) return known;
  return typeof pattern === 'string' ? `${byPattern(pattern)}${ofLength(node)}` : byLength(node);
};
