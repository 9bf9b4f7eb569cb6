import { isObject, isScalar, type JsonObject, type JsonScalar } from '../json.ts';
import type { Schemas } from '../schema/schema-node.ts';
import type { Narrowing } from '../stages.ts';
import { type FieldView, tagsOf } from './field-views.ts';

/** What is said in every surviving view: a path's values together, or only that it is there. */
export function commonNarrowings(rows: readonly Narrowing[][]): readonly Narrowing[] {
  const said = rows.map((row) => new Map(row.map((one) => [one.path.join('/'), one])));
  return [...(said[0] ?? [])].flatMap(([key, { path }]) => {
    const all = said.map((view) => view.get(key)?.values);
    if (all.includes(undefined)) return [];
    const lists = all.filter((values) => values !== undefined && values !== 'present');
    return [{ path, values: lists.length === all.length ? [...new Set(lists.flat())] : 'present' }];
  });
}

/** Branches that cannot match are gone from the field that tells the branches apart. */
export function tagNarrowings(
  schemas: Schemas,
  views: readonly FieldView[],
  remaining: readonly FieldView[],
  path: readonly string[],
): readonly Narrowing[] {
  if (remaining.length === views.length) return [];
  const fields = [...(views[0]?.fields.keys() ?? [])];
  return fields.flatMap((field) => {
    const all = tagsOf(schemas, views, field);
    const left = tagsOf(schemas, remaining, field);
    if (all === undefined || left === undefined || new Set(all).size < 2) return [];
    return [{ path: [...path, field], values: [...new Set(left)] }];
  });
}

/** What the matchers that can match say of the field at `path`. */
export function leafNarrowing(
  matchers: readonly unknown[],
  required: boolean,
  path: readonly string[],
): readonly Narrowing[] {
  if (matchers.every((matcher): matcher is JsonScalar => isScalar(matcher)))
    return [{ path, values: [...new Set(matchers)] }];
  return required || asksForAbsence(matchers) ? [] : [present(path)];
}

/** The narrowing of a field that has to be there. */
export const present = (path: readonly string[]): Narrowing => ({ path, values: 'present' });

/** Whether some field of a pattern has to be there for it to match. */
export function asksForPresence(pattern: JsonObject): boolean {
  return Object.entries(pattern).some(([key, wanted]) =>
    isObject(wanted) ? asksForPresence(wanted) : key !== '$or' && Array.isArray(wanted) && !asksForAbsence(wanted),
  );
}

/** Whether the list of matchers also holds for a field that is not there. */
export const asksForAbsence = (wanted: unknown): boolean =>
  Array.isArray(wanted) && wanted.some((matcher) => isObject(matcher) && matcher.exists === false);
