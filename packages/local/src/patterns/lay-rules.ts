import { freshState, idOf, type NameState, type Step, statesBehind } from './name-states.ts';
import { PatternFault } from './pattern-fault.ts';
import type { SubRule } from './sub-rules.ts';

/** event-ruler's GenericMachine has this limit. */
const MOST_FIELDS = 256;

type Conjunctions = ReadonlySet<number>;

const NONE: Conjunctions = new Set();

const smallest = (sets: readonly Conjunctions[]): Conjunctions =>
  sets.reduce((least, set) => (set.size < least.size ? set : least));

const union = (sets: readonly (Conjunctions | undefined)[]): Conjunctions =>
  new Set(sets.flatMap((set) => [...(set ?? NONE)]));

/** Lays the way of `steps` from `state`; the answer says which earlier conjunctions seem to go it already. */
const lay = (state: NameState, steps: readonly Step[], reached: readonly Set<NameState>[]): Conjunctions => {
  const [step, ...rest] = steps;
  const [here, ...beyond] = reached;
  if (step === undefined || here === undefined) return NONE;
  const behind = [...statesBehind(state, step)];
  for (const next of behind) here.add(next);
  const found = behind.map((next) => {
    if (rest.length === 0) return union(step.field.map((one) => next.ending.get(idOf(one))));
    const later = lay(next, rest, beyond);
    const came = union(step.field.map((one) => next.passing.get(idOf(one))));
    return new Set([...later].filter((conjunction) => came.has(conjunction)));
  });
  return smallest(found);
};

const note = (step: Step, reached: Iterable<NameState>, way: 'ending' | 'passing', conjunction: number): void => {
  for (const { [way]: known } of reached)
    for (const id of step.field.map(idOf)) known.set(id, (known.get(id) ?? new Set()).add(conjunction));
};

const stepsOf = (rule: SubRule): readonly Step[] => {
  if (rule.size > MOST_FIELDS) throw new PatternFault(`Size of rule exceeds max value of ${MOST_FIELDS}`);
  return [...rule].map(([path, field]) => ({ path, field })).sort((a, b) => (a.path < b.path ? -1 : 1));
};

/**
 * The conjunctions of one pattern as event-ruler's machine holds them. A conjunction that comes, field by field, by one
 * pattern of an earlier one is taken for that one and left out, even where it would match more: of
 * {"$or": [{"a": [1]}, {"a": [1, 2]}]} only the first remains. Source: aws/event-ruler GenericMachine#addStep; where
 * that depends on the order of a hash set, the conjunction stays. @throws PatternFault
 */
export const layRules = (rules: readonly SubRule[]): NameState => {
  const start = freshState();
  for (const [conjunction, rule] of rules.entries()) {
    const steps = stepsOf(rule);
    const reached = steps.map(() => new Set<NameState>());
    if (lay(start, steps, reached).size > 0) continue;
    for (const [index, step] of steps.entries())
      note(step, reached[index] ?? [], index === steps.length - 1 ? 'ending' : 'passing', conjunction);
  }
  return start;
};
