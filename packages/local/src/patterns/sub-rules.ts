import type { JsonText } from './json-text.ts';
import type { FieldPattern } from './leaf.ts';
import { exactValue, matchExpression } from './match-expression.ts';
import { PatternFault } from './pattern-fault.ts';

/** One conjunction: dotted path to what may stand there. A pattern with `$or` has several, one of which must hold. */
export type SubRule = ReadonlyMap<string, FieldPattern>;

type Members = readonly (readonly [name: string, value: JsonText])[];
type Draft = Map<string, FieldPattern>;

const OR = '$or';

/**
 * EventBridge User Guide, "Comparison operators for use in event patterns", Or matching: a pattern whose use of $or results in
 * over 1,000 rule combinations is not supported.
 */
const MOST_COMBINATIONS = 1_000;

/** Words that a field beside `$or` may not bear: aws/event-ruler README, "And and Or relationship among fields". */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard ' +
    'not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ' +
    'ip-address-in-range ip-address-not-in-range'
  ).split(' '),
);

const fieldPattern = (alternatives: readonly JsonText[]): FieldPattern => {
  if (alternatives.length === 0) throw new PatternFault('Empty arrays are not allowed');
  return alternatives.map((alternative) =>
    alternative.kind === 'object' ? matchExpression(alternative.members) : exactValue(alternative),
  );
};

/** Each branch is added to each conjunction found so far; what follows `$or` goes into all of them. */
const readOr = (drafts: readonly Draft[], path: string | undefined, branches: JsonText): Draft[] => {
  if (branches.kind !== 'array') throw new PatternFault('It must be an Array followed with $or.');
  const forked: Draft[] = [];
  for (const branch of branches.items) {
    if (branch.kind !== 'object') throw new PatternFault('Only JSON object is allowed in array of $or relationship.');
    const copies = drafts.length === 0 ? [new Map()] : drafts.map((draft): Draft => new Map(draft));
    forked.push(...readFields(copies, path, branch.members, true));
    if (forked.length > MOST_COMBINATIONS)
      throw new PatternFault(`$or results in over ${MOST_COMBINATIONS} rule combinations`);
  }
  if (branches.items.length < 2) throw new PatternFault('There must have at least 2 Objects in $or relationship.');
  return forked;
};

const readField = (
  drafts: Draft[],
  path: string | undefined,
  [name, value]: Members[number],
  inOr: boolean,
): Draft[] => {
  if (name === OR) return readOr(drafts, path, value);
  if (inOr && RESERVED.has(name))
    throw new PatternFault(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
  if (value.kind === 'object')
    return readFields(drafts, path === undefined ? name : `${path}.${name}`, value.members, inOr);
  if (value.kind !== 'array') throw new PatternFault(`"${name}" must be an object or an array`);
  const field = fieldPattern(value.items);
  // event-ruler's Path#extendedName: a list right below an empty name has no dot before its own.
  const here = path === undefined || path === '' ? name : `${path}.${name}`;
  const all = drafts.length === 0 ? [new Map<string, FieldPattern>()] : drafts;
  for (const draft of all) draft.set(here, field);
  return all;
};

const readFields = (drafts: Draft[], path: string | undefined, members: Members, inOr: boolean): Draft[] => {
  if (members.length === 0) throw new PatternFault('Empty objects are not allowed');
  return members.reduce((sofar, member) => readField(sofar, path, member, inOr), drafts);
};

/** @throws PatternFault */
export const subRules = (pattern: JsonText): readonly SubRule[] => {
  if (pattern.kind !== 'object') throw new PatternFault('Filter is not an object');
  return readFields([], undefined, pattern.members, false);
};
