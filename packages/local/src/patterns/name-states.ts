import type { Alternative, FieldPattern, ValuePattern } from './leaf.ts';
import { PatternFault } from './pattern-fault.ts';
import type { WildcardUnit } from './text-shapes.ts';

/**
 * Where a conjunction stands after its first fields. Conjunctions that came there by one pattern share the state:
 *
 *   start --a: "x"--> state --b: 1--> state (ending for 0)
 *                           --b: 2--> state (ending for 1)
 */
export interface NameState {
  readonly fields: Map<string, FieldState>;
  /** Which conjunctions came here with a pattern, on their way and with their last field. */
  readonly passing: Map<string, Set<number>>;
  readonly ending: Map<string, Set<number>>;
}

export interface FieldState {
  /** Whether numbers are compared as numbers here: one conjunction's numeric pattern decides it for all that share. */
  numeric: boolean;
  readonly transitions: Transition[];
  readonly wildcards: (readonly WildcardUnit[])[];
  hasSuffix: boolean;
  absent: NameState | undefined;
}

interface Transition {
  readonly value: ValuePattern;
  readonly next: NameState;
}

export interface Step {
  readonly path: string;
  readonly field: FieldPattern;
}

export const ABSENT = 'absent';
export const idOf = (alternative: Alternative): string => (alternative === ABSENT ? ABSENT : alternative.id);

export const freshState = (): NameState => ({
  fields: new Map(),
  passing: new Map(),
  ending: new Map(),
});

const fieldAt = (state: NameState, path: string): FieldState => {
  const known = state.fields.get(path);
  if (known !== undefined) return known;
  const fresh: FieldState = { numeric: false, transitions: [], wildcards: [], hasSuffix: false, absent: undefined };
  state.fields.set(path, fresh);
  return fresh;
};

const byValue = (here: FieldState, value: ValuePattern, last: NameState | undefined): NameState => {
  here.numeric ||= value.numeric;
  if (value.inert === true) {
    if (last === undefined) throw new PatternFault('anything-but needs at least one value');
    return last;
  }
  const known = value.unfindable === true ? undefined : here.transitions.find((one) => one.value.id === value.id);
  if (known !== undefined) return known.next;
  const next = last ?? freshState();
  here.transitions.push({ value: value.beside?.(here.wildcards, here.hasSuffix) ?? value, next });
  here.wildcards.push(...(value.wildcards ?? []));
  here.hasSuffix ||= value.suffix === true;
  return next;
};

/** The states that a field's alternatives lead to: a new one is shared by all that were not there before. */
export const statesBehind = (state: NameState, { path, field }: Step): ReadonlySet<NameState> => {
  const here = fieldAt(state, path);
  const behind = new Set<NameState>();
  let last: NameState | undefined;
  for (const alternative of field) {
    if (alternative === ABSENT) {
      here.absent ??= last ?? freshState();
      last = here.absent;
    } else last = byValue(here, alternative, last);
    behind.add(last);
  }
  return behind;
};
