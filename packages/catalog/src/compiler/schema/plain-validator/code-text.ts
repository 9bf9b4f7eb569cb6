import type { JsonScalar } from '../../json.ts';
import type { Type } from './plain-schema.ts';

/** A value as code (`safeStringify` in ajv/lib/compile/codegen/code.ts): these two end a line in older JavaScript. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value);
  return /[\u2028\u2029]/.test(text) ? text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029') : text;
}

/** Ajv writes numbers as JavaScript does, and not as JSON: 1e999, which JSON reads as infinite, is Infinity. */
export const literal = (value: JsonScalar): string => (typeof value === 'string' ? quoted(value) : String(value));

const identifier = /^[a-z$_][a-z$_0-9]*$/i;

export const property = (name: string): string => (identifier.test(name) ? `.${name}` : `[${quoted(name)}]`);

/** The tokens of a path that stand together are one text: `"/lines/" + i0+"/price"`. The root's is empty. */
export function pathBelow(path: string, name: string): string {
  const token = quoted(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  if (path === '') return token;
  return path.endsWith('"') ? `${path.slice(0, -1)}${token.slice(1)}` : `${path}+${token}`;
}

export const pathAtIndex = (path: string, index: string): string =>
  path.endsWith('"') ? `${path.slice(0, -1)}/" + ${index}` : `${path}${path === '' ? '' : '+'}"/" + ${index}`;

/** Whether data are of a type; of numbers, only of those that JSON can write. */
export function ofType(type: Type, data: string): string {
  const number = `(typeof ${data} == "number")`;
  if (type === 'null') return `${data} === null`;
  if (type === 'array') return `Array.isArray(${data})`;
  if (type === 'object') return `${data} && typeof ${data} == "object" && !Array.isArray(${data})`;
  if (type === 'number') return `${number} && (isFinite(${data}))`;
  if (type === 'integer') return `(${number} && (!(${data} % 1) && !isNaN(${data}))) && (isFinite(${data}))`;
  return `typeof ${data} === ${quoted(type)}`;
}

/** Whether data are not of a type. */
export function notOfType(type: Type, data: string): string {
  if (type === 'null') return `${data} !== null`;
  return type === 'string' || type === 'boolean' ? `typeof ${data} !== ${quoted(type)}` : `!(${ofType(type, data)})`;
}

/** Whether one of several values is the data: Ajv's `or` puts all that it has into brackets again. */
export function isOneOf(data: string, values: readonly JsonScalar[]): string {
  const [first = '', ...rest] = values.map((value) => `${data} === ${literal(value)}`);
  return rest.reduce((before, next) => `(${before}) || (${next})`, first);
}
