import { isMap, isNode, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { UsageError } from '../command.ts';

/** Edits of YAML as text: every byte that is not edited stays as it is, comments and blank lines too. */

const mapAt = (text: string, path: readonly string[]): YAMLMap => {
  const found = parseDocument(text).getIn(path, true);
  if (isMap(found) && found.flow !== true && found.items.length > 0) return found;
  throw new UsageError(
    `asyncapi.yaml: ${path.join('/')} is no block with entries, so none can be added or taken away.`,
  );
};

const startOf = (text: string, { key }: Pair): number => {
  const range = isNode(key) ? (key as Node).range : undefined;
  return range ? text.lastIndexOf('\n', range[0] - 1) + 1 : 0;
};

/** After the last line of an entry's value; comments below it belong to what follows. */
const endOf = (text: string, { key, value }: Pair): number => {
  const range = isNode(value) ? value.range : isNode(key) ? (key as Node).range : undefined;
  const end = range?.[1] ?? 0;
  const line = text.lastIndexOf('\n', end - 1) + 1;
  // A block's range may reach to the start of the line after it.
  if (text.slice(line, end).trim() === '') return line;
  const next = text.indexOf('\n', end);
  return next === -1 ? text.length : next + 1;
};

const nameOf = ({ key }: Pair): unknown => (isScalar(key) ? key.value : key);

/** Lines after the last entry of a map, indented as its entries are. @throws UsageError when there is no such block */
export const withEntry = (text: string, path: readonly string[], lines: string): string => {
  const last = mapAt(text, path).items.at(-1);
  if (last === undefined) return text;
  const indent = /^ */.exec(text.slice(startOf(text, last)))?.[0] ?? '';
  const place = endOf(text, last);
  const entry = lines.replace(/^(?=.)/gm, indent);
  return `${text.slice(0, place)}${text[place - 1] === '\n' ? '' : '\n'}${entry}${text.slice(place)}`;
};

/** With another text as the value at a path. @throws UsageError when there is no value there */
export const withScalar = (text: string, path: readonly string[], value: string): string => {
  const found = parseDocument(text).getIn(path, true);
  const range = isScalar(found) ? found.range : undefined;
  if (!range) throw new UsageError(`asyncapi.yaml: ${path.join('/')} is no value, so it cannot be changed.`);
  return `${text.slice(0, range[0])}${value}${text.slice(range[1])}`;
};

/** Without one entry of a map. */
export const withoutEntry = (text: string, path: readonly string[], name: string): string => {
  const pair = mapAt(text, path).items.find((each) => nameOf(each) === name);
  return pair === undefined ? text : `${text.slice(0, startOf(text, pair))}${text.slice(endOf(text, pair))}`;
};

/** Whether there is a block at this path. */
export const hasEntry = (text: string, path: readonly string[]): boolean =>
  isMap(parseDocument(text).getIn(path, true));
