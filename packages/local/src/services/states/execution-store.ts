import { createHash } from 'node:crypto';
import type { Instant } from '../../kernel/clock.ts';
import type { Journal, Log, Table } from '../../kernel/journal.ts';
import { type Execution, type ExecutionStatus, evolve, unstarted } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';

/** The task of another execution, or the item of its Map run, that waits for this one's end. */
export type Waiter =
  | {
      readonly kind: 'item';
      readonly executionArn: string;
      readonly thread: string;
      readonly index: number;
      readonly mapRunArn: string;
    }
  | {
      readonly kind: 'task';
      readonly executionArn: string;
      readonly thread: string;
      readonly scheduled: number;
      readonly parsed: boolean;
    };

export interface ExecutionRow {
  /** Partition of its history. */
  readonly key: string;
  readonly executionArn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  /** The definition is pinned when the execution starts. */
  readonly definition: string;
  /** The flow it runs: '' is the machine's own, else a Distributed Map's item processor. */
  readonly flow: string;
  readonly status: ExecutionStatus;
  readonly startDate: Instant;
  readonly stopDate?: Instant;
  /** JSON text as it was given. */
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly waiter?: Waiter;
}

export interface TokenRow {
  readonly executionArn: string;
  readonly thread: string;
  readonly scheduled: number;
  readonly ended: boolean;
}

export interface MapRunRow {
  readonly mapRunArn: string;
  readonly executionArn: string;
  readonly machineArn: string;
  readonly thread: string;
}

const PAGE = 1_000;
/** Sorts the latest first. */
const LATEST = 9_999_999_999_999;

/** Token and definition are found by their hash: what is stored does not open anything. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Executions in the journal: a row each, and their histories, one entry a decision. */
export class ExecutionStore {
  readonly #rows: Table<ExecutionRow>;
  readonly #byOwner: Table<1>;
  readonly #running: Table<1>;
  readonly #tokens: Table<TokenRow>;
  readonly #mapRuns: Table<MapRunRow>;
  readonly #sequence: Table<number>;
  readonly #history: Log<readonly HistoryEvent[]>;

  constructor(journal: Journal) {
    this.#rows = journal.table('states_executions');
    this.#byOwner = journal.table('states_executions_by_owner');
    this.#running = journal.table('states_running');
    this.#tokens = journal.table('states_tokens');
    this.#mapRuns = journal.table('states_map_runs');
    this.#sequence = journal.table('states_sequence');
    this.#history = journal.log('states_history');
  }

  nextKey(): string {
    const next = (this.#sequence.get('execution') ?? 0) + 1;
    this.#sequence.put('execution', next);
    return next.toString(36);
  }

  row(executionArn: string): ExecutionRow | undefined {
    return this.#rows.get(executionArn);
  }

  put(row: ExecutionRow): void {
    this.#rows.put(row.executionArn, row);
  }

  /** `owner` is the state machine, for a Map run's children the Map run. */
  open(row: ExecutionRow): void {
    const owner = row.waiter?.kind === 'item' ? row.waiter.mapRunArn : row.machineArn;
    const order = String(LATEST - row.startDate).padStart(13, '0');
    this.#rows.put(row.executionArn, row);
    this.#byOwner.put(`${owner}|${order}|${row.key.padStart(10, '0')}|${row.executionArn}`, 1);
    this.#running.put(row.executionArn, 1);
  }

  close(row: ExecutionRow): void {
    this.#rows.put(row.executionArn, row);
    this.#running.delete(row.executionArn);
  }

  /** Execution ARNs of a state machine or Map run, the latest first; `after` is a key this gave. */
  *byOwner(owner: string, after?: string): Generator<{ readonly key: string; readonly row: ExecutionRow }> {
    const prefix = `${owner}|`;
    let from = after;
    for (;;) {
      const page = this.#byOwner.scan({ prefix, limit: PAGE, ...(from === undefined ? {} : { after: from }) });
      for (const [key] of page) {
        const row = this.#rows.get(key.slice(key.lastIndexOf('|') + 1));
        if (row !== undefined) yield { key, row };
      }
      if (page.length < PAGE) return;
      from = page.at(-1)?.[0];
    }
  }

  running(): readonly string[] {
    return this.#running.scan().map(([arn]) => arn);
  }

  append(key: string, events: readonly HistoryEvent[]): void {
    this.#history.append(key, events);
  }

  *history(key: string): Generator<HistoryEvent> {
    let after = 0;
    for (;;) {
      const entries = this.#history.read(key, after, PAGE);
      for (const { n, entry } of entries) {
        yield* entry;
        after = n;
      }
      if (entries.length < PAGE) return;
    }
  }

  fold(key: string): Execution {
    let execution = unstarted;
    for (const event of this.history(key)) execution = evolve(execution, event);
    return execution;
  }

  issue(token: string, row: TokenRow): void {
    this.#tokens.put(sha256(token), row);
  }

  token(token: string): TokenRow | undefined {
    return this.#tokens.get(sha256(token));
  }

  /** An ended token stays known, so that its holder hears that the task is over and not that the token is wrong. */
  revoke(token: string): void {
    const row = this.token(token);
    if (row !== undefined) this.#tokens.put(sha256(token), { ...row, ended: true });
  }

  openMapRun(row: MapRunRow): void {
    this.#mapRuns.put(row.mapRunArn, row);
  }

  mapRun(mapRunArn: string): MapRunRow | undefined {
    return this.#mapRuns.get(mapRunArn);
  }

  mapRuns(executionArn: string): readonly MapRunRow[] {
    return this.#mapRuns.scan().flatMap(([, row]) => (row.executionArn === executionArn ? [row] : []));
  }
}
