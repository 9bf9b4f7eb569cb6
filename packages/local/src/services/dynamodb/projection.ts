import type { WireItem, WireValue } from './attribute-value.ts';
import { readPath, refuseClashingPaths } from './document-path.ts';
import type { Path } from './expression.ts';
import { tokenize } from './expression-tokens.ts';
import { parsePath } from './operand-parser.ts';
import type { Placeholders } from './placeholders.ts';

/** @throws AwsError ValidationException */
export const readProjection = (source: string, placeholders: Placeholders): readonly Path[] => {
  const tokens = tokenize('ProjectionExpression', source);
  const parsed = [parsePath(tokens)];
  while (tokens.accept(',')) parsed.push(parsePath(tokens));
  tokens.expectEnd();
  const paths = parsed.map((path) => placeholders.path('ProjectionExpression', path));
  refuseClashingPaths('ProjectionExpression', paths);
  return paths;
};

const heads = (paths: readonly Path[]): ReadonlyMap<string | number, readonly Path[]> => {
  const grouped = new Map<string | number, Path[]>();
  for (const [head, ...rest] of paths) {
    const key = head as string | number;
    grouped.set(key, [...(grouped.get(key) ?? []), rest]);
  }
  return grouped;
};

const pick = (value: WireValue, paths: readonly Path[]): WireValue => {
  if (paths.some((path) => path.length === 0)) return value;
  if ('L' in value) {
    const indexes = [...heads(paths)].sort(([a], [b]) => Number(a) - Number(b));
    return {
      L: indexes.flatMap(([index, rest]) => {
        const element = value.L[Number(index)];
        return element === undefined ? [] : [pick(element, rest)];
      }),
    };
  }
  return 'M' in value ? { M: project(value.M, paths) } : value;
};

/** Only what the paths name: maps keep their shape, lists close up around the chosen elements. */
export const project = (item: WireItem, paths: readonly Path[]): WireItem => {
  const there = paths.filter((path) => readPath(item, path) !== undefined);
  return Object.fromEntries(
    [...heads(there)].map(([name, rest]) => [name, pick(item[String(name)] as WireValue, rest)]),
  );
};
