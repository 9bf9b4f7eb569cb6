import type { Instant } from '../../kernel/clock.ts';
import type { Json } from '../../kernel/json.ts';
import type { MapItem } from './history-event.ts';
import type { TaskRequest } from './integration.ts';
import type { MapRun } from './map-run-progress.ts';
import { ReadyQueue } from './ready-queue.ts';

export const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
export type ExecutionStatus = (typeof STATUSES)[number];

export const isStatus = (text: string): text is ExecutionStatus => (STATUSES as readonly string[]).includes(text);

/** What a flow of control waits for. The fold changes phases in place. */
export type Phase =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting'; readonly due: Instant }
  | { readonly kind: 'retrying'; readonly due: Instant }
  | {
      readonly kind: 'task';
      readonly request: TaskRequest;
      readonly scheduled: number;
      readonly scheduledAt: Instant;
      /** The last sign of life. */
      heartbeatAt: Instant;
      submitted: boolean;
      /** The nested execution whose end this task waits for (`.sync`). */
      nested: string | undefined;
    }
  | { readonly kind: 'parallel'; readonly outputs: (Json | undefined)[]; left: number }
  | {
      readonly kind: 'map';
      readonly items: readonly Json[];
      readonly limit: number;
      next: number;
      active: number;
      readonly outputs: (Json | undefined)[];
      left: number;
    }
  | { readonly kind: 'mapRun'; readonly run: MapRun };

/** A flow of control: the execution's own, a branch's or an iteration's. */
export interface Thread {
  readonly id: string;
  readonly parent: string | undefined;
  readonly flow: string;
  /** Branch or iteration number. */
  readonly index: number;
  readonly item: MapItem | undefined;
  /** The event on which the next one hangs. */
  previous: number;
  state: string | undefined;
  /** Whether the state is done, and the next one is to be entered. */
  exited: boolean;
  /** Whether the state is to be done again: the execution was redriven. */
  again: boolean;
  /** The state to enter next, where it is not the state's own Next. */
  next: string | undefined;
  enteredId: number;
  enteredAt: Instant;
  enteredPrevious: number;
  /** The state's raw input; before the first state the flow's. */
  input: Json;
  variables: Readonly<Record<string, Json>>;
  /** Attempts made by each retrier of the state. */
  retries: Record<number, number>;
  phase: Phase;
  readonly children: Set<string>;
}

/** The live state of an execution. It belongs to the engine that folds it: `evolve` changes it in place. */
export interface Execution {
  status: ExecutionStatus;
  startedAt: Instant;
  stoppedAt?: Instant;
  input: Json;
  output?: Json;
  error?: string;
  cause?: string;
  lastId: number;
  threadsStarted: number;
  readonly threads: Map<string, Thread>;
  readonly ready: ReadyQueue;
  /** Flows of control that wait for a Map run. */
  readonly mapRuns: Set<string>;
  redriveCount: number;
  redrivenAt?: Instant;
  /** Where a redrive would go on; known when the execution has failed, or is about to. */
  resumable: Map<string, Thread> | undefined;
}

export const MAIN_THREAD = '0';

export const unstarted = (): Execution => ({
  status: 'RUNNING',
  startedAt: 0,
  input: null,
  lastId: 0,
  threadsStarted: 0,
  threads: new Map(),
  ready: new ReadyQueue(),
  mapRuns: new Set(),
  redriveCount: 0,
  resumable: undefined,
});

/** The flow of control that goes on next; those that have ended meanwhile are dropped. */
export const readyThread = ({ ready, threads }: Execution): Thread | undefined => {
  for (let id = ready.peek(); id !== undefined; id = ready.peek()) {
    const thread = threads.get(id);
    if (thread !== undefined) return thread;
    ready.shift();
  }
  return undefined;
};
