import { describe, expect, it } from 'vitest';
import { idempotencyContract } from '../testing/idempotency-contract.ts';
import { memoryIdempotency } from '../testing/memory-stores.ts';
import { memoryTable } from '../testing/memory-table.ts';
import { dynamoIdempotency } from './dynamo-idempotency.ts';
import { once } from './idempotency.ts';

idempotencyContract('memory', (now) =>
  memoryIdempotency({ now, lockMilliseconds: 60_000, keepMilliseconds: 3_600_000 }),
);
idempotencyContract('DynamoDB', (now) =>
  dynamoIdempotency({
    client: memoryTable('id').client,
    tableName: 'idempotency',
    consumer: 'c',
    lockSeconds: 60,
    keepSeconds: 3_600,
    now,
  }),
);

describe('once', () => {
  it('says that another is at it, so that the message comes again', async () => {
    const store = memoryIdempotency({ now: () => 0, lockMilliseconds: 9, keepMilliseconds: 9 });
    await store.begin('k');
    await expect(once(store, 'k', async () => undefined)).rejects.toMatchObject({
      code: 'IN_PROGRESS',
      retryable: true,
    });
  });
});
