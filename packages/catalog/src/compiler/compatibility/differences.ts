import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../diagnostic.ts';
import { isObject, objectAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { annotationKeywords, vocabulary } from '../schema/vocabulary.ts';
import { type Constraint, canonical, part, partsOf, resolved } from './constraint.ts';
import { patternsOf } from './fields.ts';
import { type Keys, keysLike, keysOf } from './keys.ts';

/** A keyword that says something else in the newer of two schemas. */
export interface Difference {
  readonly keyword: string;
  /** Where in the event, `*` for any item or further field. */
  readonly field: string;
  /** Where in the newer catalog. */
  readonly at: Place;
  readonly before: unknown;
  readonly after: unknown;
  /** Which keys of the maps on the way to the field it is about; none where every key is meant. */
  readonly keys?: readonly Keys[];
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
  if (keyword === 'patternProperties') return fieldsLike(old, now, at);
  const [one, other] = [part(old, keyword), part(now, keyword)];
  const keys = keysOf(old, now, keyword, at);
  if (single.has(keyword) && one !== undefined && other !== undefined)
    return about(keys, differences(one, other, `${at}/*`));
  const [branches, others] = [partsOf(old, keyword), partsOf(now, keyword)];
  if (lists.has(keyword) && branches.length === others.length)
    return branches.flatMap((branch, index) => differences(branch, others[index] ?? branch, at));
  if (one !== undefined && other !== undefined && canonical(one) === canonical(other)) return [];
  return about(keys, [differenceAt(old, now, keyword, at)]);
}

const about = (keys: Keys | undefined, found: readonly Difference[]): readonly Difference[] =>
  keys === undefined ? found : found.map((each) => ({ ...each, keys: [...(each.keys ?? []), keys] }));

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

/** Pattern by pattern: each is about the keys that match it. */
function fieldsLike(old: Constraint, now: Constraint, at: string): readonly Difference[] {
  return [...new Set([...patternsOf(old), ...patternsOf(now)])].flatMap((pattern) => {
    const [one, other] = [old, now].map((node) => part(node, 'patternProperties', pattern));
    const keys = keysLike(pattern, at);
    if (one !== undefined && other !== undefined) return about(keys, differences(one, other, `${at}/*`));
    const shown = (node: Constraint | undefined): unknown => node && { [pattern]: brief(node) };
    const difference = differenceAt(old, now, 'patternProperties', at);
    return about(keys, [{ ...difference, before: shown(one), after: shown(other) }]);
  });
}

const brief = (node: Constraint): unknown => {
  const { type } = resolved(node).schema;
  return isObject(node.schema) && typeof type === 'string' ? { type } : node.schema;
};
