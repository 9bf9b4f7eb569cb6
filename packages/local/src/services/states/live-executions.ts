import { parseExactJson } from '../../kernel/json.ts';
import { evolve } from './evolve.ts';
import { type Execution, MAIN_THREAD, unstarted } from './execution.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Signal } from './signal.ts';

export interface Received {
  readonly signal: Signal;
  /** Called when the signal was handled, or never will be. */
  handled?: () => void;
}

/** An execution that runs, with its state in memory. */
export interface Live {
  readonly row: ExecutionRow;
  readonly execution: Execution;
  /** How many entries its history has. */
  entries: number;
  /** The id of the last event in them. */
  written: number;
  /** Events that are in `execution` and not yet in the history: the first one, until the first decision. */
  unwritten: readonly HistoryEvent[];
  readonly queue: Received[];
  /** Whether a slice of it waits or is being run. */
  busy: boolean;
}

/** The first event of an execution's history: it says nothing that its row does not say. */
export const startedEvent = ({ input: text, startDate, roleArn }: ExecutionRow): HistoryEvent => {
  const input = parseExactJson(text);
  return {
    ...{ type: 'ExecutionStarted', id: 1, previous: 0, thread: MAIN_THREAD, at: startDate, input, roleArn },
    ...(JSON.stringify(input) === text ? {} : { inputText: text }),
  };
};

const opened = (row: ExecutionRow): Live => {
  const execution = unstarted();
  const started = startedEvent(row);
  evolve(execution, started);
  return { row, execution, entries: 0, written: 0, unwritten: [started], queue: [], busy: false };
};

/** Executions that wait long are folded again when something reaches them. */
const KEPT_MOST = 1_000;

/** The executions in memory. */
export class LiveExecutions {
  readonly #store: ExecutionStore;
  readonly #lives = new Map<string, Live>();
  /** At this size the idle ones are dropped; doubled where that did not help, so that a sweep stays cheap. */
  #most = KEPT_MOST;

  constructor(store: ExecutionStore) {
    this.#store = store;
  }

  known(executionArn: string): Live | undefined {
    return this.#lives.get(executionArn);
  }

  open(row: ExecutionRow): Live {
    const live = opened(row);
    this.#keep(live);
    return live;
  }

  /** Folds the history. @throws what a damaged history throws */
  load(row: ExecutionRow): Live {
    const entries = this.#store.entries(row.key);
    const live = entries === 0 ? opened(row) : this.#folded(row, entries);
    this.#keep(live);
    return live;
  }

  #folded(row: ExecutionRow, entries: number): Live {
    const execution = this.#store.fold(row.key);
    return { row, execution, entries, written: execution.lastId, unwritten: [], queue: [], busy: false };
  }

  forget(executionArn: string): void {
    this.#lives.delete(executionArn);
  }

  clear(): void {
    this.#lives.clear();
  }

  #keep(live: Live): void {
    if (this.#lives.size >= this.#most) this.#forgetIdle();
    this.#lives.set(live.row.executionArn, live);
  }

  #forgetIdle(): void {
    for (const [arn, { busy, queue, unwritten }] of this.#lives)
      if (!busy && queue.length === 0 && unwritten.length === 0) this.#lives.delete(arn);
    this.#most = Math.max(KEPT_MOST, this.#lives.size * 2);
  }
}
