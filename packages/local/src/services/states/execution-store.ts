import { createHash } from 'node:crypto';
import type { Instant } from '../../kernel/clock.ts';
import type { Journal, Table } from '../../kernel/journal.ts';
import { evolve } from './evolve.ts';
import { type Execution, type ExecutionStatus, STATUSES, unstarted } from './execution.ts';
import { decodeEvents, encodeEvents, type HistoryEntry } from './history-codec.ts';
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
  /** The Map run whose item this execution works on. */
  readonly mapRunArn?: string;
  readonly waiters?: readonly Waiter[];
  /** Where it was started by a version or an alias. */
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly redriveCount?: number;
  readonly redriveDate?: Instant;
  /** The client token of the last redrive: asked again, it is the same one. */
  readonly redriveToken?: string;
}

export interface TokenRow {
  readonly executionArn: string;
  readonly thread: string;
  readonly scheduled: number;
  readonly ended: boolean;
}

const PAGE = 1_000;
/** Entries read at once: one holds up to some fifty events. */
const ENTRIES = 32;
const BLOCK = 1_000;
/** Sorts the latest first. */
const LATEST = 9_999_999_999_999;

/** Token and definition are found by their hash: what is stored does not open anything. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Placed = readonly [place: string, executionArn: string];

/** Sorted sequences as one. */
function* merged(sources: readonly Generator<Placed, undefined>[]): Generator<Placed> {
  const heads = sources.map((source) => ({ source, next: source.next().value }));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads)
      if (head.next !== undefined && (first?.next === undefined || head.next[0] < first.next[0])) first = head;
    if (first?.next === undefined) return;
    yield first.next;
    first.next = first.source.next().value;
  }
}

interface Listed {
  /** Where a later page goes on. */
  readonly place: string;
  readonly row: ExecutionRow;
}

/** Executions in the journal: a row each, an index by owner and status, and their histories, one entry a decision. */
export class ExecutionStore {
  readonly #rows: Table<ExecutionRow>;
  readonly #open: Table<string>;
  readonly #ended: Table<string>;
  readonly #tokens: Table<TokenRow>;
  readonly #history: Table<HistoryEntry>;
  readonly #sequence: Table<number>;
  #lastKey = 0;
  #reserved = 0;

  constructor(journal: Journal) {
    this.#rows = journal.table('states_executions');
    this.#open = journal.table('states_executions_open');
    this.#ended = journal.table('states_executions_ended');
    this.#tokens = journal.table('states_tokens');
    this.#history = journal.table('states_history');
    this.#sequence = journal.table('states_sequence');
  }

  /** The next partition. Numbers are reserved by the block, so that most executions write none. */
  nextKey(): string {
    if (this.#lastKey === this.#reserved) {
      this.#lastKey = this.#sequence.get('execution') ?? 0;
      this.#reserved = this.#lastKey + BLOCK;
      this.#sequence.put('execution', this.#reserved);
    }
    this.#lastKey += 1;
    return this.#lastKey.toString(36).padStart(8, '0');
  }

  row(executionArn: string): ExecutionRow | undefined {
    return this.#rows.get(executionArn);
  }

  put(row: ExecutionRow): void {
    this.#rows.put(row.executionArn, row);
  }

  /** @throws Error when there is an execution of this name: it is never overwritten */
  open(row: ExecutionRow): void {
    if (this.#rows.get(row.executionArn) !== undefined) throw new Error(`execution ${row.executionArn} exists`);
    this.#rows.put(row.executionArn, row);
    this.#open.put(place(row), row.executionArn);
  }

  /** An ended execution runs again. */
  reopen(row: ExecutionRow, at: Instant, token: string | undefined): ExecutionRow {
    const { stopDate: _stopped, output: _output, error: _error, cause: _cause, redriveToken: _last, ...kept } = row;
    const reopened: ExecutionRow = {
      ...kept,
      status: 'RUNNING',
      redriveCount: (row.redriveCount ?? 0) + 1,
      redriveDate: at,
      ...(token === undefined ? {} : { redriveToken: token }),
    };
    this.#rows.put(row.executionArn, reopened);
    this.#ended.delete(`${row.status}|${place(row)}`);
    this.#open.put(place(row), row.executionArn);
    return reopened;
  }

  close(row: ExecutionRow): void {
    this.#rows.put(row.executionArn, row);
    this.#open.delete(place(row));
    this.#ended.put(`${row.status}|${place(row)}`, row.executionArn);
  }

  /**
   * Executions of a state machine or Map run, the latest first; `after` is a place this gave.
   * @param status only those; without it all
   */
  *byOwner(owner: string, status?: ExecutionStatus, after?: string): Generator<Listed> {
    const sources = STATUSES.filter((each) => status === undefined || each === status);
    for (const [place, arn] of merged(sources.map((each) => this.#places(owner, each, after)))) {
      const row = this.#rows.get(arn);
      if (row !== undefined) yield { place, row };
    }
  }

  *#places(owner: string, status: ExecutionStatus, after?: string): Generator<Placed, undefined> {
    const [table, head] = status === 'RUNNING' ? [this.#open, ''] : [this.#ended, `${status}|`];
    let from = after;
    for (;;) {
      const found = table.scan({
        prefix: `${head}${owner}|`,
        limit: PAGE,
        ...(from === undefined ? {} : { after: `${head}${from}` }),
      });
      for (const [key, arn] of found) yield [key.slice(head.length), arn];
      if (found.length < PAGE) return undefined;
      from = found.at(-1)?.[0].slice(head.length);
    }
  }

  running(): readonly string[] {
    return this.#open.scan().map(([, arn]) => arn);
  }

  /**
   * @param entry the number of entries that the partition has
   * @param id of the last event in them
   */
  append(key: string, entry: number, id: number, events: readonly HistoryEvent[]): void {
    this.#history.put(entryKey(key, entry), encodeEvents(events, id));
  }

  /** The id of the last event before this entry. */
  idBefore(key: string, entry: number): number {
    return this.#history.get(entryKey(key, entry))?.id ?? 0;
  }

  entries(key: string): number {
    const last = this.#history.scan({ prefix: `${key}|`, reverse: true, limit: 1 })[0]?.[0];
    return last === undefined ? 0 : Number.parseInt(last.slice(key.length + 1), 36) + 1;
  }

  /** Events from the entry of this number on. */
  *history(key: string, from = 0): Generator<HistoryEvent> {
    let after = from === 0 ? undefined : entryKey(key, from - 1);
    for (;;) {
      const found = this.#history.scan({
        prefix: `${key}|`,
        limit: ENTRIES,
        ...(after === undefined ? {} : { after }),
      });
      for (const [, entry] of found) yield* decodeEvents(entry);
      if (found.length < ENTRIES) return;
      after = found.at(-1)?.[0];
    }
  }

  entry(key: string, number: number): readonly HistoryEvent[] {
    const found = this.#history.get(entryKey(key, number));
    return found === undefined ? [] : decodeEvents(found);
  }

  fold(key: string): Execution {
    const execution = unstarted();
    for (const event of this.history(key)) evolve(execution, event);
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
}

const place = ({ mapRunArn, machineArn, startDate, key }: ExecutionRow): string =>
  `${mapRunArn ?? machineArn}|${String(LATEST - startDate).padStart(13, '0')}|${key}`;

const entryKey = (key: string, number: number): string => `${key}|${number.toString(36).padStart(4, '0')}`;
