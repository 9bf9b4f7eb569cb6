import type { Timer } from '../../kernel/clock.ts';
import type { Table } from '../../kernel/journal.ts';
import { parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { evolve } from './evolve.ts';
import { type Execution, MAIN_THREAD, unstarted } from './execution.ts';
import { type ExecutionNotes, executionNotes } from './execution-notes.ts';
import type { ExecutionRow, Waiter } from './execution-store.ts';
import { interpret } from './interpret.ts';
import type { Machine } from './machine.ts';
import type { MachineStore } from './machine-store.ts';
import { childResult } from './nested.ts';
import { received } from './received.ts';
import type { RunQueue } from './run-queue.ts';
import type { Effect, Signal } from './signal.ts';
import { type TaskRunner, taskRunner } from './task-runner.ts';

/** "Express Workflows have a maximum duration of five minutes." */
const LONGEST = 300_000;

export type ExpressRow = Pick<
  ExecutionRow,
  | 'executionArn'
  | 'name'
  | 'machineArn'
  | 'machineName'
  | 'roleArn'
  | 'definition'
  | 'flow'
  | 'startDate'
  | 'input'
  | 'mapRunArn'
> & { readonly waiter?: Waiter };

export type ExpressStart = Omit<ExpressRow, 'startDate'>;

/** Hands a signal to a Standard execution. */
type Deliver = (executionArn: string, signal: Signal) => void;

/** What an evaluation by jsonata-js may do before it lets others go on, in units of the run queue. */
const EVALUATION = 100;

interface Running {
  readonly row: ExpressRow;
  readonly machine: Machine;
  readonly execution: Execution;
  readonly queue: Signal[];
  readonly timers: Map<string, Timer>;
  busy: boolean;
  readonly ended: (execution: Execution) => void;
}

/** Executions in memory, without a history; asynchronous ones are kept until they end, and start anew after a restart. */
export class ExpressExecutions {
  readonly #kernel: Kernel;
  readonly #queue: RunQueue;
  readonly #machines: MachineStore;
  readonly #deliver: Deliver;
  readonly #notes: ExecutionNotes;
  readonly #open: Table<ExpressRow>;
  readonly #running = new Map<string, Running>();
  readonly #runner: TaskRunner;
  #stopped = false;

  constructor(kernel: Kernel, queue: RunQueue, machines: MachineStore, deliver: Deliver) {
    this.#kernel = kernel;
    this.#queue = queue;
    this.#machines = machines;
    this.#deliver = deliver;
    this.#notes = executionNotes(kernel);
    this.#open = kernel.journal.table('states_express_open');
    this.#runner = taskRunner(kernel);
  }

  /** "At-least-once": written in the caller's transaction, started when it is committed. */
  startKept(given: ExpressStart): ExpressRow {
    const row: ExpressRow = { ...given, startDate: this.#kernel.clock.now() };
    this.#open.put(row.executionArn, row);
    this.#kernel.journal.afterCommit(() => this.#startOpen(row));
    return row;
  }

  /** "At-most-once": nothing is written. */
  startSync(given: ExpressStart): Promise<Execution> {
    const row: ExpressRow = { ...given, startDate: this.#kernel.clock.now() };
    return new Promise((resolve) => {
      this.#kernel.journal.afterCommit(() => {
        this.#start(row, resolve);
        this.#queue.run();
      });
    });
  }

  /** Those of the last process that had not ended. */
  resume(): void {
    for (const [, row] of this.#open.scan()) this.#kernel.journal.afterCommit(() => this.#startOpen(row));
  }

  stop(executionArn: string): void {
    const running = this.#running.get(executionArn);
    if (running !== undefined) this.#receive(running, { type: 'Stop' });
  }

  close(): void {
    this.#stopped = true;
    for (const { timers } of this.#running.values()) for (const timer of timers.values()) timer.cancel();
    this.#running.clear();
  }

  #startOpen(row: ExpressRow): void {
    if (this.#stopped || this.#open.get(row.executionArn) === undefined) return;
    this.#start({ ...row, startDate: this.#kernel.clock.now() }, (execution) => {
      this.#open.delete(row.executionArn);
      if (row.waiter !== undefined) this.#deliver(row.waiter.executionArn, childResult(row.waiter, execution));
    });
  }

  #start(row: ExpressRow, ended: Running['ended']): void {
    const execution = unstarted();
    const input = parseExactJson(row.input);
    const at = row.startDate;
    evolve(execution, {
      ...{ type: 'ExecutionStarted', id: 1, previous: 0, thread: MAIN_THREAD, at, input, roleArn: row.roleArn },
    });
    const machine = this.#machines.forExecution(row);
    const running: Running = { row, machine, execution, queue: [], timers: new Map(), busy: false, ended };
    this.#running.set(row.executionArn, running);
    this.#notes.started(row);
    this.#setTimer(running, 'limit', at + LONGEST);
    this.#receive(running, { type: 'Begin' });
  }

  #receive(running: Running, signal: Signal): void {
    running.queue.push(signal);
    if (running.busy) return;
    running.busy = true;
    this.#queue.push(() => this.#slice(running));
  }

  #slice(running: Running): number {
    const { row, machine, execution, queue } = running;
    if (this.#stopped || execution.status !== 'RUNNING') return 1;
    const signal = queue.shift() ?? { type: 'Continue' };
    const settled = ({ effects, more }: { readonly effects: readonly Effect[]; readonly more: boolean }): void => {
      for (const effect of effects) this.#perform(running, effect);
      if (execution.status !== 'RUNNING') this.#end(running);
      running.busy = more || queue.length > 0;
      if (running.busy) this.#queue.push(() => this.#slice(running));
    };
    try {
      const decision = interpret(machine, row, execution, received(this.#kernel, signal));
      if (!(decision instanceof Promise)) {
        settled(decision);
        return decision.spent;
      }
      void decision.then(settled).catch((error: unknown) => this.#break(running, error));
    } catch (error) {
      this.#break(running, error);
    }
    return EVALUATION;
  }

  #break(running: Running, error: unknown): void {
    const { execution, row } = running;
    this.#kernel.report(error, `states ${row.executionArn}`);
    execution.status = 'FAILED';
    execution.error = 'States.Runtime';
    execution.cause = `The local cloud could not go on with this execution. ${String(error)}`;
    this.#end(running);
  }

  #end(running: Running): void {
    for (const timer of running.timers.values()) timer.cancel();
    this.#running.delete(running.row.executionArn);
    this.#notes.ended(running.row, running.execution.status);
    running.ended(running.execution);
  }

  #perform(running: Running, effect: Effect): void {
    switch (effect.type) {
      case 'SetTimer':
        this.#setTimer(running, effect.timer, effect.due);
        return;
      case 'CancelTimer':
        running.timers.get(effect.timer)?.cancel();
        return;
      case 'InvokeTask':
        this.#kernel.journal.afterCommit(() => void this.#invoke(running, effect));
        return;
      default:
        // Express definitions have no callbacks, jobs or Map runs: the compiler refuses them.
        throw new Error(`${effect.type} in an Express execution`);
    }
  }

  async #invoke(running: Running, effect: Effect & { readonly type: 'InvokeTask' }): Promise<void> {
    const { thread, scheduled, request } = effect;
    const result = await this.#runner.perform(running.row, request);
    if (this.#stopped) return;
    const at = { thread, scheduled };
    if (result.ok) this.#receive(running, { type: 'TaskSucceeded', ...at, output: result.output });
    else this.#receive(running, { type: 'TaskFailed', ...at, error: result.error, cause: result.cause });
  }

  #setTimer(running: Running, timer: string, due: number): void {
    running.timers.get(timer)?.cancel();
    const fired = timer === 'limit' ? 'execution' : timer;
    running.timers.set(
      timer,
      this.#kernel.clock.at(due, () => this.#receive(running, { type: 'TimerFired', timer: fired })),
    );
  }
}
