import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  visit,
  YAMLMap,
} from 'yaml';
import { UsageError } from '../command.ts';

/** Edits of asyncapi.yaml as text: every byte that is not edited stays as it is, comments and blank lines too. */

/** A map as a block with entries, which can be edited line by line. */
const blockAt = (text: string, path: readonly string[]): YAMLMap | undefined => {
  const found = parseDocument(text).getIn(path, true);
  return isMap(found) && found.flow !== true && found.items.length > 0 ? found : undefined;
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

/** The map at a path of a document, made where there is none; maps on the way that are empty become blocks. */
const madeAt = (document: Document, path: readonly string[]): YAMLMap => {
  for (let length = 0; length <= path.length; length += 1) {
    const here = path.slice(0, length);
    const found = document.getIn(here, true);
    const isEmpty = found === undefined || found === null || (isScalar(found) && found.value === null);
    if (!isEmpty && !isMap(found))
      throw new UsageError(`asyncapi.yaml: ${here.join('/')} is not a map, so nothing can be added to it.`);
    if (isEmpty) document.setIn(here, new YAMLMap());
    const map = document.getIn(here, true) as YAMLMap;
    if (map.items.length === 0) map.flow = false;
  }
  return document.getIn(path, true) as YAMLMap;
};

/** With entries in a map that has none yet, or has them on one line: the document is laid out anew. */
const withFirstEntry = (text: string, path: readonly string[], lines: string): string => {
  const document = parseDocument(text);
  const added = parseDocument(lines).contents;
  madeAt(document, path).items.push(...(isMap(added) ? added.items : []));
  return document.toString({ lineWidth: 0 });
};

/**
 * With entries (the lines of a block) after the last one of the map at a path. A map that is not there, is empty or stands
 * on one line is made first. @throws UsageError when something else than a map is there
 */
export const withEntry = (text: string, path: readonly string[], lines: string): string => {
  const last = blockAt(text, path)?.items.at(-1);
  if (last === undefined) return withFirstEntry(text, path, lines);
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

/** Without one entry of a block. */
export const withoutEntry = (text: string, path: readonly string[], name: string): string => {
  const pair = blockAt(text, path)?.items.find((each) => nameOf(each) === name);
  return pair === undefined ? text : `${text.slice(0, startOf(text, pair))}${text.slice(endOf(text, pair))}`;
};

/** Whether there is a block at this path. */
export const hasEntry = (text: string, path: readonly string[]): boolean =>
  isMap(parseDocument(text).getIn(path, true));

/** An entry as lines of a block; what holds nothing but scalars stands on one line, as in `{ $ref: ... }`. */
export const linesOf = (entry: object): string => {
  const document = new Document(entry);
  visit(document, {
    Collection: (_key, node) => {
      const values = isMap(node) ? node.items.map(({ value }) => value) : node.items;
      if (node !== document.contents && values.length > 0 && !values.some(isCollection)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, singleQuote: true }).replaceAll(/: \[ (.*) \]$/gm, ': [$1]');
};
