import { createHmac } from 'node:crypto';
import { seededChance } from '../../kernel/chance.ts';
import { seededIdentity } from '../../kernel/identity.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { type Execution, evolve, type Thread } from './execution.ts';
import type { HiddenFact, HistoryEvent, VisibleFact } from './history-event.ts';
import { isoTimestamp } from './iso-timestamp.ts';
import type { Flow, Machine, State } from './machine.ts';
import type { Draw, Scope } from './query/evaluation.ts';
import type { Effect, Received } from './signal.ts';

/** Who an execution is: given when it starts, the same to its end. */
export interface Identified {
  readonly executionArn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
}

/** One decision in the making: the state so far, the events that led there, and what they ask for. */
export class Work {
  readonly machine: Machine;
  readonly identified: Identified;
  readonly received: Received;
  readonly draw: Draw;
  readonly events: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  /** Flows of control that can go on, each with the state it enters next. */
  readonly runnable: { readonly thread: string; readonly state: string }[] = [];
  execution: Execution;
  #tokens = 0;

  constructor(machine: Machine, identified: Identified, execution: Execution, received: Received) {
    this.machine = machine;
    this.identified = identified;
    this.execution = execution;
    this.received = received;
    const chance = seededChance(received.seed);
    const identity = seededIdentity(chance);
    this.draw = { now: received.at, uuid: identity.uuid, random: chance.next };
  }

  /** Records an event of the history; it hangs on the thread's last one. Answers its id. */
  show(thread: string, fact: VisibleFact, previous?: number): number {
    const id = this.execution.lastId + 1;
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
    this.execution = evolve(this.execution, event);
  }

  ask(effect: Effect): void {
    this.effects.push(effect);
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
    this.#tokens += 1;
    return createHmac('sha512', this.received.secret).update(String(this.#tokens)).digest('base64url');
  }

  scope(thread: Thread, input: Json, more: Partial<Scope> & { readonly token?: string } = {}): Scope {
    const { token, ...rest } = more;
    return {
      input,
      context: this.#context(thread, token),
      variables: this.#variables(thread),
      draw: this.draw,
      ...rest,
    };
  }

  #variables(thread: Thread): Readonly<Record<string, Json>> {
    const parent = thread.parent === undefined ? undefined : this.execution.threads.get(thread.parent);
    return parent === undefined ? thread.variables : { ...this.#variables(parent), ...thread.variables };
  }

  /** Step Functions Developer Guide, "Accessing execution data from the Context object". */
  #context(thread: Thread, token: string | undefined): JsonObject {
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
        RedriveCount: 0,
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
