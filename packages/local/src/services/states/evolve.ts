import type { Json } from '../../kernel/json.ts';
import {
  type Execution,
  type ExecutionStatus,
  MAIN_THREAD,
  type Phase,
  readyThread,
  type Thread,
} from './execution.ts';
import { type HistoryEvent, isVisible, SIDE_EVENTS, type VisibleEvent } from './history-event.ts';
import { evolveMapRun, startedMapRun } from './map-run-progress.ts';
import { copyOfThreads, redriveThreads } from './redriven.ts';

const READY: Phase = { kind: 'ready' };

const removeThread = (execution: Execution, id: string): void => {
  const thread = execution.threads.get(id);
  if (thread?.parent !== undefined) execution.threads.get(thread.parent)?.children.delete(id);
  execution.threads.delete(id);
  execution.mapRuns.delete(id);
};

const end = (
  execution: Execution,
  status: ExecutionStatus,
  event: VisibleEvent & { readonly error?: string; readonly cause?: string },
): void => {
  execution.status = status;
  execution.stoppedAt = event.at;
  if (event.error !== undefined) execution.error = event.error;
  if (event.cause !== undefined) execution.cause = event.cause;
  if (status !== 'SUCCEEDED') execution.resumable ??= new Map(execution.threads);
  execution.threads.clear();
  execution.mapRuns.clear();
  execution.ready.clear();
};

const startThread = (execution: Execution, event: HistoryEvent & { readonly type: 'ThreadStarted' }): void => {
  const { child, flow, index, input, item, previous, thread } = event;
  const parent = execution.threads.get(thread);
  execution.threadsStarted += 1;
  execution.threads.set(child, {
    id: child,
    parent: child === MAIN_THREAD ? undefined : thread,
    ...{ flow, index, item, previous, input },
    ...{
      state: undefined,
      exited: false,
      again: false,
      next: undefined,
      enteredId: 0,
      enteredAt: 0,
      enteredPrevious: 0,
    },
    variables: {},
    retries: {},
    phase: READY,
    children: new Set(),
  });
  execution.ready.pushBack(child);
  if (parent === undefined) return;
  parent.children.add(child);
  if (parent.phase.kind !== 'map') return;
  parent.phase.next += 1;
  parent.phase.active += 1;
};

/** A flow that came to its end hands its output to the state that started it. */
const endThread = (execution: Execution, thread: Thread, output: Json): void => {
  removeThread(execution, thread.id);
  const parent = thread.parent === undefined ? undefined : execution.threads.get(thread.parent);
  if (parent === undefined) return;
  const { phase } = parent;
  if (phase.kind !== 'parallel' && phase.kind !== 'map') return;
  phase.outputs[thread.index] = output;
  phase.left -= 1;
  if (phase.kind === 'map') phase.active -= 1;
  parent.previous = thread.previous;
};

const enterState = (
  execution: Execution,
  thread: Thread,
  event: HistoryEvent & { readonly type: 'StateEntered' },
): void => {
  if (readyThread(execution) === thread) execution.ready.shift();
  thread.state = event.state;
  thread.exited = false;
  thread.next = undefined;
  thread.input = event.input;
  thread.enteredId = event.id;
  thread.enteredAt = event.at;
  thread.enteredPrevious = thread.previous;
  thread.retries = {};
  thread.phase = READY;
};

const exitState = (
  execution: Execution,
  thread: Thread,
  event: HistoryEvent & { readonly type: 'StateExited' },
): void => {
  thread.input = event.output;
  thread.next = event.next;
  thread.exited = true;
  thread.phase = READY;
  if (event.assigned !== undefined) thread.variables = { ...thread.variables, ...event.assigned };
  execution.mapRuns.delete(thread.id);
  execution.ready.pushFront(thread.id);
};

const redrive = (execution: Execution, event: HistoryEvent & { readonly type: 'ExecutionRedriven' }): void => {
  execution.status = 'RUNNING';
  execution.redriveCount = event.redriveCount;
  execution.redrivenAt = event.at;
  delete execution.stoppedAt;
  delete execution.error;
  delete execution.cause;
  redriveThreads(execution);
};

/** Changes of the execution itself; `false` when the event is one of a flow of control. */
const evolveExecution = (execution: Execution, event: HistoryEvent): boolean => {
  switch (event.type) {
    case 'ExecutionStarted':
      execution.startedAt = event.at;
      execution.input = event.input;
      return true;
    case 'ExecutionSucceeded':
      execution.output = event.output;
      end(execution, 'SUCCEEDED', event);
      return true;
    case 'ExecutionFailed':
      end(execution, 'FAILED', event);
      return true;
    case 'ExecutionAborted':
      end(execution, 'ABORTED', event);
      return true;
    case 'ExecutionTimedOut':
      end(execution, 'TIMED_OUT', event);
      return true;
    case 'Failing':
      execution.resumable = copyOfThreads(execution.threads);
      return true;
    case 'ExecutionRedriven':
      redrive(execution, event);
      return true;
    case 'ThreadStarted':
      startThread(execution, event);
      return true;
    default:
      return false;
  }
};

const startActivity = (phase: Phase & { readonly kind: 'task' }, at: number): void => {
  phase.submitted = true;
  phase.heartbeatAt = at;
};

/** Changes of a task and its attempts; `false` when the event is another one. */
const evolveTask = (execution: Execution, thread: Thread, event: HistoryEvent): boolean => {
  switch (event.type) {
    case 'TaskScheduled':
      thread.phase = {
        kind: 'task',
        request: event.request,
        scheduled: event.id,
        scheduledAt: event.at,
        heartbeatAt: event.at,
        submitted: false,
        nested: undefined,
      };
      return true;
    case 'TaskStarted':
      // A worker has taken the task of an activity: it is not offered to another one.
      if (thread.phase.kind === 'task' && thread.phase.request.integration.kind === 'activity')
        startActivity(thread.phase, event.at);
      return true;
    case 'TaskSubmitted':
      if (thread.phase.kind === 'task') thread.phase.submitted = true;
      return true;
    case 'HeartbeatReceived':
      if (thread.phase.kind === 'task') thread.phase.heartbeatAt = event.at;
      return true;
    case 'NestedStarted':
      if (thread.phase.kind === 'task') thread.phase.nested = event.executionArn;
      return true;
    case 'TaskSucceeded':
    case 'TaskFailed':
    case 'TaskTimedOut':
      thread.phase = READY;
      return true;
    case 'RetryStarted':
      if (thread.again && readyThread(execution) === thread) execution.ready.shift();
      thread.again = false;
      thread.phase = READY;
      return true;
    default:
      return false;
  }
};

const evolveThread = (execution: Execution, thread: Thread, event: HistoryEvent): void => {
  switch (event.type) {
    case 'StateEntered':
      enterState(execution, thread, event);
      return;
    case 'StateExited':
      exitState(execution, thread, event);
      return;
    case 'RetryScheduled':
      thread.phase = { kind: 'retrying', due: event.due };
      thread.retries[event.retrier] = (thread.retries[event.retrier] ?? 0) + 1;
      execution.mapRuns.delete(thread.id);
      return;
    case 'WaitStarted':
      thread.phase = { kind: 'waiting', due: event.due };
      return;
    case 'ParallelStateStarted':
      thread.phase = { kind: 'parallel', left: event.branches, outputs: Array.from({ length: event.branches }) };
      return;
    case 'MapStateStarted': {
      const { items, limit } = event;
      const blank = { next: 0, active: 0, left: items.length };
      thread.phase = { kind: 'map', items, limit, outputs: Array.from({ length: items.length }), ...blank };
      return;
    }
    case 'ThreadSucceeded':
      endThread(execution, thread, event.output);
      return;
    case 'ThreadsAborted':
      for (const id of event.threads) removeThread(execution, id);
      thread.previous = event.previous;
      return;
    case 'MapRunStarted':
      thread.phase = { kind: 'mapRun', run: startedMapRun(event) };
      execution.mapRuns.add(thread.id);
      return;
    default:
      if (!evolveTask(execution, thread, event) && thread.phase.kind === 'mapRun')
        evolveMapRun(thread.phase.run, event);
  }
};

/** Folds an event into the live state. Folding a history from `unstarted` gives that state again. */
export const evolve = (execution: Execution, event: HistoryEvent): void => {
  const thread = execution.threads.get(event.thread);
  if (!evolveExecution(execution, event) && thread !== undefined) evolveThread(execution, thread, event);
  if (!isVisible(event)) return;
  execution.lastId = event.id;
  if (thread === undefined) return;
  const last = event.type === 'MapIterationSucceeded' && event.last;
  if (!SIDE_EVENTS.has(event.type) || last) thread.previous = event.id;
};
