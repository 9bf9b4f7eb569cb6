import { describe, expect, it } from 'vitest';
import { dynamoIdempotency } from './dynamo-idempotency.ts';
import { idempotencyContract } from './idempotency.contract.ts';
import { memoryIdempotency, once } from './idempotency.ts';
import { testTable } from './test-table.ts';

idempotencyContract('memory', (now) =>
  memoryIdempotency({ now, lockMilliseconds: 60_000, keepMilliseconds: 3_600_000 }),
);
idempotencyContract('DynamoDB', (now) =>
  dynamoIdempotency({
    client: testTable('id'),
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
