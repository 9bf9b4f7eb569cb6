import { type Json, parseJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { effectPerformer } from './effect-performer.ts';
import { type Execution, evolve, MAIN_THREAD, unstarted } from './execution.ts';
import type { ExecutionRow, ExecutionStore, Waiter } from './execution-store.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Decision, interpret } from './interpret.ts';
import type { Machine } from './machine.ts';
import type { MachineStore } from './machine-store.ts';
import { resultFor } from './nested.ts';
import { pendingEffects } from './pending.ts';
import type { Effect, Signal } from './signal.ts';

/** A new execution: who it is, what it runs, and who waits for it. */
type Start = Pick<
  ExecutionRow,
  'executionArn' | 'name' | 'machineArn' | 'machineName' | 'roleArn' | 'definition' | 'flow' | 'input'
> & {
  readonly waiter?: Waiter;
};

export interface Engine {
  /** Writes the execution and takes its first steps, in the caller's own transaction. */
  start(start: Start): ExecutionRow;
  /** Hands a signal to an execution; what follows is written in this turn. */
  receive(executionArn: string, signal: Signal): void | Promise<void>;
  /** The live state: kept, or folded from the history. */
  execution(row: ExecutionRow): Execution;
  /** Takes up what was under way when the last process ended. */
  resume(): void;
  stop(): void;
}

interface Live {
  readonly row: ExecutionRow;
  execution: Execution;
  /** Signals that wait while jsonata-js is being asked. */
  queue: Signal[];
  busy: boolean;
}

/** Executions that wait long are folded again when something reaches them. */
const KEPT_MOST = 1_000;
const SEED_BOUND = 2 ** 32;

export const executionEngine = (kernel: Kernel, machines: MachineStore, store: ExecutionStore): Engine => {
  const lives = new Map<string, Live>();
  let stopped = false;

  const live = (row: ExecutionRow): Live => {
    const known = lives.get(row.executionArn);
    if (known !== undefined) return known;
    if (lives.size >= KEPT_MOST) forgetIdle();
    const made: Live = { row, execution: store.fold(row.key), queue: [], busy: false };
    lives.set(row.executionArn, made);
    return made;
  };
  const forgetIdle = (): void => {
    for (const [arn, each] of lives) if (!each.busy && each.queue.length === 0) lives.delete(arn);
  };

  const machineOf = (row: ExecutionRow): Machine => {
    const machine = machines.compiled(row.definition);
    const root = row.flow === '' ? undefined : machine.flows.get(row.flow);
    return root === undefined ? machine : { ...machine, root, timeoutSeconds: undefined };
  };

  /** Our own fault must not leave an execution hanging: it ends, and the cloud's log says why. */
  const broken = (row: ExecutionRow, current: Live, error: unknown): void => {
    kernel.report(error, `states ${row.executionArn}`);
    current.execution = store.fold(row.key);
    const failed: HistoryEvent = {
      type: 'ExecutionFailed',
      error: 'States.Runtime',
      cause: 'The local cloud could not go on with this execution; its log says why.',
      id: current.execution.lastId + 1,
      previous: current.execution.threads.get(MAIN_THREAD)?.previous ?? 0,
      thread: MAIN_THREAD,
      at: kernel.clock.now(),
    };
    apply(row, current, { execution: evolve(current.execution, failed), events: [failed], effects: [] });
  };

  const drain = (row: ExecutionRow, current: Live): void | Promise<void> => {
    for (let signal = current.queue.shift(); signal !== undefined; signal = current.queue.shift()) {
      if (stopped) return;
      const waiting = step(row, current, signal);
      if (waiting !== undefined) return waiting.then(() => drain(row, current));
    }
    current.busy = false;
    if (current.execution.status !== 'RUNNING') lives.delete(row.executionArn);
  };

  const step = (row: ExecutionRow, current: Live, signal: Signal): undefined | Promise<void> => {
    const received = {
      signal,
      at: kernel.clock.now(),
      seed: kernel.chance.below(SEED_BOUND),
      secret: kernel.identity.hex(64),
    };
    try {
      const decision = interpret(machineOf(row), row, current.execution, received);
      if (!(decision instanceof Promise)) {
        apply(row, current, decision);
        return undefined;
      }
      return decision.then(
        (made) => apply(row, current, made),
        (error: unknown) => broken(row, current, error),
      );
    } catch (error) {
      broken(row, current, error);
      return undefined;
    }
  };

  const apply = (row: ExecutionRow, current: Live, { execution, events, effects }: Decision): void => {
    const wasRunning = current.execution.status === 'RUNNING';
    current.execution = execution;
    if (events.length > 0) store.append(row.key, events);
    for (const event of events) noteMapRun(row, event);
    for (const effect of effects) world.perform(row, effect);
    if (wasRunning && execution.status !== 'RUNNING') finish(row, execution);
  };

  const noteMapRun = (row: ExecutionRow, event: HistoryEvent): void => {
    if (event.type !== 'MapRunStarted') return;
    const { executionArn, machineArn } = row;
    store.openMapRun({ mapRunArn: event.mapRunArn, executionArn, machineArn, thread: event.thread });
  };

  const startChild = (row: ExecutionRow, effect: Effect & { readonly type: 'StartChild' }): void => {
    const { executionArn, thread, index, mapRunArn, flow, input } = effect;
    const { machineArn, machineName, roleArn, definition } = row;
    const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
    const waiter: Waiter = { kind: 'item', executionArn: row.executionArn, thread, index, mapRunArn };
    start({
      executionArn,
      name,
      machineArn,
      machineName,
      roleArn,
      definition,
      flow,
      input: JSON.stringify(input),
      waiter,
    });
  };

  const finish = (started: ExecutionRow, { status, stoppedAt, output, error, cause }: Execution): void => {
    // A waiter may have come since this row was read.
    const row = store.row(started.executionArn) ?? started;
    const closed: ExecutionRow = {
      ...row,
      status,
      stopDate: stoppedAt ?? kernel.clock.now(),
      ...(output === undefined ? {} : { output: JSON.stringify(output) }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
    store.close(closed);
    kernel.activity.note({
      service: 'states',
      action: ACTIONS[status],
      resource: row.executionArn,
      facts: { durationMs: (closed.stopDate ?? row.startDate) - row.startDate },
    });
    const { waiter } = closed;
    // In this same turn, so in the same transaction; but a deep nesting must not grow the stack.
    if (waiter !== undefined) queueMicrotask(() => void receive(waiter.executionArn, resultFor(closed, waiter)));
  };

  const receive = (executionArn: string, signal: Signal): void | Promise<void> => {
    const row = lives.get(executionArn)?.row ?? store.row(executionArn);
    if (stopped || row === undefined || row.status !== 'RUNNING') return;
    const current = live(row);
    current.queue.push(signal);
    if (current.busy) return;
    current.busy = true;
    return drain(row, current);
  };

  const start = ({ waiter, ...given }: Start): ExecutionRow => {
    const at = kernel.clock.now();
    const key = store.nextKey();
    const row: ExecutionRow = {
      ...given,
      key,
      status: 'RUNNING',
      startDate: at,
      ...(waiter === undefined ? {} : { waiter }),
    };
    const input: Json = parseJson(given.input);
    const text = JSON.stringify(input) === given.input ? {} : { inputText: given.input };
    const started: HistoryEvent = {
      ...{ type: 'ExecutionStarted', id: 1, previous: 0, thread: MAIN_THREAD, at, input, roleArn: given.roleArn },
      ...text,
    };
    store.open(row);
    store.append(key, [started]);
    lives.set(row.executionArn, { row, execution: evolve(unstarted, started), queue: [], busy: false });
    kernel.activity.note({ service: 'states', action: 'ExecutionStarted', resource: row.executionArn });
    void receive(row.executionArn, { type: 'Begin' });
    return row;
  };

  const world = effectPerformer(kernel, store, { receive, startChild, isStopped: () => stopped });

  return {
    start,
    receive,
    execution: (row) => lives.get(row.executionArn)?.execution ?? store.fold(row.key),
    resume() {
      for (const arn of store.running()) {
        const row = store.row(arn);
        if (row === undefined) continue;
        const { execution } = live(row);
        if (execution.threads.size === 0) void receive(arn, { type: 'Begin' });
        for (const effect of pendingEffects(execution)) world.perform(row, effect);
      }
    },
    stop() {
      stopped = true;
      lives.clear();
    },
  };
};

const ACTIONS: Readonly<Record<ExecutionRow['status'], string>> = {
  RUNNING: 'ExecutionStarted',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};
