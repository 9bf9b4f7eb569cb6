import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../diagnostic.ts';
import { isObject, objectAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { annotationKeywords, vocabulary } from '../schema/vocabulary.ts';
import { type Constraint, canonical, part, partsOf, resolved } from './constraint.ts';

/** A keyword that says something else in the newer of two schemas. */
export interface Difference {
  readonly keyword: string;
  /** Where in the event, `*` for any item or further field. */
  readonly field: string;
  /** Where in the newer catalog. */
  readonly at: Place;
  readonly before: unknown;
  readonly after: unknown;
}

const unread: ReadonlySet<string> = new Set([...annotationKeywords, ...vocabulary, '$schema', 'definitions']);
const single: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'additionalItems']);
const lists: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf']);

/** What differs between two schemas keyword by keyword, whatever it does to events. */
export function differences(before: Constraint, after: Constraint, at = ''): readonly Difference[] {
  const [old, now] = [resolved(before), resolved(after)];
  if (canonical(old) === canonical(now)) return [];
  const keywords = new Set([...Object.keys(old.schema), ...Object.keys(now.schema)]);
  return [...keywords].filter((keyword) => !unread.has(keyword)).flatMap((keyword) => within(old, now, keyword, at));
}

function within(old: Constraint, now: Constraint, keyword: string, at: string): readonly Difference[] {
  if (isDeepStrictEqual(old.schema[keyword], now.schema[keyword]) && !mayRefer(old.schema[keyword])) return [];
  if (keyword === 'properties') return fieldsOf(old, now, at);
  const [one, other] = [part(old, keyword), part(now, keyword)];
  if (single.has(keyword) && one !== undefined && other !== undefined) return differences(one, other, `${at}/*`);
  const [branches, others] = [partsOf(old, keyword), partsOf(now, keyword)];
  if (lists.has(keyword) && branches.length === others.length)
    return branches.flatMap((branch, index) => differences(branch, others[index] ?? branch, at));
  if (one !== undefined && other !== undefined && canonical(one) === canonical(other)) return [];
  return [differenceAt(old, now, keyword, at)];
}

/** Equal words may mean two things where they hold a reference. */
const mayRefer = (value: unknown): boolean =>
  isObject(value) || (Array.isArray(value) && value.some((item) => isObject(item)));

function differenceAt(old: Constraint, now: Constraint, keyword: string, field: string): Difference {
  const pointer = pointerTo(now.pointer, keyword);
  return { keyword, field, at: { file: now.file, pointer }, before: old.schema[keyword], after: now.schema[keyword] };
}

function fieldsOf(old: Constraint, now: Constraint, at: string): readonly Difference[] {
  const [before, after] = [objectAt(old.schema, 'properties'), objectAt(now.schema, 'properties')];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const field = pointerTo(at, name);
    const [one, other] = [part(old, 'properties', name), part(now, 'properties', name)];
    if (one !== undefined && other !== undefined) return differences(one, other, field);
    const pointer = pointerTo(now.pointer, 'properties', ...(other === undefined ? [] : [name]));
    const shown = (node: Constraint | undefined): unknown => (node === undefined ? undefined : brief(node));
    return [{ keyword: 'properties', field, at: { file: now.file, pointer }, before: shown(one), after: shown(other) }];
  });
}

const brief = (node: Constraint): unknown => {
  const { type } = resolved(node).schema;
  return isObject(node.schema) && typeof type === 'string' ? { type } : node.schema;
};
