import type { Change, Verdict } from '../../compiler/compatibility/compare-schemas.ts';
import { worst } from '../../compiler/compatibility/compare-schemas.ts';
import type { Constraint } from '../../compiler/compatibility/constraint.ts';
import { type Difference, differences } from '../../compiler/compatibility/differences.ts';
import { pointerTo } from '../../compiler/pointer.ts';
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

/** About what an object may have beside its fields: who reads the fields does not see it. */
const BESIDE_FIELDS: ReadonlySet<string> = new Set([
  'additionalProperties',
  'maxProperties',
  'minProperties',
  'patternProperties',
  'propertyNames',
]);

interface Affected {
  readonly field: string;
  readonly fate: Fate;
  /** Whether only a reader of this very field sees it. */
  readonly alone: boolean;
}

const names = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const affected = ({ keyword, field, before, after }: Difference): readonly Affected[] => {
  if (keyword === 'properties') return [{ field, fate: after === undefined ? 'removed' : 'changed', alone: false }];
  if (keyword !== 'required') return [{ field, fate: 'changed', alone: BESIDE_FIELDS.has(keyword) }];
  const [old, now] = [names(before), names(after)];
  const changed = (from: readonly string[], other: readonly string[], fate: Fate): readonly Affected[] =>
    from.filter((name) => !other.includes(name)).map((name) => ({ field: pointerTo(field, name), fate, alone: false }));
  return [...changed(old, now, 'optional'), ...changed(now, old, 'required')];
};

const GRAVITY: readonly Fate[] = ['removed', 'optional', 'required', 'changed'];

/** What became of each field, the gravest where several things did. */
const affectedFields = (before: Constraint, after: Constraint): readonly Affected[] => {
  const all = differences(before, after)
    .flatMap(affected)
    .toSorted((one, other) => GRAVITY.indexOf(one.fate) - GRAVITY.indexOf(other.fate));
  return [...new Map(all.toReversed().map((each) => [each.field, each])).values()].toReversed();
};

/**
 * A field that is read and is gone breaks its reader, whatever the schemas allow each other: to a schema that is open a
 * missing optional field is no change. Otherwise the verdict is that of the schemas on the field.
 */
const verdictOn = ({ field, fate }: Affected, changes: readonly Change[]): Verdict =>
  fate === 'removed'
    ? 'breaking'
    : worst(changes.filter((each) => touches(each.field, field)).map((each) => each.verdict));

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
    const seen = fields.filter(({ field, alone }) =>
      reads.some((read) => (alone ? read === field : touches(field, read))),
    );
    if (seen.length === 0) return [];
    const told = seen.map((each) => ({
      field: each.field,
      fate: each.fate,
      verdict: verdictOn(each, versions.changes),
    }));
    return [{ consumer, owner, verdict: worst(told.map(({ verdict }) => verdict)), fields: told }];
  });
};
