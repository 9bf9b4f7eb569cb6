import { CodedError } from './errors.ts';

/** What a store answers to one who wants to act: go on, it was done before, or someone is at it right now. */
export type Acquisition = 'acquired' | 'completed' | 'inProgress';

/** Remembers which acts are done. Adapters: dynamo-idempotency.ts and the one in memory below; contract: idempotency.contract.ts. */
export interface IdempotencyStore {
  /** Takes the key for a while; a holder that died is succeeded when its time is over. */
  begin(key: string): Promise<Acquisition>;
  complete(key: string): Promise<void>;
  /** Gives the key back after a failure, so that a retry need not wait. */
  release(key: string): Promise<void>;
}

/**
 * Acts unless the key is done. It is marked after the act: a crash in between repeats the act, never skips it.
 * @returns whether it acted
 * @throws CodedError IN_PROGRESS (retryable): another delivery of the same event is at work
 */
export const once = async (store: IdempotencyStore, key: string, act: () => Promise<void>): Promise<boolean> => {
  const turn = await store.begin(key);
  if (turn === 'completed') return false;
  if (turn === 'inProgress')
    throw new CodedError('IN_PROGRESS', 'Another delivery of this event is being worked on', true);
  try {
    await act();
  } catch (error) {
    // The act's error is the one that matters; a key that could not be given back runs out by itself.
    await store.release(key).catch(() => undefined);
    throw error;
  }
  await store.complete(key);
  return true;
};

interface Row {
  readonly status: 'INPROGRESS' | 'COMPLETED';
  readonly until: number;
}

/** Time of an idempotency store in memory. */
export interface MemoryIdempotencyOptions {
  readonly now: () => number;
  readonly lockMilliseconds: number;
  readonly keepMilliseconds: number;
}

/** An idempotency store in memory, for tests. */
export const memoryIdempotency = ({
  now,
  lockMilliseconds,
  keepMilliseconds,
}: MemoryIdempotencyOptions): IdempotencyStore => {
  const rows = new Map<string, Row>();
  return {
    begin: async (key) => {
      const row = rows.get(key);
      if (row !== undefined && row.until > now()) return row.status === 'COMPLETED' ? 'completed' : 'inProgress';
      rows.set(key, { status: 'INPROGRESS', until: now() + lockMilliseconds });
      return 'acquired';
    },
    complete: async (key) => void rows.set(key, { status: 'COMPLETED', until: now() + keepMilliseconds }),
    release: async (key) => void rows.delete(key),
  };
};
