import type { IdempotencyStore } from './idempotency.ts';

interface Row {
  readonly status: 'INPROGRESS' | 'COMPLETED';
  readonly until: number;
}

export interface MemoryIdempotencyOptions {
  readonly now: () => number;
  readonly lockMilliseconds: number;
  readonly keepMilliseconds: number;
}

/** For tests of those who act once. */
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
