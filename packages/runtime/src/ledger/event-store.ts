import { CodedError, type ErrorDetails, isCoded, TerminalError } from '../bus/errors.ts';
import type { LedgerEvent } from './decider.ts';

/** The metadata of a stored event: those of its detail on the bus, and its position. */
export interface RecordedMetadata {
  readonly id: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly occurredAt: string;
  readonly schema: string;
  readonly stream: string;
  readonly sequence: number;
}

/** An event as the store keeps it: `metadata` and `data` are its detail on the bus. */
export interface RecordedEvent<Event extends LedgerEvent = LedgerEvent> {
  readonly event: Event;
  readonly metadata: RecordedMetadata;
}

/** Events for one stream. */
export interface StreamAppend {
  readonly stream: string;
  /** The sequence of the stream's last event as the decision knew it; 0 for none. */
  readonly expected: number;
  /** Their sequences follow `expected` without a gap. */
  readonly events: readonly RecordedEvent[];
}

/** A small state kept beside the streams under a version: what several streams share, such as a lock. */
export interface Head {
  readonly version: number;
  readonly state: unknown;
}

/** A head's next state. */
export interface HeadWrite {
  readonly key: string;
  /** The version that the decision knew; 0 for none. */
  readonly expected: number;
  readonly state: unknown;
}

/** What is stored in one transaction. */
export interface Append {
  readonly streams: readonly StreamAppend[];
  readonly head?: HeadWrite;
}

/** Another append came first: load and decide again. */
export class ConflictError extends CodedError {
  constructor(place: string, details: ErrorDetails = {}) {
    super('CONFLICT', `${place} is not at the expected position any more`, true, details);
    this.name = 'ConflictError';
  }
}

/** Whether an error is a {@link ConflictError}, of this bundle or of another. */
export const isConflict = (error: unknown): error is ConflictError => isCoded(error) && error.code === 'CONFLICT';

/** Actions of one append at most: "TransactWriteItems" takes 100, of which each stream may need one for its position. */
export const APPEND_LIMIT = 100;

/** @throws TerminalError SEQUENCE_GAP, APPEND_TOO_LARGE: what no store can append, whatever is stored */
export const requireAppendable = ({ streams, head }: Append): void => {
  for (const { stream, expected, events } of streams)
    for (const [index, { metadata }] of events.entries())
      if (metadata.stream !== stream || metadata.sequence !== expected + index + 1)
        throw new TerminalError(
          'SEQUENCE_GAP',
          `Event ${index} of an append to ${stream} has position ${metadata.stream} ${metadata.sequence}; ${stream} ${expected + index + 1} comes next`,
        );
  const actions = streams.reduce((sum, { events }) => sum + events.length + 1, head === undefined ? 0 : 1);
  if (actions > APPEND_LIMIT)
    throw new TerminalError('APPEND_TOO_LARGE', `An append has ${actions} actions, ${APPEND_LIMIT} are possible`, {
      fix: 'Decide fewer events by one command.',
    });
};

/** Where streams are stored. Adapters: dynamo-event-store.ts, memory-event-store.ts; contract: event-store.contract.ts. */
export interface EventStore {
  /** A stream's events in order, all that were appended before the call. */
  load(stream: string): Promise<readonly RecordedEvent[]>;
  head(key: string): Promise<Head | undefined>;
  /**
   * All of it or nothing.
   * @throws ConflictError a stream or the head is not at the expected position
   * @throws TerminalError SEQUENCE_GAP, APPEND_TOO_LARGE
   */
  append(append: Append): Promise<void>;
}
