import type { Change, Verdict } from '../../compiler/compatibility/compare-schemas.ts';
import { worst } from '../../compiler/compatibility/compare-schemas.ts';
import type { Constraint } from '../../compiler/compatibility/constraint.ts';
import { type Difference, differences } from '../../compiler/compatibility/differences.ts';
import type { Keys } from '../../compiler/compatibility/keys.ts';
import { pointerTo, pointerTokens } from '../../compiler/pointer.ts';
import { type Reads, touches } from './reads.ts';

/** What became of a field: it is gone, it may be missing now or must be there, or other values are allowed. */
export type Fate = 'removed' | 'optional' | 'required' | 'changed';

/** A change of a field that somebody reads. */
export interface FieldImpact {
  readonly field: string;
  readonly fate: Fate;
  readonly verdict: Verdict;
}

/** What a change of an event does to one of its consumers. */
export interface Impact {
  readonly consumer: string;
  readonly owner: string;
  readonly verdict: Verdict;
  readonly fields: readonly FieldImpact[];
}

/** About how many fields an object may have: who reads some of them does not see it. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['maxProperties', 'minProperties']);

/** About the keys of an object as a map: who reads one that it concerns sees it. */
const OF_KEYS: ReadonlySet<string> = new Set(['additionalProperties', 'patternProperties', 'propertyNames']);

interface Affected {
  readonly field: string;
  readonly fate: Fate;
  /** Whether only a reader of this very field sees it. */
  readonly alone: boolean;
  /** Where `*` in the field does not stand for every key. */
  readonly keys: readonly Keys[];
}

const names = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const affected = ({ keyword, field, before, after, keys = [] }: Difference): readonly Affected[] => {
  const one = (place: string, fate: Fate, alone = false): Affected => ({ field: place, fate, alone, keys });
  if (keyword === 'properties') return [one(field, after === undefined ? 'removed' : 'changed')];
  if (OF_KEYS.has(keyword)) return [one(`${field}/*`, 'changed')];
  if (keyword !== 'required') return [one(field, 'changed', OF_THE_WHOLE.has(keyword))];
  const [old, now] = [names(before), names(after)];
  const changed = (from: readonly string[], other: readonly string[], fate: Fate): readonly Affected[] =>
    from.filter((name) => !other.includes(name)).map((name) => one(pointerTo(field, name), fate));
  return [...changed(old, now, 'optional'), ...changed(now, old, 'required')];
};

/** Whether a pointer that the field touches goes by a key that is meant. */
const isMeant = (keys: readonly Keys[], pointer: string): boolean => {
  const tokens = pointerTokens(pointer);
  return keys.every(({ at, concern }) => {
    const key = tokens[pointerTokens(at).length];
    return key === undefined || key === '*' || concern(key);
  });
};

const isSeen = ({ field, alone, keys }: Affected, read: string): boolean =>
  alone ? read === field : touches(field, read) && isMeant(keys, read);

const GRAVITY: readonly Fate[] = ['removed', 'optional', 'required', 'changed'];

/** What became of each field, the gravest first. */
const affectedFields = (before: Constraint, after: Constraint): readonly Affected[] =>
  differences(before, after)
    .flatMap(affected)
    .toSorted((one, other) => GRAVITY.indexOf(one.fate) - GRAVITY.indexOf(other.fate));

/** Each field once, with the gravest of what became of it. */
const gravest = (all: readonly Affected[]): readonly Affected[] =>
  [...new Map(all.toReversed().map((each) => [each.field, each])).values()].toReversed();

/**
 * A field that is read and is gone breaks its reader, whatever the schemas allow each other: to a schema that is open a
 * missing optional field is no change. Otherwise the verdict is that of the schemas on the field.
 */
const verdictOn = ({ field, fate, keys }: Affected, changes: readonly Change[]): Verdict =>
  fate === 'removed'
    ? 'breaking'
    : worst(
        changes.filter((each) => touches(each.field, field) && isMeant(keys, each.field)).map((each) => each.verdict),
      );

export interface Versions {
  readonly before: Constraint;
  readonly after: Constraint;
  /** What the schemas' comparison says. */
  readonly changes: readonly Change[];
}

/** Whom a change of an event's schema concerns, by what each consumer reads; who reads nothing of it is not named. */
export const impactsOf = (event: string, versions: Versions, all: Iterable<Reads>): readonly Impact[] => {
  const fields = affectedFields(versions.before, versions.after);
  return [...all].flatMap(({ consumer, owner, events }) => {
    const reads = events[event] ?? [];
    const seen = gravest(fields.filter((each) => reads.some((read) => isSeen(each, read))));
    if (seen.length === 0) return [];
    const impacts = seen.map((each) => ({
      field: each.field,
      fate: each.fate,
      verdict: verdictOn(each, versions.changes),
    }));
    return [{ consumer, owner, verdict: worst(impacts.map(({ verdict }) => verdict)), fields: impacts }];
  });
};
