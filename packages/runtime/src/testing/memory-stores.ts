import {
  ConflictError,
  checkAppend,
  type EventStore,
  type RecordedEvent,
  type SharedState,
} from '../event-store/event-store.ts';
import type { IdempotencyStore } from '../idempotency/idempotency.ts';
import type { LedgerEvent } from '../workflow/decider.ts';

/** A store in memory, for tests: the contract tests of the DynamoDB adapter hold for it too. */
export const memoryEventStore = <Event extends LedgerEvent>(): EventStore<Event> => {
  const streams = new Map<string, readonly RecordedEvent<Event>[]>();
  const sharedStates = new Map<string, SharedState>();
  return {
    load: async (stream, { after = 0, limit = Number.POSITIVE_INFINITY } = {}) =>
      (streams.get(stream) ?? []).slice(after, after + limit),
    loadShared: async (key) => sharedStates.get(key),
    append: async (append) => {
      checkAppend(append);
      const { shared } = append;
      for (const { stream, expected } of append.streams)
        if ((streams.get(stream)?.length ?? 0) !== expected) throw new ConflictError(stream);
      if (shared !== undefined && (sharedStates.get(shared.key)?.version ?? 0) !== shared.expected)
        throw new ConflictError(shared.key);
      for (const { stream, events } of append.streams)
        streams.set(stream, [...(streams.get(stream) ?? []), ...structuredClone(events)]);
      if (shared !== undefined)
        sharedStates.set(shared.key, { version: shared.expected + 1, state: structuredClone(shared.state) });
    },
  };
};

interface Row {
  readonly status: 'INPROGRESS' | 'COMPLETED';
  readonly until: number;
}

/** Its clock, in milliseconds since the epoch, and its times. */
export interface MemoryIdempotencyOptions {
  readonly now: () => number;
  readonly lockMilliseconds: number;
  readonly keepMilliseconds: number;
}

/** A store in memory, for tests of what acts once. */
export const memoryIdempotency = ({
  now,
  lockMilliseconds,
  keepMilliseconds,
}: MemoryIdempotencyOptions): IdempotencyStore => {
  const rows = new Map<string, Row>();
  return {
    begin: async (key) => {
      const row = rows.get(key);
      if (row !== undefined && row.until > now()) return row.status === 'COMPLETED' ? 'completed' : 'in-progress';
      rows.set(key, { status: 'INPROGRESS', until: now() + lockMilliseconds });
      return 'acquired';
    },
    complete: async (key) => void rows.set(key, { status: 'COMPLETED', until: now() + keepMilliseconds }),
    release: async (key) => void rows.delete(key),
  };
};
