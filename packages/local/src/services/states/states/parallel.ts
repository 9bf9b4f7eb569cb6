import { handled } from '../compile-fields.ts';
import { argumentsOf } from '../data-flow.ts';
import type { Fields } from '../definition-fault.ts';
import type { Thread } from '../execution.ts';
import type { ParallelState } from '../machine.ts';
import { type Outcome, WAITING } from '../outcome.ts';
import type { Evaluation } from '../query/evaluation.ts';
import type { Common, Surroundings } from '../surroundings.ts';
import type { Work } from '../work.ts';

export const compileParallel = (fields: Fields, common: Common, around: Surroundings): ParallelState => {
  if (!fields.has('Branches')) fields.fault('', "The field 'Branches' is required but was missing");
  else if (fields.list('Branches').length === 0) fields.fault('Branches', 'Value cannot be empty');
  return {
    ...common,
    ...handled(fields, common.language),
    type: 'Parallel',
    branches: fields.items('Branches').map((branch, index) => around.flow(branch, `${common.name}/${index}`)),
  };
};

/** Starts a flow of control for each branch, all with the same input. */
export function* parallel(work: Work, thread: Thread, state: ParallelState): Evaluation<Outcome> {
  const input = yield* argumentsOf(work, thread, state);
  const previous = work.show(thread.id, { type: 'ParallelStateStarted', branches: state.branches.length });
  state.branches.forEach((flow, index) => {
    const child = `${thread.id}.${work.execution.threadsStarted}`;
    work.note(thread.id, { type: 'ThreadStarted', child, flow, index, input, previous });
  });
  return WAITING;
}
