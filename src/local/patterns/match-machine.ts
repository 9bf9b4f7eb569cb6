import type { EventField, Membership } from './event-fields.ts';
import type { FieldPattern, ValuePattern } from './leaf.ts';
import type { SubRule } from './sub-rules.ts';

/** Where a conjunction stands after its first fields. Conjunctions that came there by one pattern share the state. */
interface State {
  readonly number: number;
  readonly fields: Map<string, FieldState>;
}

interface FieldState {
  /** Whether numbers are compared as numbers here: one conjunction's numeric pattern decides it for all that share. */
  numeric: boolean;
  readonly next: Map<string, State>;
  absent: State | undefined;
}

interface Step {
  readonly path: string;
  readonly field: FieldPattern;
}

type Fields = ReadonlyMap<string, readonly EventField[]>;

const fieldStateOf = (state: State, path: string): FieldState => {
  const known = state.fields.get(path);
  if (known !== undefined) return known;
  const fresh: FieldState = { numeric: false, next: new Map(), absent: undefined };
  state.fields.set(path, fresh);
  return fresh;
};

/**
 * What both say together, or nothing when they lie in different elements of one array: a match must not be put together
 * from several elements (aws/event-ruler README, "Array Consistency").
 */
const joined = (sofar: Membership, other: Membership): Membership | undefined => {
  let together = sofar;
  for (const entry of other) {
    const known = sofar.find(([array]) => array === entry[0]);
    if (known === undefined) together = [...together, entry];
    else if (known[1] !== entry[1]) return undefined;
  }
  return together;
};

const placeOf = (state: State, step: number, membership: Membership): string => {
  const elements = membership.map(([array, index]) => `${array}.${index}`).sort();
  return `${state.number}:${step}:${elements.join()}`;
};

const isValue = (alternative: FieldPattern[number]): alternative is ValuePattern => alternative !== 'absent';

/** One conjunction against one event, fields in the order of their names: absence is judged where its name stands. */
const holds = (start: State, steps: readonly Step[], fields: Fields): boolean => {
  const failed = new Set<string>();
  const from = (state: State | undefined, index: number, sofar: Membership): boolean => {
    const step = steps[index];
    if (step === undefined) return true;
    if (state === undefined) return false;
    const place = placeOf(state, index, sofar);
    if (failed.has(place)) return false;
    if (take(state, step, index, sofar)) return true;
    failed.add(place);
    return false;
  };
  const take = (state: State, step: Step, index: number, sofar: Membership): boolean => {
    const here = fieldStateOf(state, step.path);
    let present = false;
    for (const field of fields.get(step.path) ?? []) {
      const together = joined(sofar, field.membership);
      if (together === undefined) continue;
      present = true;
      for (const value of step.field)
        if (isValue(value) && value.matches(field, here.numeric) && from(here.next.get(value.id), index + 1, together))
          return true;
    }
    return !present && step.field.includes('absent') && from(here.absent, index + 1, sofar);
  };
  return from(start, 0, []);
};

/** The conjunctions of a pattern as event-ruler's machine has them; the answer says whether one of them holds. */
export const matchMachine = (rules: readonly SubRule[]): ((fields: Fields) => boolean) => {
  let states = 0;
  const fresh = (): State => ({ number: states++, fields: new Map() });
  const statesBehind = (here: FieldState, field: FieldPattern): Set<State> => {
    const behind = new Set<State>();
    let last: State | undefined;
    for (const alternative of field) {
      if (isValue(alternative)) {
        last = here.next.get(alternative.id) ?? last ?? fresh();
        here.next.set(alternative.id, last);
        here.numeric ||= alternative.numeric;
      } else {
        last = here.absent ?? last ?? fresh();
        here.absent = last;
      }
      behind.add(last);
    }
    return behind;
  };
  const add = (state: State, steps: readonly Step[]): void => {
    const [step, ...rest] = steps;
    if (step === undefined) return;
    for (const next of statesBehind(fieldStateOf(state, step.path), step.field)) add(next, rest);
  };
  const start = fresh();
  const conjunctions = rules.map((rule) =>
    [...rule].map(([path, field]): Step => ({ path, field })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  for (const steps of conjunctions) add(start, steps);
  return (fields) => conjunctions.some((steps) => holds(start, steps, fields));
};
