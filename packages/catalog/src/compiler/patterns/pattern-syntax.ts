import { isObject, isScalar, type JsonObject, show } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { operators } from './matcher.ts';

export interface SyntaxFault {
  readonly pointer: string;
  readonly expected: string;
  readonly received: string;
}

/** Where a pattern is not what EventBridge reads: objects down to non-empty lists of values and operators. */
export function syntaxFaults(pattern: JsonObject, pointer = ''): readonly SyntaxFault[] {
  return Object.entries(pattern).flatMap(([key, value]) => {
    const at = pointerTo(pointer, key);
    if (key === '$or') return eitherFaults(value, at);
    if (isObject(value))
      return Object.keys(value).length > 0
        ? syntaxFaults(value, at)
        : [{ pointer: at, expected: 'a field', received: '{}' }];
    if (!Array.isArray(value) || value.length === 0)
      return [{ pointer: at, expected: 'a list with at least one value', received: show(value) }];
    return value.flatMap((matcher, index) => matcherFaults(matcher, pointerTo(at, index)));
  });
}

function eitherFaults(value: unknown, at: string): readonly SyntaxFault[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    return [{ pointer: at, expected: 'a list of at least two patterns', received: show(value) }];
  }
  return value.flatMap((pattern, index) => syntaxFaults(pattern, pointerTo(at, index)));
}

function matcherFaults(matcher: unknown, pointer: string): readonly SyntaxFault[] {
  if (isScalar(matcher)) return [];
  const keys = isObject(matcher) ? Object.keys(matcher) : [];
  const known = keys.length === 1 && operators.includes(keys[0] ?? '');
  return known ? [] : [{ pointer, expected: `a value or one of ${operators.join(', ')}`, received: show(matcher) }];
}

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
