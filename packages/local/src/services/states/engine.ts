import { inBackground } from '../../kernel/isolate.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ActivityWorkers } from './activity-workers.ts';
import { effectPerformer } from './effect-performer.ts';
import { evolve } from './evolve.ts';
import { type Execution, MAIN_THREAD } from './execution.ts';
import { executionNotes } from './execution-notes.ts';
import type { ExecutionRow, ExecutionStore, Waiter } from './execution-store.ts';
import { ExpressExecutions, type ExpressRow, type ExpressStart } from './express.ts';
import { type HistoryEvent, isVisible } from './history-event.ts';
import { type Decision, interpret } from './interpret.ts';
import { type Live, LiveExecutions } from './live-executions.ts';
import type { MachineStore } from './machine-store.ts';
import type { MapRunStore } from './map-run-store.ts';
import { resultFor } from './nested.ts';
import { pendingEffects } from './pending.ts';
import { received } from './received.ts';
import { RunQueue } from './run-queue.ts';
import type { Effect, Signal } from './signal.ts';

/** A new execution: who it is, what it runs, and who waits for it. */
export type Start = Pick<
  ExecutionRow,
  'executionArn' | 'name' | 'machineArn' | 'machineName' | 'roleArn' | 'definition' | 'flow' | 'input'
> &
  Partial<Pick<ExecutionRow, 'mapRunArn' | 'waiters' | 'versionArn' | 'aliasArn'>>;

/** Activities, and those who work for them. */
export interface Activities {
  has(activityArn: string): boolean;
  readonly workers: ActivityWorkers;
}

export interface Engine {
  /** Writes the execution in the caller's own transaction; its first steps follow the commit. */
  start(start: Start): ExecutionRow;
  /** As `start`, with the first steps in the same transaction. Only for an effect of a commit. */
  startNow(start: Start): ExecutionRow;
  /** An Express execution, in the caller's own transaction. */
  startExpress(start: ExpressStart): ExpressRow;
  /** An Express execution that is waited for. */
  startSync(start: ExpressStart): Promise<Execution>;
  /** An ended execution goes on from where it failed. Only for an effect of a commit. */
  redrive(row: ExecutionRow, token?: string): ExecutionRow;
  /** Hands a signal to an execution once the caller's transaction is committed; resolves when it was handled. */
  receive(executionArn: string, signal: Signal): Promise<void>;
  /** The live state of a running execution. */
  execution(row: ExecutionRow): Execution;
  /** Takes up what the last process left. */
  resume(): void;
  stop(): void;
}

/** How many executions are taken up in one turn of the event loop after a restart. */
const RESUMED_A_TURN = 20;
/** What an evaluation by jsonata-js may do before it lets others go on, in units of the run queue. */
const EVALUATION = 100;
/** What the end of an execution costs beside its event, in the same units. */
const ENDING = 5;
const CONTINUE: Signal = { type: 'Continue' };

export const executionEngine = (
  kernel: Kernel,
  machines: MachineStore,
  store: ExecutionStore,
  mapRuns: MapRunStore,
  activities: Activities,
): Engine => {
  const lives = new LiveExecutions(store);
  const queue = new RunQueue(kernel.journal);
  const notes = executionNotes(kernel);
  const express = new ExpressExecutions(kernel, queue, machines, (...handedOver) => deliver(...handedOver));
  /** Executions of the last process that nothing has reached yet. */
  const unresumed = new Set<string>();
  let stopped = false;

  const turn = (): Promise<void> => new Promise((resolve) => kernel.journal.afterCommit(resolve));

  /** Our own fault must not leave an execution hanging, nor come again at each start: it ends, with the reason. */
  const fail = (row: ExecutionRow, error: unknown): void => {
    kernel.report(error, `states ${row.executionArn}`);
    lives.forget(row.executionArn);
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const cause = `The local cloud could not go on with this execution. ${reason}`;
    try {
      const live = lives.load(row);
      const { lastId, threads } = live.execution;
      const failed: HistoryEvent = {
        ...{ type: 'ExecutionFailed', error: 'States.Runtime', cause, id: lastId + 1, thread: MAIN_THREAD },
        previous: threads.get(MAIN_THREAD)?.previous ?? 0,
        at: kernel.clock.now(),
      };
      evolve(live.execution, failed);
      apply(live, { events: [failed], effects: [], spent: 1, more: false });
    } catch (unreadable) {
      kernel.report(unreadable, `states ${row.executionArn}`);
      close(row, { status: 'FAILED', error: 'States.Runtime', cause });
    }
    lives.forget(row.executionArn);
  };

  const apply = (live: Live, { events, effects }: Decision): void => {
    const { row, execution } = live;
    append(live, events);
    for (const effect of effects) world.perform(row, effect);
    if (execution.status === 'RUNNING') return;
    const { status, output, error, cause } = execution;
    close(row, {
      status,
      ...(output === undefined ? {} : { output: JSON.stringify(output) }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
  };

  /** The first event goes with the first decision, where both are of one time: an entry less. */
  const append = (live: Live, events: readonly HistoryEvent[]): void => {
    const { unwritten } = live;
    live.unwritten = [];
    const together = unwritten[0]?.at === events[0]?.at;
    for (const entry of together ? [[...unwritten, ...events]] : [unwritten, events]) {
      if (entry.length === 0) continue;
      store.append(live.row.key, live.entries, live.written, entry);
      live.entries += 1;
      live.written += entry.filter(isVisible).length;
    }
  };

  const close = (started: ExecutionRow, end: Pick<ExecutionRow, 'status' | 'output' | 'error' | 'cause'>): void => {
    lives.forget(started.executionArn);
    // A waiter may have come since this row was read.
    const row = store.row(started.executionArn) ?? started;
    const stopDate = kernel.clock.now();
    const closed: ExecutionRow = { ...row, ...end, stopDate };
    store.close(closed);
    notes.ended(row, closed.status);
    for (const waiter of closed.waiters ?? []) deliver(waiter.executionArn, resultFor(closed, waiter));
  };

  const decide = (live: Live, signal: Signal): Decision | Promise<Decision> =>
    interpret(machines.forExecution(live.row), live.row, live.execution, received(kernel, signal, activities.has));

  /** One signal, or what the last decision left. */
  const slice = (live: Live): number => {
    const next = live.queue.shift();
    const settled = (decision: Decision): void => {
      apply(live, decision);
      next?.handled?.();
      goOn(live, decision.more);
    };
    const broken = (error: unknown): void => {
      fail(live.row, error);
      next?.handled?.();
      goOn(live, false);
    };
    if (stopped) return 0;
    try {
      const decision = decide(live, next?.signal ?? CONTINUE);
      if (!(decision instanceof Promise)) {
        settled(decision);
        return decision.spent + (live.execution.status === 'RUNNING' ? 0 : ENDING);
      }
      // What cannot even be failed, since nothing can be written, is taken up by the restart that follows.
      inBackground(decision.then(settled).catch(broken), kernel.report, `states ${live.row.executionArn}`);
      return EVALUATION;
    } catch (error) {
      broken(error);
      return 1;
    }
  };

  const goOn = (live: Live, more: boolean): void => {
    if (live.execution.status !== 'RUNNING' || lives.known(live.row.executionArn) !== live) {
      for (const { handled } of live.queue.splice(0)) handled?.();
      return;
    }
    live.busy = more || live.queue.length > 0;
    if (live.busy) queue.push(() => slice(live));
  };

  const liveOf = (executionArn: string): Live | undefined => {
    const known = lives.known(executionArn);
    if (known !== undefined || stopped) return stopped ? undefined : known;
    const row = store.row(executionArn);
    if (row === undefined || row.status !== 'RUNNING') return undefined;
    try {
      const live = lives.load(row);
      if (unresumed.delete(executionArn)) resumeOne(live);
      return live;
    } catch (error) {
      fail(row, error);
      return undefined;
    }
  };

  /** Only for slices and effects of a commit: nothing that was handed over here is taken back. */
  const deliver = (executionArn: string, signal: Signal, handled?: () => void): void => {
    const live = liveOf(executionArn);
    if (live === undefined) {
      if (signal.type === 'Stop') express.stop(executionArn);
      handled?.();
      return;
    }
    live.queue.push(handled === undefined ? { signal } : { signal, handled });
    if (live.busy) return;
    live.busy = true;
    queue.push(() => slice(live));
  };

  const receive = (executionArn: string, signal: Signal): Promise<void> =>
    new Promise((resolve) => {
      kernel.journal.afterCommit(() => {
        deliver(executionArn, signal, resolve);
        queue.run();
      });
    });

  const redrive = (row: ExecutionRow, token?: string): ExecutionRow => {
    const reopened = store.reopen(row, kernel.clock.now(), token);
    notes.redriven(row);
    deliver(row.executionArn, { type: 'Redrive' });
    queue.run();
    return reopened;
  };

  /** A child that ended well meanwhile hands that over instead. */
  const redriveChild = (executionArn: string): void => {
    const row = store.row(executionArn);
    if (row === undefined || row.status === 'RUNNING') return;
    if (row.status !== 'SUCCEEDED') redrive(row);
    else for (const waiter of row.waiters ?? []) deliver(waiter.executionArn, resultFor(row, waiter));
  };

  const startChild = (row: ExecutionRow, effect: Effect & { readonly type: 'StartChild' }): void => {
    const { executionArn, thread, index, mapRunArn, flow, input } = effect;
    const { machineArn, machineName, roleArn, definition } = row;
    const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
    const waiter: Waiter = { kind: 'item', executionArn: row.executionArn, thread, index, mapRunArn };
    const child = {
      ...{ executionArn, name, machineArn, machineName, roleArn, definition, flow, mapRunArn },
      input: JSON.stringify(input),
    };
    if (effect.express) express.startKept({ ...child, waiter });
    else startNow({ ...child, waiters: [waiter] });
  };

  const write = (given: Start): ExecutionRow => {
    const row: ExecutionRow = { ...given, key: store.nextKey(), status: 'RUNNING', startDate: kernel.clock.now() };
    store.open(row);
    notes.started(row);
    return row;
  };

  const startNow = (given: Start): ExecutionRow => {
    const row = write(given);
    lives.open(row);
    deliver(row.executionArn, { type: 'Begin' });
    queue.run();
    return row;
  };

  const start = (given: Start): ExecutionRow => {
    const row = write(given);
    void receive(row.executionArn, { type: 'Begin' });
    return row;
  };

  const resumeOne = (live: Live): void => {
    const { row, execution } = live;
    for (const effect of pendingEffects(execution, machines.forExecution(row))) world.perform(row, effect);
    const begun = execution.threads.size > 0 ? CONTINUE : ({ type: 'Begin' } as const);
    deliver(row.executionArn, execution.status === 'RUNNING' ? begun : { type: 'Redrive' });
  };

  const resumeNext = (): void => {
    if (stopped) return;
    for (const arn of [...unresumed.values().take(RESUMED_A_TURN)]) {
      liveOf(arn);
      unresumed.delete(arn);
    }
    queue.run();
    if (unresumed.size > 0) kernel.journal.afterCommit(resumeNext);
  };

  const world = effectPerformer(kernel, store, mapRuns, {
    receive,
    deliver,
    startChild,
    redrive: redriveChild,
    turn,
    workers: activities.workers,
    isStopped: () => stopped,
  });

  return {
    start,
    startNow,
    startExpress: (given) => express.startKept(given),
    startSync: (given) => express.startSync(given),
    redrive,
    receive,
    execution: (row) => lives.known(row.executionArn)?.execution ?? store.fold(row.key),
    resume() {
      for (const arn of store.running()) unresumed.add(arn);
      kernel.journal.afterCommit(resumeNext);
      express.resume();
    },
    stop() {
      stopped = true;
      queue.stop();
      express.close();
      lives.clear();
    },
  };
};
