import type { Instant } from '../../kernel/clock.ts';
import type { Json } from '../../kernel/json.ts';
import {
  type HistoryEvent,
  isVisible,
  type MapItem,
  SIDE_EVENTS,
  type Tolerated,
  type VisibleEvent,
} from './history-event.ts';
import type { TaskRequest } from './integration.ts';
import type { ReaderRequest } from './item-source.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What a flow of control waits for. */
type Phase =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting'; readonly due: Instant }
  | { readonly kind: 'retrying'; readonly due: Instant }
  | { readonly kind: 'task'; readonly request: TaskRequest; readonly scheduled: number; readonly submitted: boolean }
  | { readonly kind: 'parallel'; readonly outputs: readonly (Json | undefined)[]; readonly left: number }
  | {
      readonly kind: 'map';
      readonly items: readonly Json[];
      readonly limit: number;
      readonly next: number;
      readonly active: number;
      readonly outputs: readonly (Json | undefined)[];
      readonly left: number;
    }
  | { readonly kind: 'mapRun'; readonly run: MapRun };

export interface MapRun {
  readonly arn: string;
  readonly startedAt: Instant;
  readonly limit: number;
  readonly tolerated: Tolerated;
  /** What reads the items; without it they came with the state's input. */
  readonly reader: ReaderRequest | undefined;
  /** Each iteration's input; not there until the items were read. */
  readonly items?: readonly Json[];
  readonly next: number;
  readonly children: Readonly<Record<number, string>>;
  readonly outputs: readonly (Json | undefined)[];
  readonly succeeded: number;
  readonly failed: number;
}

/** A flow of control: the execution's own, a branch's or an iteration's. */
export interface Thread {
  readonly id: string;
  readonly parent: string | undefined;
  readonly flow: string;
  /** Branch or iteration number. */
  readonly index: number;
  readonly item: MapItem | undefined;
  /** The event on which the next one hangs. */
  readonly previous: number;
  readonly state: string | undefined;
  readonly enteredId: number;
  readonly enteredAt: Instant;
  readonly enteredPrevious: number;
  /** The state's raw input; before the first state the flow's. */
  readonly input: Json;
  readonly variables: Readonly<Record<string, Json>>;
  /** Attempts made by each retrier of the state. */
  readonly retries: Readonly<Record<number, number>>;
  readonly phase: Phase;
}

export interface Execution {
  readonly status: ExecutionStatus;
  readonly startedAt: Instant;
  readonly stoppedAt?: Instant;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly lastId: number;
  readonly threadsStarted: number;
  readonly threads: ReadonlyMap<string, Thread>;
}

export const MAIN_THREAD = '0';

export const unstarted: Execution = {
  status: 'RUNNING',
  startedAt: 0,
  input: null,
  lastId: 0,
  threadsStarted: 0,
  threads: new Map(),
};

const READY: Phase = { kind: 'ready' };

const withThread = (execution: Execution, id: string, change: (thread: Thread) => Partial<Thread>): Execution => {
  const thread = execution.threads.get(id);
  if (thread === undefined) return execution;
  return { ...execution, threads: new Map(execution.threads).set(id, { ...thread, ...change(thread) }) };
};

const without = (execution: Execution, ids: readonly string[]): Execution => {
  const threads = new Map(execution.threads);
  for (const id of ids) threads.delete(id);
  return { ...execution, threads };
};

const startThread = (
  execution: Execution,
  thread: Pick<Thread, 'id' | 'parent' | 'flow' | 'index' | 'item' | 'previous' | 'input'>,
): Execution => ({
  ...execution,
  threadsStarted: execution.threadsStarted + 1,
  threads: new Map(execution.threads).set(thread.id, {
    ...thread,
    state: undefined,
    enteredId: 0,
    enteredAt: 0,
    enteredPrevious: 0,
    variables: {},
    retries: {},
    phase: READY,
  }),
});

const mapRunOf = (phase: Phase, change: (run: MapRun) => Partial<MapRun>): Phase =>
  phase.kind === 'mapRun' ? { kind: 'mapRun', run: { ...phase.run, ...change(phase.run) } } : phase;

const dropChild = (run: MapRun, index: number): Readonly<Record<number, string>> => {
  const { [index]: _, ...rest } = run.children;
  return rest;
};

/** A flow that came to its end hands its output to the state that started it, and is gone. */
const handOver = (execution: Execution, thread: Thread, output: Json): Execution => {
  const rest = without(execution, [thread.id]);
  if (thread.parent === undefined) return rest;
  return withThread(rest, thread.parent, ({ phase }) => {
    if (phase.kind !== 'parallel' && phase.kind !== 'map') return {};
    const outputs = phase.outputs.with(thread.index, output);
    const ended = { ...phase, outputs, left: phase.left - 1 };
    return { phase: ended.kind === 'map' ? { ...ended, active: ended.active - 1 } : ended, previous: thread.previous };
  });
};

/** Each event's own change. @see evolve, which also advances the ids. */
const change = (execution: Execution, event: HistoryEvent): Execution => {
  const on = (update: (thread: Thread) => Partial<Thread>): Execution => withThread(execution, event.thread, update);
  switch (event.type) {
    case 'ExecutionStarted':
      return { ...execution, status: 'RUNNING', startedAt: event.at, input: event.input };
    case 'ExecutionSucceeded':
      return { ...execution, status: 'SUCCEEDED', output: event.output, stoppedAt: event.at, threads: new Map() };
    case 'ExecutionFailed':
      return ended(execution, 'FAILED', event);
    case 'ExecutionAborted':
      return ended(execution, 'ABORTED', event);
    case 'ExecutionTimedOut':
      return ended(execution, 'TIMED_OUT', event);
    case 'StateEntered':
      return on((thread) => ({
        state: event.state,
        input: event.input,
        enteredId: event.id,
        enteredAt: event.at,
        enteredPrevious: thread.previous,
        retries: {},
        phase: READY,
      }));
    case 'StateExited':
      return on(({ variables }) => ({
        input: event.output,
        phase: READY,
        variables: event.assigned === undefined ? variables : { ...variables, ...event.assigned },
      }));
    case 'TaskScheduled':
      return on(() => ({ phase: { kind: 'task', request: event.request, scheduled: event.id, submitted: false } }));
    case 'TaskSubmitted':
      return on(({ phase }) => (phase.kind === 'task' ? { phase: { ...phase, submitted: true } } : {}));
    case 'TaskSucceeded':
    case 'TaskFailed':
    case 'TaskTimedOut':
    case 'RetryStarted':
      return on(() => ({ phase: READY }));
    case 'RetryScheduled':
      return on(({ retries }) => ({
        phase: { kind: 'retrying', due: event.due },
        retries: { ...retries, [event.retrier]: (retries[event.retrier] ?? 0) + 1 },
      }));
    case 'WaitStarted':
      return on(() => ({ phase: { kind: 'waiting', due: event.due } }));
    case 'ParallelStateStarted':
      return on(() => ({
        phase: { kind: 'parallel', left: event.branches, outputs: Array.from({ length: event.branches }) },
      }));
    case 'ThreadStarted':
      return startChildThread(execution, event);
    case 'ThreadSucceeded': {
      const thread = execution.threads.get(event.thread);
      return thread === undefined ? execution : handOver(execution, thread, event.output);
    }
    case 'ThreadsAborted':
      return withThread(without(execution, event.threads), event.thread, () => ({ previous: event.previous }));
    default:
      return changeMap(execution, event);
  }
};

const startChildThread = (
  execution: Execution,
  event: HistoryEvent & { readonly type: 'ThreadStarted' },
): Execution => {
  const { child, flow, index, input, item, previous, thread } = event;
  const main = child === MAIN_THREAD;
  const begun = startThread(execution, {
    id: child,
    parent: main ? undefined : thread,
    flow,
    index,
    item,
    previous,
    input,
  });
  return withThread(begun, thread, ({ phase }) =>
    phase.kind === 'map' ? { phase: { ...phase, next: phase.next + 1, active: phase.active + 1 } } : {},
  );
};

const changeMap = (execution: Execution, event: HistoryEvent): Execution => {
  const on = (update: (thread: Thread) => Partial<Thread>): Execution => withThread(execution, event.thread, update);
  const onRun = (update: (run: MapRun) => Partial<MapRun>): Execution =>
    on(({ phase }) => ({ phase: mapRunOf(phase, update) }));
  switch (event.type) {
    case 'MapStateStarted': {
      const { items, limit } = event;
      const blank = {
        next: 0,
        active: 0,
        left: items.length,
        outputs: Array.from<undefined>({ length: items.length }),
      };
      return on(() => ({ phase: { kind: 'map', items, limit, ...blank } }));
    }
    case 'MapRunStarted': {
      const { mapRunArn: arn, limit, tolerated, reader, at: startedAt } = event;
      const blank = { next: 0, children: {}, outputs: [], succeeded: 0, failed: 0 };
      return on(() => ({ phase: { kind: 'mapRun', run: { arn, startedAt, limit, tolerated, reader, ...blank } } }));
    }
    case 'ItemsRead':
      return onRun(() => ({ items: event.items, outputs: Array.from({ length: event.items.length }) }));
    case 'ChildStarted':
      return onRun((run) => ({ next: run.next + 1, children: { ...run.children, [event.index]: event.executionArn } }));
    case 'ChildSucceeded':
      return onRun((run) => ({
        succeeded: run.succeeded + 1,
        children: dropChild(run, event.index),
        outputs: run.outputs.with(event.index, event.output),
      }));
    case 'ChildFailed':
      return onRun((run) => ({ failed: run.failed + 1, children: dropChild(run, event.index) }));
    default:
      return execution;
  }
};

const ended = (
  execution: Execution,
  status: ExecutionStatus,
  event: VisibleEvent & { readonly error?: string; readonly cause?: string },
): Execution => ({
  ...execution,
  status,
  stoppedAt: event.at,
  threads: new Map(),
  ...(event.error === undefined ? {} : { error: event.error }),
  ...(event.cause === undefined ? {} : { cause: event.cause }),
});

/** The state behind `event`: folding a history from `unstarted` gives the live state. */
export const evolve = (execution: Execution, event: HistoryEvent): Execution => {
  const changed = change(execution, event);
  if (!isVisible(event)) return changed;
  const advanced = { ...changed, lastId: event.id };
  const last = event.type === 'MapIterationSucceeded' && event.last;
  if (SIDE_EVENTS.has(event.type) && !last) return advanced;
  return withThread(advanced, event.thread, () => ({ previous: event.id }));
};
