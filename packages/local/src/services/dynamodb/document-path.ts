import type { WireItem, WireValue } from './attribute-value.ts';
import { type ExpressionKind, invalidExpression, type Path, showPath } from './expression.ts';

const step = (value: WireValue, element: string | number): WireValue | undefined => {
  if (typeof element === 'number') return 'L' in value ? value.L[element] : undefined;
  return 'M' in value && Object.hasOwn(value.M, element) ? value.M[element] : undefined;
};

/** The value at `path`, or nothing where the path leads nowhere. */
export const readPath = (item: WireItem, path: Path): WireValue | undefined => {
  let value: WireValue | undefined = { M: item };
  for (const element of path) {
    if (value === undefined) return undefined;
    value = step(value, element);
  }
  return value;
};

type Clash = 'overlap' | 'conflict';

const clashOf = (one: Path, two: Path): Clash | undefined => {
  const shared = Math.min(one.length, two.length);
  for (let index = 0; index < shared; index += 1) {
    if (typeof one[index] !== typeof two[index]) return 'conflict';
    if (one[index] !== two[index]) return undefined;
  }
  return 'overlap';
};

/**
 * No path may lie on another's way, nor take for a list what another takes for a map.
 * @throws AwsError ValidationException
 */
export const refuseClashingPaths = (kind: ExpressionKind, paths: readonly Path[]): void => {
  for (const [index, two] of paths.entries())
    for (const one of paths.slice(0, index)) {
      const clash = clashOf(one, two);
      if (clash !== undefined)
        throw invalidExpression(
          kind,
          `Two document paths ${clash} with each other; must remove or rewrite one of these paths; path one: ${showPath(one)}, path two: ${showPath(two)}`,
        );
    }
};
