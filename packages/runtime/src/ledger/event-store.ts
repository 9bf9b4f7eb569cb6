import type { LedgerEvent } from './decider.ts';

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

export interface HeadWrite {
  readonly key: string;
  /** The version that the decision knew; 0 for none. */
  readonly expected: number;
  readonly state: unknown;
}

export interface Append {
  readonly streams: readonly StreamAppend[];
  readonly head?: HeadWrite;
}

/** Where streams live. Adapters: dynamo-event-store.ts, memory-event-store.ts; law: event-store.contract.ts. */
export interface EventStore {
  /** A stream's events in order, all that were appended before the call. */
  load(stream: string): Promise<readonly RecordedEvent[]>;
  head(key: string): Promise<Head | undefined>;
  /**
   * All of it or nothing.
   * @throws ConflictError a stream or the head is no longer where it was expected
   */
  append(append: Append): Promise<void>;
}
