import { createHmac } from 'node:crypto';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { drawFrom } from './draw.ts';
import { evolve } from './evolve.ts';
import type { Execution, Thread } from './execution.ts';
import type { HiddenFact, HistoryEvent, VisibleFact } from './history-event.ts';
import { isoTimestamp } from './iso-timestamp.ts';
import type { Flow, Machine, State } from './machine.ts';
import { checkedSize } from './payload.ts';
import type { Draw, Scope } from './query/evaluation.ts';
import type { Effect, Received } from './signal.ts';

/** Who an execution is: given when it starts, the same to its end. */
export interface Identified {
  readonly executionArn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  /** Shown in place of the context object that the execution has (TestState). */
  readonly context?: JsonObject;
}

/** Quota "Maximum execution history size": the event of this number ends the execution. */
const MOST_EVENTS = 25_000;

/** The history is full: the execution fails, whatever its Retry and Catch say. */
export class HistoryFull extends Error {}

const ENDS: ReadonlySet<string> = new Set([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionAborted',
  'ExecutionTimedOut',
]);

/** A decision stops after this much work and goes on in a later one. An event costs one, a child execution more. */
const SLICE = 200;
const CHILD_COST = 10;
const BYTES_A_UNIT = 16_384;

/** One decision in the making: the state so far, the events that led there, and what they ask for. */
export class Work {
  readonly machine: Machine;
  readonly identified: Identified;
  readonly received: Received;
  readonly draw: Draw;
  readonly events: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  readonly execution: Execution;
  spent = 0;
  #drawn = 0;

  constructor(machine: Machine, identified: Identified, execution: Execution, received: Received) {
    this.machine = machine;
    this.identified = identified;
    this.execution = execution;
    this.received = received;
    this.draw = drawFrom(received);
  }

  /** Whether this decision has done its share of work. */
  get isSpent(): boolean {
    return this.spent >= SLICE;
  }

  /** Records an event of the history; it hangs on the thread's last one. Answers its id. @throws HistoryFull */
  show(thread: string, fact: VisibleFact, previous?: number): number {
    const id = this.execution.lastId + 1;
    if (id >= MOST_EVENTS && !ENDS.has(fact.type)) throw new HistoryFull();
    const hangsOn = previous ?? this.execution.threads.get(thread)?.previous ?? 0;
    this.#record({ ...fact, id, previous: hangsOn, thread, at: this.received.at });
    return id;
  }

  /** Records what the fold needs and the history does not show. */
  note(thread: string, fact: HiddenFact): void {
    this.#record({ ...fact, thread, at: this.received.at });
  }

  #record(event: HistoryEvent): void {
    this.events.push(event);
    this.spent += event.type === 'ChildStarted' ? CHILD_COST : 1;
    evolve(this.execution, event);
  }

  ask(effect: Effect): void {
    this.effects.push(effect);
  }

  /** @throws StateFailure States.DataLimitExceeded */
  withinLimit(value: Json, state: string): Json {
    this.spent += Math.floor(checkedSize(value, state) / BYTES_A_UNIT);
    return value;
  }

  thread(id: string): Thread {
    const thread = this.execution.threads.get(id);
    if (thread === undefined) throw new Error(`thread ${id} is gone`);
    return thread;
  }

  flow(id: string): Flow {
    const flow = this.machine.flows.get(id);
    if (flow === undefined) throw new Error(`flow '${id}' is not in the definition`);
    return flow;
  }

  state(thread: Thread): State {
    const state = thread.state === undefined ? undefined : this.flow(thread.flow).states.get(thread.state);
    if (state === undefined) throw new Error(`state '${thread.state}' is not in the definition`);
    return state;
  }

  nextToken(): string {
    this.#drawn += 1;
    return createHmac('sha512', this.received.secret()).update(`token ${this.#drawn}`).digest('base64url');
  }

  scope(thread: Thread, input: Json, more: Partial<Scope> & { readonly token?: string } = {}): Scope {
    const { token, ...rest } = more;
    return new ThreadScope(this, { thread, input, token, ...rest });
  }

  variables(thread: Thread): Readonly<Record<string, Json>> {
    const parent = thread.parent === undefined ? undefined : this.execution.threads.get(thread.parent);
    return parent === undefined ? thread.variables : { ...this.variables(parent), ...thread.variables };
  }

  /** Step Functions Developer Guide, "Accessing execution data from the Context object". */
  context(thread: Thread, token: string | undefined): JsonObject {
    if (this.identified.context !== undefined) return this.identified.context;
    const { executionArn, name, machineArn, machineName, roleArn } = this.identified;
    const retries = Object.values(thread.retries).reduce((sum, count) => sum + count, 0);
    const handles = thread.state !== undefined && 'retriers' in this.state(thread);
    const item = this.#item(thread);
    return {
      Execution: {
        Id: executionArn,
        Input: this.execution.input,
        StartTime: isoTimestamp(this.execution.startedAt),
        Name: name,
        RoleArn: roleArn,
        RedriveCount: this.execution.redriveCount,
        ...(this.execution.redrivenAt === undefined ? {} : { RedriveTime: isoTimestamp(this.execution.redrivenAt) }),
      },
      StateMachine: { Id: machineArn, Name: machineName },
      State: {
        Name: thread.state ?? '',
        EnteredTime: isoTimestamp(thread.enteredAt),
        ...(handles ? { RetryCount: retries } : {}),
      },
      ...(token === undefined ? {} : { Task: { Token: token } }),
      ...(item === undefined ? {} : { Map: { Item: { Index: item.index, Value: item.value } } }),
    };
  }

  #item(thread: Thread): Thread['item'] {
    if (thread.item !== undefined) return thread.item;
    const parent = thread.parent === undefined ? undefined : this.execution.threads.get(thread.parent);
    return parent === undefined ? undefined : this.#item(parent);
  }
}

interface Seen extends Partial<Omit<Scope, 'context' | 'variables' | 'draw'>> {
  readonly thread: Thread;
  readonly input: Json;
  readonly token: string | undefined;
}

/** What an expression of a thread's state sees; the parts that are seldom read are made when they are. */
class ThreadScope implements Scope {
  readonly input: Json;
  readonly draw: Draw;
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly #work: Work;
  readonly #seen: Seen;
  #context: JsonObject | undefined;
  #variables: Readonly<Record<string, Json>> | undefined;

  constructor(work: Work, seen: Seen) {
    this.#work = work;
    this.#seen = seen;
    this.input = seen.input;
    this.draw = work.draw;
    if (seen.result !== undefined) this.result = seen.result;
    if (seen.errorOutput !== undefined) this.errorOutput = seen.errorOutput;
  }

  get context(): JsonObject {
    this.#context ??= this.#work.context(this.#seen.thread, this.#seen.token);
    return this.#context;
  }

  get variables(): Readonly<Record<string, Json>> {
    this.#variables ??= this.#work.variables(this.#seen.thread);
    return this.#variables;
  }
}

interface Why {
  readonly error?: string;
  readonly cause?: string;
}

/** An error's name and cause, where there are such. */
export const why = ({
  error,
  cause,
}: {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}): Why => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});
