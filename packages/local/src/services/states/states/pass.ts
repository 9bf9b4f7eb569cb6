import { argumentsOf } from '../data-flow.ts';
import type { Fields } from '../definition-fault.ts';
import type { Thread } from '../execution.ts';
import type { PassState } from '../machine.ts';
import type { Outcome } from '../outcome.ts';
import type { Evaluation } from '../query/evaluation.ts';
import type { Common } from '../surroundings.ts';
import type { Work } from '../work.ts';

export const compilePass = (fields: Fields, common: Common): PassState => ({
  ...common,
  type: 'Pass',
  result: fields.get('Result'),
});

/** "A Pass state passes its input to its output, without performing work." */
export function* pass(work: Work, thread: Thread, state: PassState): Evaluation<Outcome> {
  if (state.language === 'JSONata') return { kind: 'done' };
  if (state.result === undefined) return { kind: 'done', result: yield* argumentsOf(work, thread, state) };
  work.received.inspect?.('result', state.result);
  return { kind: 'done', result: state.result };
}
