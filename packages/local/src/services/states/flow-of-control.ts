import type { Json } from '../../kernel/json.ts';
import { effectiveInput, exitOf } from './data-flow.ts';
import type { Thread } from './execution.ts';
import { handle, isHandled } from './failure.ts';
import type { MapState, State } from './machine.ts';
import { type Outcome, type StateFailure, stateFailure } from './outcome.ts';
import type { Evaluation } from './query/evaluation.ts';
import { choose } from './states/choice.ts';
import { fail } from './states/fail.ts';
import { startIterations } from './states/map-inline.ts';
import { parallel } from './states/parallel.ts';
import { pass } from './states/pass.ts';
import { map } from './states/run-map.ts';
import { task } from './states/task.ts';
import { wait } from './states/wait.ts';
import { releaseAll } from './threads.ts';
import { type Work, why } from './work.ts';

/** Enters the next state of the flow that the thread runs. */
export function* enterNext(work: Work, thread: Thread): Evaluation<void> {
  const threadId = thread.id;
  if (thread.again) {
    work.note(threadId, { type: 'RetryStarted' });
    return yield* attempt(work, threadId, (current, entered) => enterState(work, current, entered));
  }
  const flow = work.flow(thread.flow);
  const name = thread.state === undefined ? flow.startAt : (thread.next ?? work.state(thread).next ?? '');
  const state = flow.states.get(name);
  if (state === undefined) throw new Error(`state '${name}' is not in the definition`);
  work.show(threadId, { type: 'StateEntered', state: name, stateType: state.type, input: thread.input });
  yield* attempt(work, threadId, (current, entered) => enterState(work, current, entered));
}

/** Does what the state's type does; also for a further attempt. */
export function* enterState(work: Work, thread: Thread, state: State): Evaluation<Outcome> {
  switch (state.type) {
    case 'Pass':
      return yield* pass(work, thread, state);
    case 'Succeed':
      return { kind: 'done' };
    case 'Fail':
      return yield* fail(work, thread, state);
    case 'Wait':
      return yield* wait(work, thread, state);
    case 'Choice':
      return yield* choose(state, work.scope(thread, effectiveInput(work, thread, state)));
    case 'Task':
      return yield* task(work, thread, state);
    case 'Parallel':
      return yield* parallel(work, thread, state);
    case 'Map':
      return yield* map(work, thread, state);
  }
}

type Step = (thread: Thread, state: State) => Evaluation<Outcome>;

/** Takes a step of the thread's state; what fails in it, or on its way out, is asked of Retry and Catch. */
export function* attempt(work: Work, threadId: string, step: Step): Evaluation<void> {
  let output: Json;
  let goesOn: boolean;
  try {
    const thread = work.thread(threadId);
    const state = work.state(thread);
    const outcome = yield* step(thread, state);
    if (outcome.kind === 'waiting') return;
    const exit = yield* exitOf(work, work.thread(threadId), state, outcome);
    if (state.type !== 'Fail')
      work.show(threadId, {
        type: 'StateExited',
        state: state.name,
        stateType: state.type,
        output: exit.output,
        ...(outcome.next === undefined ? {} : { next: outcome.next }),
        ...(exit.assigned === undefined ? {} : { assigned: exit.assigned }),
      });
    goesOn = (outcome.next ?? state.next) !== undefined;
    output = exit.output;
  } catch (error) {
    return yield* failed(work, threadId, error);
  }
  if (!goesOn) yield* endFlow(work, threadId, output);
}

/** Asks Retry and Catch; what neither takes fails the flow. */
export function* failed(work: Work, threadId: string, error: unknown, previous?: number): Evaluation<void> {
  if (previous === undefined && !isHandled(work, threadId, error)) work.note(threadId, { type: 'Failing' });
  let handled: Awaited<ReturnType<typeof handle> extends Evaluation<infer T> ? T : never>;
  try {
    handled = yield* handle(work, threadId, error, previous);
  } catch (second) {
    // A Catch whose own templates cannot be evaluated, or whose output is too large.
    return yield* failFlow(
      work,
      threadId,
      second instanceof Error && 'error' in second ? asStateFailure(second) : rethrow(second),
    );
  }
  if (handled.kind === 'failed') yield* failFlow(work, threadId, handled.failure);
}

const rethrow = (error: unknown): never => {
  throw error;
};

const asStateFailure = (error: Error & { readonly error?: unknown }): StateFailure =>
  stateFailure(typeof error.error === 'string' ? error.error : undefined, error.message);

/** A flow that failed takes its state's other flows with it. */
function* failFlow(work: Work, threadId: string, failure: StateFailure): Evaluation<void> {
  const thread = work.thread(threadId);
  const { parent, previous } = thread;
  if (parent === undefined) {
    releaseAll(work);
    work.ask({ type: 'CancelTimer', timer: 'execution' });
    work.show(threadId, { type: 'ExecutionFailed', ...why({ error: failure.error, cause: failure.reason }) });
    return;
  }
  const above = work.thread(parent);
  if (above.phase.kind === 'map') {
    const state = above.state ?? '';
    work.show(parent, { type: 'MapIterationFailed', state, index: thread.index }, previous);
    for (const id of above.children) {
      if (id === threadId) continue;
      const other = work.thread(id);
      work.show(parent, { type: 'MapIterationAborted', state, index: other.index }, other.previous);
    }
  }
  yield* failed(work, parent, failure, previous);
}

/** The flow came to its end: the execution's, a branch's or an iteration's. */
function* endFlow(work: Work, threadId: string, output: Json): Evaluation<void> {
  const { parent, index, previous } = work.thread(threadId);
  if (parent === undefined) {
    work.show(threadId, { type: 'ExecutionSucceeded', output });
    work.ask({ type: 'CancelTimer', timer: 'execution' });
    return;
  }
  work.note(threadId, { type: 'ThreadSucceeded', output });
  const above = work.thread(parent);
  if (above.phase.kind === 'parallel') return yield* branchEnded(work, parent);
  if (above.phase.kind !== 'map') return;
  const { left } = above.phase;
  const state = above.state ?? '';
  work.show(parent, { type: 'MapIterationSucceeded', state, index, last: left === 0 }, previous);
  yield* iterationEnded(work, parent, previous);
}

const whole = (outputs: readonly (Json | undefined)[]): readonly Json[] => outputs.map((output) => output ?? null);

function* branchEnded(work: Work, parent: string): Evaluation<void> {
  const { phase } = work.thread(parent);
  if (phase.kind !== 'parallel' || phase.left > 0) return;
  yield* attempt(work, parent, (_, state) => {
    work.withinLimit(whole(phase.outputs), state.name);
    work.show(parent, { type: 'ParallelStateSucceeded' });
    return done(whole(phase.outputs));
  });
}

// biome-ignore lint/correctness/useYield: a step is an Evaluation also when it has nothing to wait for.
export function* done(result?: Json): Evaluation<Outcome> {
  return result === undefined ? { kind: 'done' } : { kind: 'done', result };
}

function* iterationEnded(work: Work, parent: string, previous: number): Evaluation<void> {
  yield* attempt(work, parent, function* (thread, state) {
    const { phase } = thread;
    if (phase.kind !== 'map') return { kind: 'waiting' };
    if (phase.left > 0) {
      yield* startIterations(work, parent, state as MapState, previous);
      return { kind: 'waiting' };
    }
    work.withinLimit(whole(phase.outputs), state.name);
    work.show(parent, { type: 'MapStateSucceeded' });
    return { kind: 'done', result: whole(phase.outputs) };
  });
}
