import { type Execution, MAIN_THREAD } from './execution.ts';
import { attempt, done, enter, enterState, failed } from './flow-of-control.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Machine, MapState } from './machine.ts';
import { stateFailure } from './outcome.ts';
import { withinLimit } from './payload.ts';
import { type Evaluation, run } from './query/evaluation.ts';
import type { Effect, Received, Signal } from './signal.ts';
import { advance, failRun, runItems } from './states/map-run.ts';
import { releaseTask } from './states/task.ts';
import { releaseAll } from './threads.ts';
import { type Identified, Work, why } from './work.ts';

export interface Decision {
  readonly execution: Execution;
  readonly events: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
}

/**
 * What follows from a signal: the events to record and the effects to release once they are durable. Pure: time, chance
 * and secrets come with the signal, nothing is read or written. A promise only when jsonata-js had to be asked.
 */
export const interpret = (
  machine: Machine,
  identified: Identified,
  execution: Execution,
  received: Received,
): Decision | Promise<Decision> => run(decide(new Work(machine, identified, execution, received)));

function* decide(work: Work): Evaluation<Decision> {
  if (work.execution.status === 'RUNNING') yield* receive(work, work.received.signal);
  for (let next = work.runnable.shift(); next !== undefined; next = work.runnable.shift())
    if (work.execution.threads.has(next.thread)) yield* enter(work, next.thread, next.state);
  return { execution: work.execution, events: work.events, effects: work.effects };
}

function* receive(work: Work, signal: Signal): Evaluation<void> {
  switch (signal.type) {
    case 'Begin':
      return begin(work);
    case 'Stop':
      releaseAll(work);
      work.show(MAIN_THREAD, { type: 'ExecutionAborted', ...why(signal) }, 0);
      return;
    case 'TimerRang':
      return yield* rang(work, signal.timer);
    case 'TaskSubmitted':
    case 'TaskSucceeded':
    case 'TaskFailed':
    case 'TaskHeartbeat':
      return yield* taskSignal(work, signal);
    default:
      return yield* mapSignal(work, signal);
  }
}

const begin = (work: Work): void => {
  const { root, timeoutSeconds } = work.machine;
  const { input } = work.execution;
  if (work.execution.threads.size > 0) return;
  work.note(MAIN_THREAD, { type: 'ThreadStarted', child: MAIN_THREAD, flow: root.id, index: 0, input, previous: 0 });
  if (timeoutSeconds !== undefined)
    work.ask({ type: 'SetTimer', timer: 'execution', due: work.received.at + timeoutSeconds * 1000 });
  work.runnable.push({ thread: MAIN_THREAD, state: root.startAt });
};

type TaskSignal = Extract<Signal, { readonly scheduled: number }>;

function* taskSignal(work: Work, signal: TaskSignal): Evaluation<void> {
  const thread = work.execution.threads.get(signal.thread);
  // It came too late: the task has timed out, or was answered already.
  if (thread?.phase.kind !== 'task' || thread.phase.scheduled !== signal.scheduled) return;
  const { heartbeatSeconds } = thread.phase.request;
  switch (signal.type) {
    case 'TaskSubmitted':
      work.show(thread.id, { type: 'TaskSubmitted', output: signal.output });
      return;
    case 'TaskHeartbeat':
      work.note(thread.id, { type: 'HeartbeatReceived' });
      if (heartbeatSeconds !== undefined)
        work.ask({
          type: 'SetTimer',
          timer: `${thread.id}|heartbeat`,
          due: work.received.at + heartbeatSeconds * 1000,
        });
      return;
    case 'TaskFailed':
      releaseTask(work, thread);
      work.show(thread.id, { type: 'TaskFailed', ...why(signal) });
      return yield* failed(work, thread.id, stateFailure(signal.error, signal.cause));
    case 'TaskSucceeded':
      return yield* attempt(work, thread.id, (_, state) => {
        releaseTask(work, thread);
        withinLimit(signal.output, state.name);
        work.show(thread.id, { type: 'TaskSucceeded', output: signal.output });
        return done(signal.output);
      });
  }
}

function* rang(work: Work, timer: string): Evaluation<void> {
  if (timer === 'execution') {
    releaseAll(work);
    work.show(MAIN_THREAD, { type: 'ExecutionTimedOut' }, 0);
    return;
  }
  const [threadId = '', purpose] = timer.split('|');
  const thread = work.execution.threads.get(threadId);
  if (thread === undefined) return;
  const { kind } = thread.phase;
  if (purpose === 'wait' && kind === 'waiting') yield* attempt(work, threadId, () => done());
  if (purpose === 'retry' && kind === 'retrying') {
    work.note(threadId, { type: 'RetryStarted' });
    yield* attempt(work, threadId, (current, state) => enterState(work, current, state));
  }
  if ((purpose === 'timeout' || purpose === 'heartbeat') && kind === 'task') {
    releaseTask(work, thread);
    work.show(threadId, { type: 'TaskTimedOut', error: 'States.Timeout' });
    const aliases = purpose === 'heartbeat' ? ['States.HeartbeatTimeout'] : [];
    yield* failed(work, threadId, stateFailure('States.Timeout', undefined, aliases));
  }
}

type MapSignal = Extract<Signal, { readonly type: 'ItemsRead' | 'ItemsNotRead' | 'ChildSucceeded' | 'ChildFailed' }>;

function* mapSignal(work: Work, signal: MapSignal): Evaluation<void> {
  const thread = work.execution.threads.get(signal.thread);
  if (thread?.phase.kind !== 'mapRun') return;
  const { run: mapRun } = thread.phase;
  yield* attempt(work, thread.id, function* (_, state) {
    const mapState = state as MapState;
    switch (signal.type) {
      case 'ItemsRead':
        if (mapRun.items !== undefined) return { kind: 'waiting' };
        return yield* runItems(work, thread.id, mapState, signal.items);
      case 'ItemsNotRead':
        return failRun(work, thread.id, 'States.ItemReaderFailed', signal.cause);
      case 'ChildSucceeded':
        if (mapRun.children[signal.index] === undefined) return { kind: 'waiting' };
        work.note(thread.id, { type: 'ChildSucceeded', index: signal.index, output: signal.output });
        return advance(work, thread.id, mapState);
      case 'ChildFailed':
        if (mapRun.children[signal.index] === undefined) return { kind: 'waiting' };
        work.note(thread.id, { type: 'ChildFailed', index: signal.index, ...why(signal) });
        return advance(work, thread.id, mapState);
    }
  });
}
