import type { JsonText } from './json-text.ts';

/** "Pipe support: No" in the EventBridge User Guide's "Comparison operators for use in event patterns". */
const REFUSED_IN_ANYTHING_BUT: ReadonlySet<string> = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

const refusedExpression = (members: readonly (readonly [string, JsonText])[]): string | undefined => {
  for (const [name, value] of members) {
    if (name === 'wildcard') return 'wildcard is not supported in a filter of a pipe or event source mapping';
    if (name !== 'anything-but' || value.kind !== 'object') continue;
    const inner = value.members.find(([operator]) => REFUSED_IN_ANYTHING_BUT.has(operator))?.[0];
    if (inner !== undefined)
      return `anything-but with ${inner} is not supported in a filter of a pipe or event source mapping`;
  }
  return undefined;
};

const firstOf = <T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

const faultAt = (name: string, value: JsonText): string | undefined => {
  if (value.kind === 'object') return pipeFault(value);
  if (value.kind !== 'array') return undefined;
  return firstOf(value.items, (item) => {
    if (item.kind !== 'object') return undefined;
    return name === '$or' ? pipeFault(item) : refusedExpression(item.members);
  });
};

/** The first operator that the event bus knows and a filter of Pipes or Lambda does not. */
export const pipeFault = (pattern: JsonText): string | undefined =>
  pattern.kind === 'object' ? firstOf(pattern.members, ([name, value]) => faultAt(name, value)) : undefined;
