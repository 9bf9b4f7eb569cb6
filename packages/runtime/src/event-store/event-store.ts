import { CodedError, isCoded, TerminalError } from '../errors.ts';
import type { LedgerEvent } from '../workflow/decider.ts';

/** Where a stored event has its place, and why it happened. */
export interface RecordedMetadata {
  readonly id: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly schema: string;
  readonly stream: string;
  /** 1 for the first event of its stream; without gaps. */
  readonly sequence: number;
}

/** An event as the store keeps it: `metadata` and `data` are its detail on the bus. */
export interface RecordedEvent<Event extends LedgerEvent = LedgerEvent> {
  readonly event: Event;
  readonly metadata: RecordedMetadata;
}

/** Events for the end of one stream. */
export interface StreamAppend<Event extends LedgerEvent = LedgerEvent> {
  readonly stream: string;
  /** The sequence of the stream's last event as the decision knew it; 0 for none. */
  readonly expected: number;
  /** One or more; their sequences follow `expected` without a gap. */
  readonly events: readonly RecordedEvent<Event>[];
}

/** A small state kept beside the streams under a version: what several streams share, such as a lock. */
export interface SharedState {
  readonly version: number;
  readonly state: unknown;
}

/** The next version of a shared state. */
export interface SharedStateWrite {
  readonly key: string;
  /** The version that the decision knew; 0 for none. */
  readonly expected: number;
  readonly state: unknown;
}

/** What one decision changes: all of it or nothing. */
export interface Append<Event extends LedgerEvent = LedgerEvent> {
  readonly streams: readonly StreamAppend<Event>[];
  readonly shared?: SharedStateWrite;
}

/** A part of a stream. */
export interface LoadOptions {
  /** Events behind this sequence; default 0, all. */
  readonly after?: number;
  /** At most so many, 1 or more; default all. */
  readonly limit?: number;
}

/**
 * Where streams live. Adapters: dynamo-event-store.ts and memoryEventStore of testing/memory-stores.ts; contract tests:
 * testing/event-store-contract.ts.
 */
export interface EventStore<Event extends LedgerEvent = LedgerEvent> {
  /** A stream's events in order, of all that were appended before the call. */
  load(stream: string, options?: LoadOptions): Promise<readonly RecordedEvent<Event>[]>;
  /** Undefined where the key was never written. */
  loadShared(key: string): Promise<SharedState | undefined>;
  /**
   * All of it or nothing.
   * @throws ConflictError a stream or the shared state is not where it was expected
   * @throws TerminalError APPEND_INVALID, APPEND_TOO_LARGE (see {@link checkAppend})
   */
  append(append: Append<Event>): Promise<void>;
}

/** Someone else appended first: load and decide again. */
export class ConflictError extends CodedError {
  constructor(place: string, cause?: unknown) {
    super('CONFLICT', `${place} is not where it was expected`, true, { cause });
    this.name = 'ConflictError';
  }
}

/** Whether an append found that someone else was faster. */
export const isConflict = (error: unknown): error is ConflictError => isCoded(error) && error.code === 'CONFLICT';

/** How many items an append may write and check at most (Amazon DynamoDB API Reference, "TransactWriteItems"). */
export const APPEND_ITEMS_LIMIT = 100;

/** The items of an append: its events, the shared state, and the last event of each stream that is not new. */
const itemsOf = ({ streams, shared }: Append): number =>
  streams.reduce((sum, { expected, events }) => sum + events.length + (expected > 0 ? 1 : 0), shared ? 1 : 0);

const faultOf = ({ streams }: Append): string | undefined => {
  if (new Set(streams.map(({ stream }) => stream)).size < streams.length) return 'A stream is listed twice';
  const empty = streams.find(({ events }) => events.length === 0);
  if (empty !== undefined) return `${empty.stream} is listed without events`;
  const misplaced = streams.find(({ stream, expected, events }) =>
    events.some(({ metadata }, index) => metadata.stream !== stream || metadata.sequence !== expected + index + 1),
  );
  return misplaced && `The events of ${misplaced.stream} do not follow ${misplaced.expected} without a gap`;
};

/**
 * What every adapter refuses, whatever it stores.
 * @throws TerminalError APPEND_INVALID: events that do not follow `expected`; APPEND_TOO_LARGE: more than
 * {@link APPEND_ITEMS_LIMIT} items
 */
export const checkAppend = (append: Append): void => {
  const fault = faultOf(append);
  if (fault !== undefined) throw new TerminalError('APPEND_INVALID', fault);
  const items = itemsOf(append);
  if (items <= APPEND_ITEMS_LIMIT) return;
  throw new TerminalError('APPEND_TOO_LARGE', `${items} items in one append, ${APPEND_ITEMS_LIMIT} are allowed`, {
    fix: 'Decide fewer events at once.',
  });
};
