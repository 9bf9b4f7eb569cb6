import { CodedError } from '../errors.ts';

/** What a store answers to one who wants to act: go on, it was done before, or another delivery is at it right now. */
export type Claimed = 'acquired' | 'completed' | 'in-progress';

/**
 * Remembers which acts are done. Adapters: dynamo-idempotency.ts and memoryIdempotency of testing/memory-stores.ts;
 * contract tests: testing/idempotency-contract.ts.
 */
export interface IdempotencyStore {
  /** Takes the key for a while; a holder that died is succeeded when its time is over. */
  begin(key: string): Promise<Claimed>;
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
  const claimed = await store.begin(key);
  if (claimed === 'completed') return false;
  if (claimed === 'in-progress')
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
