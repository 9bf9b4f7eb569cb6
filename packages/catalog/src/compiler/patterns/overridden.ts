import { isObject, type JsonObject } from '../json.ts';

interface Place {
  /** The field that is asked for. */
  readonly field: string;
  /** Where the pattern asks for it, with the branches of $or. */
  readonly path: readonly string[];
}

const OR = '$or';

function placesOf(pattern: JsonObject, path: readonly string[] = [], field: readonly string[] = []): readonly Place[] {
  return Object.entries(pattern).flatMap(([key, wanted]): readonly Place[] => {
    const at = [...path, key];
    if (key === OR && Array.isArray(wanted))
      return wanted.flatMap((branch, index) =>
        isObject(branch) ? placesOf(branch, [...at, String(index)], field) : [],
      );
    const name = [...field, key];
    return isObject(wanted) ? placesOf(wanted, at, name) : [{ field: name.join('.'), path: at }];
  });
}

/** Whether two places are in different branches of one $or: then neither is in the other's way. */
function areAlternatives(one: readonly string[], other: readonly string[]): boolean {
  const fork = one.findIndex((step, index) => step !== other[index]);
  return fork > 0 && one[fork - 1] === OR && other[fork - 1] === OR;
}

function without(pattern: JsonObject, paths: ReadonlySet<string>, path: readonly string[] = []): JsonObject {
  const entries = Object.entries(pattern).flatMap(([key, wanted]): readonly (readonly [string, unknown])[] => {
    const at = [...path, key];
    if (paths.has(at.join('/'))) return [];
    if (isObject(wanted)) return [[key, without(wanted, paths, at)]];
    if (key !== OR || !Array.isArray(wanted)) return [[key, wanted]];
    const branches = wanted.map((branch, index) =>
      isObject(branch) ? without(branch, paths, [...at, String(index)]) : branch,
    );
    return [[key, branches]];
  });
  return Object.fromEntries(entries) as JsonObject;
}

/**
 * A pattern that asks for a field beside `$or` and in one of its branches takes the later of the two (aws/event-ruler
 * JsonRuleCompiler): what such a field asks for says nothing alone. The pattern without these fields, and their paths.
 */
export function withoutOverridden(pattern: JsonObject): {
  readonly rest: JsonObject;
  readonly overridden: readonly (readonly string[])[];
} {
  const byField = Map.groupBy(placesOf(pattern), ({ field }) => field);
  const overridden = [...byField.values()].flatMap((places) =>
    places
      .map(({ path }) => path)
      .filter((path, _, paths) => paths.some((other) => other !== path && !areAlternatives(path, other))),
  );
  if (overridden.length === 0) return { rest: pattern, overridden };
  return { rest: without(pattern, new Set(overridden.map((path) => path.join('/')))), overridden };
}
