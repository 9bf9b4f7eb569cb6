import { describe, expect, it } from 'vitest';
import { sortedTable, type TestDatabase, testDatabase } from './test-database.ts';

const key = (n: number) => ({ pk: { S: 'a' }, sk: { N: String(n) } });

const made = (): TestDatabase => {
  const db = testDatabase();
  db.declare('Things', sortedTable('N'));
  return db;
};

const put = (n: number, ConditionExpression?: string) => ({
  Put: { TableName: 'things', Item: key(n), ...(ConditionExpression === undefined ? {} : { ConditionExpression }) },
});

describe('a write transaction', () => {
  it('writes all of its items or none, and says why item by item', async () => {
    const db = made();
    await db.call('TransactWriteItems', { TransactItems: [put(1), put(2)] });
    const failing = db.call('TransactWriteItems', {
      TransactItems: [
        put(3),
        {
          ConditionCheck: {
            TableName: 'things',
            Key: key(1),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        { Update: { TableName: 'things', Key: key(2), UpdateExpression: 'SET x = absent' } },
      ],
    });
    await expect(failing).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
      members: {
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: key(1) },
          {
            Code: 'ValidationError',
            Message: 'The provided expression refers to an attribute that does not exist in the item',
          },
        ],
      },
    });
    expect((await db.call('Scan', { TableName: 'things' })).Count).toBe(2);
  });

  it('says what it found in the form that goes over the wire, blobs in base64', async () => {
    const db = made();
    const Item = { ...key(1), blob: { B: new Uint8Array([1, 2, 255]) } };
    await db.call('PutItem', { TableName: 'things', Item });
    const Put = {
      TableName: 'things',
      Item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    } as const;
    await expect(db.call('TransactWriteItems', { TransactItems: [{ Put }] })).rejects.toMatchObject({
      members: { CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { blob: { B: 'AQL/' } } }] },
    });
  });

  it('with a token known from the last ten minutes does nothing again', async () => {
    const db = made();
    const once = { TransactItems: [put(1, 'attribute_not_exists(pk)')], ClientRequestToken: 'token' };
    await db.call('TransactWriteItems', once);
    await db.call('TransactWriteItems', once);
    await expect(db.call('TransactWriteItems', { ...once, TransactItems: [put(2)] })).rejects.toMatchObject({
      code: 'IdempotentParameterMismatchException',
    });
    await db.kernel.clock.advance(10 * 60_000);
    await expect(db.call('TransactWriteItems', once)).rejects.toMatchObject({ code: 'TransactionCanceledException' });
  });

  it('touches an item once only', async () => {
    const db = made();
    await expect(db.call('TransactWriteItems', { TransactItems: [put(1), put(1)] })).rejects.toThrow(
      'Transaction request cannot include multiple operations on one item',
    );
  });

  it('needs the permission of each of its actions', () => {
    const db = made();
    const operation = db.service.operations.TransactWriteItems;
    const input = { TransactItems: [put(1), { Delete: { TableName: 'things', Key: key(2) } }] };
    expect(operation?.needs(input as never).map(({ action }) => action)).toEqual([
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
    ]);
  });
});

describe('a read transaction', () => {
  it('answers in the order of its keys', async () => {
    const db = made();
    await db.call('PutItem', { TableName: 'things', Item: key(2) });
    const TransactItems = [1, 2].map((n) => ({ Get: { TableName: 'things', Key: key(n) } }));
    expect(await db.call('TransactGetItems', { TransactItems })).toEqual({ Responses: [{}, { Item: key(2) }] });
  });
});
