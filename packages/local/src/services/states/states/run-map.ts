import { effectiveInput } from '../data-flow.ts';
import type { Thread } from '../execution.ts';
import type { MapState } from '../machine.ts';
import { numberValue } from '../number-value.ts';
import { type Outcome, WAITING } from '../outcome.ts';
import type { Evaluation } from '../query/evaluation.ts';
import { runtimeFailure } from '../query/query-failure.ts';
import type { Work } from '../work.ts';
import { INLINE_CONCURRENCY, startIterations } from './map-inline.ts';
import { itemsOf } from './map-items.ts';
import { startMapRun } from './map-run.ts';

export function* concurrency(work: Work, thread: Thread, state: MapState): Evaluation<number> {
  const scope = work.scope(thread, effectiveInput(work, thread, state));
  const wanted = (yield* numberValue(state.maxConcurrency, scope)) ?? 0;
  if (wanted < 0) throw runtimeFailure(`The ${state.maxConcurrency?.field} field cannot be negative.`);
  work.received.inspect?.('maxConcurrency', wanted);
  return wanted;
}

/** Begins the iterations of a Map state, or of its Map run. */
export function* map(work: Work, thread: Thread, state: MapState): Evaluation<Outcome> {
  const items = state.itemReader === undefined ? yield* itemsOf(work, thread, state) : [];
  const wanted = yield* concurrency(work, thread, state);
  const limit = wanted > 0 ? Math.min(wanted, INLINE_CONCURRENCY) : INLINE_CONCURRENCY;
  const started = work.show(thread.id, {
    type: 'MapStateStarted',
    length: items.length,
    limit,
    items: state.distributed === undefined ? items : [],
  });
  if (state.distributed !== undefined) return yield* startMapRun(work, thread, state, items, wanted);
  if (items.length === 0) {
    work.show(thread.id, { type: 'MapStateSucceeded' });
    return { kind: 'done', result: [] };
  }
  yield* startIterations(work, thread.id, state, started);
  return WAITING;
}
