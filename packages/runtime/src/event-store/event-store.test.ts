import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { contractEvents, eventStoreContract } from '../testing/event-store-contract.ts';
import { memoryEventStore } from '../testing/memory-stores.ts';
import { memoryTable } from '../testing/memory-table.ts';
import { dynamoEventStore } from './dynamo-event-store.ts';
import { isConflict, type RecordedEvent } from './event-store.ts';

const OPTIONS = { tableName: 'ledger', ...contractEvents };

eventStoreContract('memory', async () => memoryEventStore());
eventStoreContract('DynamoDB', async () => {
  const { client } = memoryTable('stream', 'sequence');
  return dynamoEventStore({ client, ...OPTIONS });
});

const [first, second] = [1, 2].map((sequence) => ({
  event: { name: 'SomethingHappened', data: {} },
  metadata: {
    id: `e-${sequence}`,
    correlationId: 'c',
    occurredAt: '2026-11-23T20:00:00.000Z',
    schema: 'test/something-happened/v1',
    stream: 's/1',
    sequence,
  },
})) as [RecordedEvent, RecordedEvent];

const cancelledBy = (Code: string): object => ({
  name: 'TransactionCanceledException',
  CancellationReasons: [{ Code: 'None' }, { Code }],
});

const failingWith = (error: unknown): ReturnType<typeof dynamoEventStore> =>
  dynamoEventStore({ client: { send: async () => Promise.reject(error) }, ...OPTIONS });

describe('the DynamoDB event store', () => {
  it('reads consistently: a decision on an older state would end in a conflict each time', async () => {
    const { client, commands } = memoryTable('stream', 'sequence');
    const store = dynamoEventStore({ client, ...OPTIONS });
    await store.load('s/1');
    await store.loadShared('h/1');
    expect(commands).toMatchObject([{ input: { ConsistentRead: true } }, { input: { ConsistentRead: true } }]);
  });

  it('pays for a transaction only where two items must agree', async () => {
    const { client, commands } = memoryTable('stream', 'sequence');
    const store = dynamoEventStore({ client, ...OPTIONS });
    await store.append({ streams: [{ stream: 's/1', expected: 0, events: [first] }] });
    await store.append({ streams: [{ stream: 's/1', expected: 1, events: [second] }] });
    expect(commands.map((command) => command?.constructor)).toEqual([PutCommand, TransactWriteCommand]);
  });

  it.each([
    ['a condition that failed', { name: 'ConditionalCheckFailedException' }],
    ['a transaction on the same item', { name: 'TransactionConflictException' }],
    ['a transaction that lost to another one', cancelledBy('TransactionConflict')],
    ['a transaction whose condition failed', cancelledBy('ConditionalCheckFailed')],
  ])('takes for a conflict %s, and keeps what DynamoDB said', async (_, traits) => {
    const error = Object.assign(new Error('no'), traits);
    const refused: unknown = await failingWith(error)
      .append({ streams: [{ stream: 's/1', expected: 0, events: [first, second] }] })
      .catch((thrown: unknown) => thrown);
    expect(isConflict(refused)).toBe(true);
    expect(refused).toMatchObject({ cause: error });
  });

  it.each([
    ['throttling', cancelledBy('ThrottlingError')],
    ['an invalid request', cancelledBy('ValidationError')],
    ['a missing permission', { name: 'AccessDeniedException' }],
  ])('leaves to its caller %s', async (_, traits) => {
    const error = Object.assign(new Error('no'), traits);
    const append = failingWith(error).append({ streams: [{ stream: 's/1', expected: 0, events: [first] }] });
    await expect(append).rejects.toBe(error);
  });

  it('does not read past what is under an event key and is no event that it knows', async () => {
    const { client } = memoryTable('stream', 'sequence');
    const store = dynamoEventStore({ client, ...OPTIONS });
    await store.append({ streams: [{ stream: 's/1', expected: 0, events: [first] }] });
    const another = dynamoEventStore({ client, tableName: 'ledger', events: [], upcasters: [] });
    await expect(another.load('s/1')).rejects.toMatchObject({ code: 'EVENT_UNKNOWN', retryable: false });
  });
});
