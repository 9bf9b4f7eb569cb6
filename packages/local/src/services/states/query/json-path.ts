import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import { type Comparand, parseFilter } from './json-path-filter.ts';
import { runtimeFailure } from './query-failure.ts';

/** One step of a path, and whether it may find more than one value (then the path is indefinite). */
type Segment =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly step: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descent'; readonly each: Segment }
  | { readonly kind: 'filter'; readonly holds: (value: Json, visit: Visit) => boolean }
  | { readonly kind: 'length' };

export interface JsonPath {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** Finds at most one value; an indefinite path answers an array of all it found. */
  readonly definite: boolean;
}

const isDefinite = (segment: Segment): boolean =>
  segment.kind === 'length' ||
  (segment.kind === 'names' && segment.names.length === 1) ||
  (segment.kind === 'indexes' && segment.indexes.length === 1);

const NAME = /[^.[\]()'",\s?@*]+/y;
const INTEGER = /-?\d+/y;

class Reader {
  readonly text: string;
  at: number;
  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }
  get done(): boolean {
    return this.at >= this.text.length;
  }
  eat(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
  space(): void {
    this.match(/\s*/y);
  }
  fail(): never {
    throw new SyntaxError(`Invalid path '${this.text}' at character ${this.at}`);
  }
}

const quoted = (reader: Reader): string => {
  const quote = reader.text[reader.at];
  reader.at += 1;
  let value = '';
  for (;;) {
    const char = reader.text[reader.at];
    if (char === undefined) return reader.fail();
    reader.at += 1;
    if (char === quote) return value;
    if (char === '\\') {
      value += reader.text[reader.at] ?? '';
      reader.at += 1;
    } else value += char;
  }
};

const listOf = <T>(reader: Reader, one: () => T): readonly T[] => {
  const values: T[] = [];
  do {
    reader.space();
    values.push(one());
    reader.space();
  } while (reader.eat(','));
  if (!reader.eat(']')) reader.fail();
  return values;
};

const sliceOrIndexes = (reader: Reader): Segment => {
  const first = reader.match(INTEGER);
  reader.space();
  if (reader.eat(':')) {
    reader.space();
    const to = reader.match(INTEGER);
    reader.space();
    const step = reader.eat(':') ? Number(reader.match(INTEGER) ?? 1) : 1;
    reader.space();
    if (!reader.eat(']')) reader.fail();
    return {
      kind: 'slice',
      step,
      ...(first === undefined ? {} : { from: Number(first) }),
      ...(to === undefined ? {} : { to: Number(to) }),
    };
  }
  if (first === undefined) return reader.fail();
  const indexes = [Number(first)];
  while (reader.eat(',')) {
    reader.space();
    indexes.push(Number(reader.match(INTEGER) ?? reader.fail()));
    reader.space();
  }
  if (!reader.eat(']')) reader.fail();
  return { kind: 'indexes', indexes };
};

/** A filter's text up to its closing bracket, quotes and nested brackets respected. */
const filterText = (reader: Reader): string => {
  const start = reader.at;
  let depth = 1;
  while (depth > 0) {
    const char = reader.text[reader.at];
    if (char === undefined) return reader.fail();
    if (char === "'" || char === '"') quoted(reader);
    else {
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
      reader.at += 1;
    }
  }
  return reader.text.slice(start, reader.at - 1);
};

const bracket = (reader: Reader): Segment => {
  reader.space();
  if (reader.eat('*')) {
    reader.space();
    if (!reader.eat(']')) reader.fail();
    return { kind: 'wildcard' };
  }
  if (reader.eat('?(')) {
    const text = filterText(reader);
    reader.space();
    if (!reader.eat(']')) reader.fail();
    const comparand = (path: string): Comparand<Visit> => {
      const parsed = parseJsonPath(`$${path.slice(1)}`);
      return (value, visit) => findIn(parsed, path.startsWith('@') ? value : visit.root, visit);
    };
    return { kind: 'filter', holds: parseFilter(text, comparand) };
  }
  const char = reader.text[reader.at];
  if (char === "'" || char === '"') return { kind: 'names', names: listOf(reader, () => quoted(reader)) };
  return sliceOrIndexes(reader);
};

/** Jayway takes a bracket behind a dot: `$.[0]`, `$.a.['b']`. */
const dotted = (reader: Reader): Segment => {
  if (reader.eat('[')) return bracket(reader);
  if (reader.eat('*')) return { kind: 'wildcard' };
  if (reader.eat('length()')) return { kind: 'length' };
  const name = reader.match(NAME);
  return name === undefined ? reader.fail() : { kind: 'names', names: [name] };
};

const segment = (reader: Reader): Segment => {
  if (reader.eat('..')) return { kind: 'descent', each: dotted(reader) };
  if (reader.eat('.')) return dotted(reader);
  if (reader.eat('[')) return bracket(reader);
  return reader.fail();
};

/**
 * Parses a JSONPath that begins with `$` (Step Functions Developer Guide, "Using JSONPath paths").
 * @throws SyntaxError
 */
export const parseJsonPath = (text: string): JsonPath => {
  const reader = new Reader(text.trimEnd(), 0);
  if (!reader.eat('$')) reader.fail();
  const segments: Segment[] = [];
  while (!reader.done) segments.push(segment(reader));
  return { text, segments, definite: segments.every(isDefinite) };
};

const member = (value: Json, name: string): readonly Json[] => {
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return [];
  return [value[name] as Json];
};

const element = (value: readonly Json[], index: number): readonly Json[] => {
  const found = value[index < 0 ? value.length + index : index];
  return found === undefined ? [] : [found];
};

const children = (value: Json): readonly Json[] => {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
};

/** Values that one path may visit: `..` in a filter or behind another `..` visits all again for each. */
const MOST_VISITED = 500_000;

/** What a search visits, the paths in its filters included. */
class Visit {
  readonly root: Json;
  #left = MOST_VISITED;

  constructor(root: Json) {
    this.root = root;
  }

  /** @throws QueryFailure States.Runtime */
  spend(values: number): void {
    this.#left -= values;
    if (this.#left < 0) throw runtimeFailure(`The path visits more than ${MOST_VISITED} values.`);
  }
}

const descendants = (value: Json, visit: Visit): readonly Json[] => {
  const found: Json[] = [];
  const collect = (each: Json): void => {
    visit.spend(1);
    found.push(each);
    for (const child of children(each)) collect(child);
  };
  collect(value);
  return found;
};

const slice = (items: readonly Json[], { from, to, step }: Segment & { kind: 'slice' }): readonly Json[] =>
  items.slice(from ?? 0, to ?? items.length).filter((_, index) => index % Math.max(1, step) === 0);

const select = (value: Json, segment: Segment, visit: Visit): readonly Json[] => {
  visit.spend(1);
  switch (segment.kind) {
    case 'names':
      return segment.names.flatMap((name) => member(value, name));
    case 'indexes':
      return Array.isArray(value) ? segment.indexes.flatMap((index) => element(value, index)) : [];
    case 'slice':
      return Array.isArray(value) ? slice(value, segment) : [];
    case 'wildcard':
      return children(value);
    case 'descent':
      return descendants(value, visit).flatMap((each) => select(each, segment.each, visit));
    case 'filter':
      return (Array.isArray(value) ? value : [value]).filter((each: Json) => {
        visit.spend(1);
        return segment.holds(each, visit);
      });
    case 'length':
      return Array.isArray(value) || typeof value === 'string' ? [value.length] : [];
  }
};

const findIn = (path: JsonPath, from: Json, visit: Visit): Json | undefined => {
  let found: readonly Json[] = [from];
  for (const segment of path.segments) found = found.flatMap((value) => select(value, segment, visit));
  return path.definite ? found[0] : found;
};

/** What the path finds in `root`: one value, an array when it is indefinite, or `undefined`. @throws QueryFailure */
export const find = (path: JsonPath, root: Json): Json | undefined => findIn(path, root, new Visit(root));

/** The first part of a definite path that leads nowhere, when it is not the whole path. */
export const missingOnTheWay = (path: JsonPath, root: Json): string | undefined => {
  if (!path.definite) return undefined;
  for (let length = 1; length < path.segments.length; length += 1) {
    const part: JsonPath = { ...path, segments: path.segments.slice(0, length) };
    if (find(part, root) === undefined) return bracketed(part);
  }
  return undefined;
};

/** `$['a'][0]`: the form in which Step Functions names a path that led nowhere. */
export const bracketed = (path: JsonPath): string =>
  `$${path.segments.map((each) => (each.kind === 'names' ? each.names.map((name) => `['${name}']`).join('') : each.kind === 'indexes' ? `[${each.indexes.join(',')}]` : '[*]')).join('')}`;

/** Puts `value` at a reference path, making the objects on the way (`ResultPath`). `undefined` when it cannot be. */
export const place = (root: Json, path: JsonPath, value: Json): Json | undefined => {
  const put = (at: Json | undefined, [head, ...rest]: readonly Segment[]): Json | undefined => {
    if (head === undefined) return value;
    if (head.kind === 'names') return putMember(at, head.names[0] as string, (inner) => put(inner, rest));
    if (head.kind !== 'indexes' || !Array.isArray(at)) return undefined;
    const index = head.indexes[0] as number;
    if (index < 0 || index >= at.length) return undefined;
    const inner = put(at[index] as Json, rest);
    return inner === undefined ? undefined : at.with(index, inner);
  };
  return put(root, path.segments);
};

const putMember = (
  at: Json | undefined,
  name: string,
  inner: (value: Json | undefined) => Json | undefined,
): Json | undefined => {
  if (at !== undefined && at !== null && !isJsonObject(at)) return undefined;
  const object: JsonObject = at ?? {};
  const made = inner(Object.hasOwn(object, name) ? object[name] : undefined);
  return made === undefined ? undefined : { ...object, [name]: made };
};
