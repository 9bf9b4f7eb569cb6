import { isJsonObject } from '../../kernel/json.ts';
import { type Execution, MAIN_THREAD, readyThread, type Thread } from './execution.ts';
import { attempt, done, enterNext, enterState, failed } from './flow-of-control.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Machine, MapState } from './machine.ts';
import { canStart } from './map-run-progress.ts';
import { stateFailure, WAITING } from './outcome.ts';
import { type Evaluation, run } from './query/evaluation.ts';
import type { Effect, Received, Signal } from './signal.ts';
import { advance, endRun, failRun } from './states/map-run.ts';
import { releaseTask } from './states/task.ts';
import { releaseAll } from './threads.ts';
import { HistoryFull, type Identified, Work, why } from './work.ts';

export interface Decision {
  readonly events: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
  /** How much work it was. */
  readonly spent: number;
  /** Whether there is more to do: the decision has done its share, and others come first. */
  readonly more: boolean;
}

/**
 * What follows from a signal: the events to record and the effects to release once they are durable. The execution is
 * brought forward in place. Time, randomness and secrets come with the signal, nothing is read or written. One decision
 * does a bounded amount of work. A promise only when jsonata-js had to be asked.
 */
export const interpret = (
  machine: Machine,
  identified: Identified,
  execution: Execution,
  received: Received,
): Decision | Promise<Decision> => run(decide(new Work(machine, identified, execution, received)));

const hasMore = ({ execution }: Work): boolean => {
  if (readyThread(execution) !== undefined) return true;
  for (const id of execution.mapRuns) {
    const thread = execution.threads.get(id);
    if (thread?.phase.kind === 'mapRun' && canStart(thread.phase.run)) return true;
  }
  return false;
};

function* decide(work: Work): Evaluation<Decision> {
  const { execution } = work;
  try {
    if (work.received.signal.type === 'Redrive') redrive(work);
    else if (execution.status === 'RUNNING') yield* receive(work, work.received.signal);
    yield* goOn(work);
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    endFullHistory(work);
  }
  const { events, effects, spent } = work;
  return { events, effects, spent, more: hasMore(work) };
}

/** Flows of control that can go on do, then Map runs that can start children, until this decision has done its share. */
function* goOn(work: Work): Evaluation<void> {
  const { execution } = work;
  for (let next = readyThread(execution); next !== undefined && !work.isSpent; next = readyThread(execution))
    yield* enterNext(work, next);
  for (const id of [...execution.mapRuns]) {
    if (work.isSpent) return;
    const thread = execution.threads.get(id);
    if (thread?.phase.kind === 'mapRun' && canStart(thread.phase.run))
      yield* attempt(work, id, (_, state) => advance(work, id, state as MapState));
  }
}

/** "If event 25,000 isn't ExecutionSucceeded, the ExecutionFailed event is logged" (Avoid reaching the history quota). */
const endFullHistory = (work: Work): void => {
  const asked = work.effects.splice(0).filter(({ type }) => type !== 'InvokeTask' && type !== 'ReadItems');
  work.effects.push(...asked);
  releaseAll(work);
  work.ask({ type: 'CancelTimer', timer: 'execution' });
  work.show(MAIN_THREAD, {
    type: 'ExecutionFailed',
    error: 'States.Runtime',
    cause: 'The execution reached the maximum number of history events (25000).',
  });
};

function* receive(work: Work, signal: Signal): Evaluation<void> {
  switch (signal.type) {
    case 'Begin':
      return begin(work);
    case 'Continue':
    case 'Redrive':
      return;
    case 'Stop':
      releaseAll(work);
      work.show(MAIN_THREAD, { type: 'ExecutionAborted', ...why(signal) }, 0);
      return;
    case 'TimerFired':
      return yield* fired(work, signal.timer);
    case 'TaskSubmitted':
    case 'TaskSucceeded':
    case 'TaskFailed':
    case 'TaskHeartbeat':
    case 'ActivityStarted':
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
};

/** Goes on with everything that was under way when the execution ended without success. */
const redrive = (work: Work): void => {
  const { execution, machine } = work;
  if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED') return;
  work.show(MAIN_THREAD, { type: 'ExecutionRedriven', redriveCount: execution.redriveCount + 1 }, execution.lastId);
  if (machine.timeoutSeconds !== undefined)
    work.ask({ type: 'SetTimer', timer: 'execution', due: work.received.at + machine.timeoutSeconds * 1000 });
  for (const id of execution.mapRuns) {
    const { phase } = work.thread(id);
    if (phase.kind !== 'mapRun') continue;
    const { arn: mapRunArn, reader, items, read, children } = phase.run;
    work.show(id, { type: 'MapRunRedriven', mapRunArn, redriveCount: execution.redriveCount });
    work.ask({ type: 'ReopenMapRun', mapRunArn });
    for (const { executionArn } of children.values()) work.ask({ type: 'RedriveChild', executionArn });
    if (!read && reader !== undefined) work.ask({ type: 'ReadItems', thread: id, reader, from: items.length });
  }
};

type TaskSignal = Extract<Signal, { readonly scheduled: number }>;

const setHeartbeat = (work: Work, thread: string, seconds: number | undefined): void => {
  if (seconds === undefined) return;
  work.ask({ type: 'SetTimer', timer: `${thread}|heartbeat`, due: work.received.at + seconds * 1000 });
};

function* taskSignal(work: Work, signal: TaskSignal): Evaluation<void> {
  const thread = work.execution.threads.get(signal.thread);
  // It came too late: the task has timed out, or was answered already.
  if (thread?.phase.kind !== 'task' || thread.phase.scheduled !== signal.scheduled) return;
  const { heartbeatSeconds } = thread.phase.request;
  switch (signal.type) {
    case 'TaskSubmitted':
      return submitted(work, thread, signal);
    case 'ActivityStarted': {
      const { workerName } = signal;
      work.show(thread.id, { type: 'TaskStarted', ...(workerName === undefined ? {} : { workerName }) });
      return setHeartbeat(work, thread.id, heartbeatSeconds);
    }
    case 'TaskHeartbeat':
      work.note(thread.id, { type: 'HeartbeatReceived' });
      return setHeartbeat(work, thread.id, heartbeatSeconds);
    case 'TaskFailed':
      releaseTask(work, thread);
      work.show(thread.id, { type: 'TaskFailed', ...why(signal) });
      return yield* failed(work, thread.id, stateFailure(signal.error, signal.cause));
    case 'TaskSucceeded':
      return yield* attempt(work, thread.id, (_, state) => {
        releaseTask(work, thread);
        work.withinLimit(signal.output, state.name);
        work.show(thread.id, { type: 'TaskSucceeded', output: signal.output });
        return done(signal.output);
      });
  }
}

/** A job was accepted; a nested execution that it started is waited for. */
const submitted = (work: Work, thread: Thread, signal: Signal & { readonly type: 'TaskSubmitted' }): void => {
  work.show(thread.id, { type: 'TaskSubmitted', output: signal.output });
  const { phase } = thread;
  if (phase.kind !== 'task' || phase.request.integration.kind !== 'service') return;
  const { pattern } = phase.request.integration;
  const executionArn = isJsonObject(signal.output) ? signal.output.ExecutionArn : undefined;
  if (!pattern.startsWith('sync') || typeof executionArn !== 'string') return;
  work.note(thread.id, { type: 'NestedStarted', executionArn });
  const { scheduled } = phase;
  work.ask({ type: 'AwaitExecution', thread: thread.id, scheduled, executionArn, parsed: pattern === 'sync:2' });
};

function* fired(work: Work, timer: string): Evaluation<void> {
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

type MapSignal = Extract<
  Signal,
  {
    readonly type:
      | 'ItemsRead'
      | 'ItemsNotRead'
      | 'ChildSucceeded'
      | 'ChildFailed'
      | 'ResultsWritten'
      | 'ResultsNotWritten';
  }
>;

function* mapSignal(work: Work, signal: MapSignal): Evaluation<void> {
  const thread = work.execution.threads.get(signal.thread);
  if (thread?.phase.kind !== 'mapRun') return;
  const { run: mapRun } = thread.phase;
  yield* attempt(work, thread.id, function* (_, state) {
    const mapState = state as MapState;
    switch (signal.type) {
      case 'ItemsRead':
        if (mapRun.read) return WAITING;
        work.note(thread.id, { type: 'ItemsRead', items: signal.items, last: signal.last });
        return yield* advance(work, thread.id, mapState);
      case 'ResultsWritten':
        return endRun(work, thread.id, mapState, mapRun);
      case 'ResultsNotWritten':
        return failRun(work, thread.id, 'States.ResultWriterFailed', signal.cause);
      case 'ItemsNotRead':
        return failRun(work, thread.id, 'States.ItemReaderFailed', signal.cause);
      case 'ChildSucceeded':
        if (!mapRun.children.has(signal.index)) return WAITING;
        work.note(thread.id, { type: 'ChildSucceeded', index: signal.index, output: signal.output });
        return yield* advance(work, thread.id, mapState);
      case 'ChildFailed':
        if (!mapRun.children.has(signal.index)) return WAITING;
        work.note(thread.id, { type: 'ChildFailed', index: signal.index, ...why(signal) });
        return yield* advance(work, thread.id, mapState);
    }
  });
}
