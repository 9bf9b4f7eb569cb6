import { isObject } from '../json.ts';

/** The paths of all matchers in a pattern, or in the value of one of its fields, except those that ask for absence. */
export function matcherPaths(wanted: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (isObject(wanted)) return Object.entries(wanted).flatMap(([key, value]) => matcherPaths(value, [...path, key]));
  if (!Array.isArray(wanted)) return [];
  return wanted.flatMap((item, index) => {
    const at = [...path, String(index)];
    if (path.at(-1) === '$or') return matcherPaths(item, at);
    return isObject(item) && item.exists === false ? [] : [at];
  });
}
