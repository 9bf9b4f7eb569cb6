import type { Thread } from '../execution.ts';
import type { MapState } from '../machine.ts';
import type { Evaluation } from '../query/evaluation.ts';
import type { Work } from '../work.ts';
import { selected } from './map-items.ts';

/** Map state, Inline mode: at most 40 concurrent iterations. */
export const INLINE_CONCURRENCY = 40;

/** Starts as many iterations as the limit allows; each hangs on `previous`. */
export function* startIterations(work: Work, threadId: string, state: MapState, previous: number): Evaluation<void> {
  for (;;) {
    const thread: Thread = work.thread(threadId);
    const { phase } = thread;
    if (phase.kind !== 'map' || phase.next >= phase.items.length || phase.active >= phase.limit) return;
    const index = phase.next;
    const value = phase.items[index] as (typeof phase.items)[number];
    const input = yield* selected(work, thread, state, { index, value });
    const id = work.show(threadId, { type: 'MapIterationStarted', state: state.name, index }, previous);
    const child = `${threadId}.${work.execution.threadsStarted}`;
    const flow = state.processor;
    work.note(threadId, { type: 'ThreadStarted', child, flow, index, input, item: { index, value }, previous: id });
  }
}
