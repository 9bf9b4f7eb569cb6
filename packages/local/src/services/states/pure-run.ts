import type { Json } from '../../kernel/json.ts';
import { evolve } from './evolve.ts';
import { type Execution, unstarted } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import { interpret } from './interpret.ts';
import type { Machine } from './machine.ts';
import { ECHO, type Tasks } from './scripted-tasks.ts';
import type { Effect, Signal } from './signal.ts';
import type { Identified } from './work.ts';

const IDENTIFIED: Identified = {
  executionArn: 'arn:aws:states:us-east-1:111111111111:execution:machine:run',
  name: 'run',
  machineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine',
  machineName: 'machine',
  roleArn: 'snf_role_arn',
};

const START = Date.parse('2026-01-01T00:00:00Z');
const MOST_SIGNALS = 10_000;

interface Pending {
  readonly at: number;
  readonly signal: Signal;
}

export interface PureRunOptions {
  readonly identified?: Identified;
  /** Outcomes of the tasks; without them no task ends. */
  readonly tasks?: Tasks;
  /** What an ItemReader reads. */
  readonly items?: readonly Json[] | undefined;
  readonly readFailure?: string | undefined;
  readonly hasActivities?: boolean;
}

/**
 * A machine run to its end on time that jumps from timer to timer, the outcomes of its tasks given. Children of a Map run
 * are run apart.
 */
export class PureRun {
  readonly events: HistoryEvent[] = [];
  readonly execution: Execution = unstarted();
  readonly #machine: Machine;
  readonly #identified: Identified;
  #now = START;
  #timers = new Map<string, number>();
  #pending: Pending[] = [];

  readonly #options: PureRunOptions;

  constructor(machine: Machine, options: PureRunOptions = {}) {
    this.#machine = machine;
    this.#identified = options.identified ?? IDENTIFIED;
    this.#options = options;
  }

  /** Until it ends; with `until: 'waiting'` until nothing but a timer can go on. */
  async run(
    input: Json,
    until: 'end' | 'waiting' = 'end',
    inputText: string = JSON.stringify(input),
  ): Promise<Execution> {
    const started: HistoryEvent = {
      type: 'ExecutionStarted',
      id: 1,
      previous: 0,
      thread: '0',
      at: this.#now,
      input,
      inputText,
      roleArn: this.#identified.roleArn,
    };
    this.events.push(started);
    evolve(this.execution, started);
    await this.#receive({ type: 'Begin' });
    for (let count = 0; this.execution.status === 'RUNNING' && count < MOST_SIGNALS; count += 1) {
      const next = this.#pending.shift() ?? (until === 'end' ? this.#nextTimer() : undefined);
      if (next === undefined) return this.execution;
      this.#now = next.at;
      await this.#receive(next.signal);
    }
    return this.execution;
  }

  stop(): Promise<void> {
    return this.#receive({ type: 'Stop' });
  }

  #nextTimer(): Pending | undefined {
    const [first] = [...this.#timers].sort(([, a], [, b]) => a - b);
    if (first === undefined) return undefined;
    this.#timers.delete(first[0]);
    return { at: Math.max(first[1], this.#now), signal: { type: 'TimerFired', timer: first[0] } };
  }

  async #receive(signal: Signal): Promise<void> {
    for (let next: Signal | undefined = signal; next !== undefined; ) {
      const secret = `conformance ${this.events.length}`;
      const received = {
        signal: next,
        at: this.#now,
        secret: () => secret,
        turn: () => Promise.resolve(),
        hasActivity: () => this.#options.hasActivities !== false,
      };
      const decision = await interpret(this.#machine, this.#identified, this.execution, received);
      this.events.push(...decision.events);
      for (const effect of decision.effects) await this.#perform(effect);
      next = decision.more ? { type: 'Continue' } : undefined;
    }
  }

  async #perform(effect: Effect): Promise<void> {
    if (effect.type === 'SetTimer') this.#timers.set(effect.timer, effect.due);
    if (effect.type === 'CancelTimer') this.#timers.delete(effect.timer);
    if (effect.type === 'InvokeTask')
      for (const signal of this.#options.tasks?.outcome(effect) ?? []) this.#pending.push({ at: this.#now, signal });
    if (effect.type === 'ReadItems') this.#pending.push({ at: this.#now, signal: this.#read(effect.thread) });
    if (effect.type === 'WriteResults')
      this.#pending.push({ at: this.#now, signal: { type: 'ResultsWritten', thread: effect.thread } });
    if (effect.type === 'StartChild') this.#pending.push({ at: this.#now, signal: await this.#child(effect) });
  }

  #read(thread: string): Signal {
    const { items, readFailure = 'There are no recorded items.' } = this.#options;
    if (items === undefined) return { type: 'ItemsNotRead', thread, cause: readFailure };
    return { type: 'ItemsRead', thread, items, last: true };
  }

  async #child({
    flow,
    input,
    thread,
    index,
    executionArn,
  }: Effect & { readonly type: 'StartChild' }): Promise<Signal> {
    const root = this.#machine.flows.get(flow) ?? this.#machine.root;
    const child = new PureRun(
      { ...this.#machine, root },
      { ...this.#options, tasks: ECHO, identified: { ...this.#identified, executionArn } },
    );
    const { status, output, error, cause } = await child.run(input);
    if (status === 'SUCCEEDED') return { type: 'ChildSucceeded', thread, index, output: output ?? null };
    const why = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    return { type: 'ChildFailed', thread, index, ...why };
  }
}
