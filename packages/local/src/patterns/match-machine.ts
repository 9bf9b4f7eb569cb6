import type { EventField, EventFields, Membership } from './event-fields.ts';
import { layRules } from './lay-rules.ts';
import { ABSENT, type FieldState, type NameState } from './name-states.ts';
import type { SubRule } from './sub-rules.ts';

/** The conjunctions that are still possible; all of them where there are none yet. */
type Candidates = ReadonlySet<number> | undefined;

const NONE: ReadonlySet<number> = new Set();

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

const common = (one: Candidates, other: ReadonlySet<number>): ReadonlySet<number> =>
  one === undefined ? other : new Set([...other].filter((conjunction) => one.has(conjunction)));

const placeOf = (candidates: Candidates, membership: Membership): string => {
  const elements = membership.map(([array, index]) => `${array}.${index}`).sort();
  return `${candidates === undefined ? '' : [...candidates].sort().join()}:${elements.join()}`;
};

/**
 * The values of a field that can go with the elements chosen so far. Where a field lies in an array of which an element
 * is chosen, its values outside that array (by a dotted key) are out too: event-ruler's StructuredFinder looks by element.
 */
const valuesBeside = (values: readonly EventField[], sofar: Membership): readonly EventField[] => {
  const [array, index] =
    sofar
      .toSorted(([one], [other]) => one - other)
      .find(([chosen]) => values.some(({ membership }) => membership.some(([lies]) => lies === chosen))) ?? [];
  if (array === undefined) return values;
  return values.filter(({ membership }) => membership.some(([lies, at]) => lies === array && at === index));
};

/** Whether a conjunction leads from `start` to an end, field by field; `failed` knows the places that are dead ends. */
const leads = (start: NameState, fields: EventFields): boolean => {
  const failed = new Map<NameState, Set<string>>();
  const arrive = (state: NameState, id: string, candidates: Candidates, sofar: Membership): boolean => {
    if (common(candidates, state.ending.get(id) ?? NONE).size > 0) return true;
    const left = common(candidates, state.passing.get(id) ?? NONE);
    return left.size > 0 && from(state, left, sofar);
  };
  const byAbsence = (absent: NameState, path: string, candidates: Candidates, sofar: Membership): boolean =>
    !(fields.get(path) ?? []).some(({ membership }) => joined(sofar, membership) !== undefined) &&
    arrive(absent, ABSENT, candidates, sofar);
  const byValue = (here: FieldState, path: string, candidates: Candidates, sofar: Membership): boolean =>
    valuesBeside(fields.get(path) ?? [], sofar).some((field) => {
      const together = joined(sofar, field.membership);
      if (together === undefined) return false;
      return here.transitions.some(
        ({ value, next }) => value.matches(field, here.numeric) && arrive(next, value.id, candidates, together),
      );
    });
  const from = (state: NameState, candidates: Candidates, sofar: Membership): boolean => {
    const dead = failed.get(state) ?? new Set();
    failed.set(state, dead);
    const place = placeOf(candidates, sofar);
    if (dead.has(place)) return false;
    for (const [path, here] of state.fields) {
      if (here.absent !== undefined && byAbsence(here.absent, path, candidates, sofar)) return true;
      if (byValue(here, path, candidates, sofar)) return true;
    }
    dead.add(place);
    return false;
  };
  return from(start, undefined, []);
};

/** The conjunctions of a pattern as event-ruler's machine has them; the answer says whether one of them holds. */
export const matchMachine = (rules: readonly SubRule[]): ((fields: EventFields) => boolean) => {
  const start = layRules(rules);
  return (fields) => leads(start, fields);
};
