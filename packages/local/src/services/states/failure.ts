import type { Json } from '../../kernel/json.ts';
import { backoff, errorEquals } from './errors.ts';
import type { Thread } from './execution.ts';
import { type Catcher, type Handling, isHandling, type State } from './machine.ts';
import { StateFailure } from './outcome.ts';
import type { Evaluation } from './query/evaluation.ts';
import { place } from './query/json-path.ts';
import { QueryFailure } from './query/query-failure.ts';
import { abortBelow } from './threads.ts';
import type { Work } from './work.ts';

/** What the flow of control does after its state failed. */
export type Handled =
  | { readonly kind: 'retrying' }
  | { readonly kind: 'caught' }
  | { readonly kind: 'failed'; readonly failure: StateFailure };

const located = (message: string, thread: Thread): string =>
  `An error occurred while executing the state '${thread.state}' (entered at the event id #${thread.enteredId}). ${message}`;

/** A failed evaluation gets its place, and in JSONata an event of its own. Anything else is a fault of ours: it goes up. */
const asFailure = (work: Work, thread: Thread, error: unknown): StateFailure => {
  if (error instanceof StateFailure) return error;
  if (!(error instanceof QueryFailure)) throw error;
  const cause = located(error.message, thread);
  if (error.error === 'States.QueryEvaluationError') {
    const { location } = error;
    const fact = { type: 'EvaluationFailed', state: thread.state ?? '', error: error.error, cause } as const;
    // Recorded: beside the entered state and not behind it, save in a Wait state.
    const previous = work.state(thread).type === 'Wait' ? thread.enteredId : thread.enteredPrevious;
    work.show(thread.id, location === undefined ? fact : { ...fact, location }, previous);
  }
  return new StateFailure(error.error, cause);
};

const DELAYED = 1000;

/** Whether a Retry or Catch of this state, or of one around it, will take the error. */
export const isHandled = (work: Work, threadId: string, error: unknown): boolean => {
  const named = error instanceof StateFailure ? error : { error: nameOf(error), aliases: [] };
  for (let id: string | undefined = threadId; id !== undefined; ) {
    const thread = work.thread(id);
    const state = work.state(thread);
    if (isHandling(state)) {
      const matches = ({ errors }: { readonly errors: readonly string[] }): boolean =>
        errorEquals(errors, named, state.type === 'Task');
      const retrier = state.retriers.findIndex(matches);
      const left = (state.retriers[retrier]?.maxAttempts ?? 0) - (thread.retries[retrier] ?? 0);
      if (left > 0 || state.catchers.some(matches)) return true;
    }
    id = thread.parent;
  }
  return false;
};

const nameOf = (error: unknown): string | undefined => (error instanceof QueryFailure ? error.error : undefined);

const retry = (work: Work, thread: Thread, state: Handling, failure: StateFailure): boolean => {
  const retrier = state.retriers.findIndex(({ errors }) => errorEquals(errors, failure, state.type === 'Task'));
  const found = state.retriers[retrier];
  const made = thread.retries[retrier] ?? 0;
  if (found === undefined || made >= found.maxAttempts) return false;
  const delay = backoff(found, made) * DELAYED * (found.fullJitter ? work.draw.random() : 1);
  const due = work.received.at + Math.round(delay);
  work.note(thread.id, { type: 'RetryScheduled', retrier, due });
  work.ask({ type: 'SetTimer', timer: `${thread.id}|retry`, due });
  return true;
};

/** Recorded: both are null for a failure that says nothing at all, else what is missing is an empty text. */
const errorOutput = ({ error, reason }: StateFailure): Json => ({
  Error: error ?? (reason === undefined ? null : ''),
  Cause: reason ?? (error === undefined ? null : ''),
});

function* caught(
  work: Work,
  thread: Thread,
  state: Handling,
  catcher: Catcher,
  failure: StateFailure,
): Evaluation<Handled> {
  const output = errorOutput(failure);
  showStateFailed(work, thread.id, state);
  const input = state.language === 'JSONata' ? thread.input : output;
  const scope = work.scope(thread, input, { errorOutput: output });
  const assigned = catcher.assign === undefined ? undefined : yield* catcher.assign(scope);
  const placed =
    catcher.resultPath === null ? thread.input : (place(thread.input, catcher.resultPath, output) ?? output);
  const jsonata = catcher.output === undefined ? output : yield* catcher.output(scope);
  const exit = work.withinLimit(state.language === 'JSONata' ? jsonata : placed, state.name);
  work.show(thread.id, {
    type: 'StateExited',
    state: state.name,
    stateType: state.type,
    output: exit,
    next: catcher.next,
    ...(assigned === undefined ? {} : { assigned: assigned as Readonly<Record<string, Json>> }),
  });
  return { kind: 'caught' };
}

const showStateFailed = (work: Work, thread: string, state: State): void => {
  if (state.type === 'Parallel') work.show(thread, { type: 'ParallelStateFailed' });
  if (state.type === 'Map') work.show(thread, { type: 'MapStateFailed' });
};

/** Asks the state's Retry, then its Catch; `previous` is the event on which what follows hangs. */
export function* handle(work: Work, threadId: string, error: unknown, previous?: number): Evaluation<Handled> {
  const before = work.thread(threadId);
  abortBelow(work, threadId, previous ?? before.previous);
  const thread = work.thread(threadId);
  const state = work.state(thread);
  const failure = asFailure(work, thread, error);
  if (!isHandling(state)) return { kind: 'failed', failure };
  if (retry(work, thread, state, failure)) return { kind: 'retrying' };
  const catcher = state.catchers.find(({ errors }) => errorEquals(errors, failure, state.type === 'Task'));
  if (catcher !== undefined) return yield* caught(work, thread, state, catcher, failure);
  if (failure.error !== 'States.Runtime') showStateFailed(work, threadId, state);
  return { kind: 'failed', failure };
}
