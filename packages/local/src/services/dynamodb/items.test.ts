import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedTable, testDatabase } from './test-database.ts';

const S = (text: string): AttributeValue => ({ S: text });
const N = (number: number): AttributeValue => ({ N: String(number) });

const filled = async (count: number, more = {}) => {
  const db = testDatabase();
  db.declare('Things', sortedTable('N', more));
  for (let n = 0; n < count; n += 1)
    await db.call('PutItem', { TableName: 'things', Item: { pk: S('a'), sk: N(n), even: { BOOL: n % 2 === 0 } } });
  return db;
};

describe('an item', () => {
  it('comes back as it was put, and is gone when it was deleted', async () => {
    const db = await filled(1);
    const Key = { pk: S('a'), sk: N(0) };
    const got = await db.call('GetItem', { TableName: 'things', Key });
    expect(got.Item).toEqual({ ...Key, even: { BOOL: true } });
    const deleted = await db.call('DeleteItem', { TableName: 'things', Key, ReturnValues: 'ALL_OLD' });
    expect(deleted.Attributes).toEqual(got.Item);
    expect(await db.call('GetItem', { TableName: 'things', Key })).toEqual({});
  });

  it('is not written when its condition fails, and is shown on request', async () => {
    const db = await filled(1);
    const put = db.call('PutItem', {
      TableName: 'things',
      Item: { pk: S('a'), sk: N(0) },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(put).rejects.toMatchObject({
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      members: { Item: { even: { BOOL: true } } },
    });
  });

  it.each([
    ['NONE', undefined],
    ['ALL_OLD', { pk: S('a'), sk: N(0), even: { BOOL: true } }],
    ['UPDATED_OLD', { even: { BOOL: true } }],
    ['ALL_NEW', { pk: S('a'), sk: N(0), even: { BOOL: false }, count: N(1) }],
    ['UPDATED_NEW', { even: { BOOL: false }, count: N(1) }],
  ] as const)('updated answers %s with what the API reference says', async (ReturnValues, shown) => {
    const db = await filled(1);
    const { Attributes } = await db.call('UpdateItem', {
      TableName: 'things',
      Key: { pk: S('a'), sk: N(0) },
      UpdateExpression: 'SET even = :no ADD #c :one',
      ExpressionAttributeNames: { '#c': 'count' },
      ExpressionAttributeValues: { ':no': { BOOL: false }, ':one': N(1) },
      ReturnValues,
    });
    expect(Attributes).toEqual(shown);
  });

  it('comes into being by an update, but not by one that only takes away', async () => {
    const db = await filled(0);
    const Key = { pk: S('new'), sk: N(1) };
    await db.call('UpdateItem', { TableName: 'things', Key, UpdateExpression: 'REMOVE x' });
    expect(await db.call('GetItem', { TableName: 'things', Key })).toEqual({});
    await db.call('UpdateItem', { TableName: 'things', Key });
    expect(await db.call('GetItem', { TableName: 'things', Key })).toEqual({ Item: Key });
  });

  it.each([
    [{ pk: S('a') }, 'One or more parameter values were invalid: Missing the key sk in the item'],
    [
      { pk: N(1), sk: N(1) },
      'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
    ],
    [
      { pk: S(''), sk: N(1) },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [{ pk: S('a'), sk: N(1), big: S('x'.repeat(400 * 1024)) }, 'Item size has exceeded the maximum allowed size'],
  ])('that cannot be kept is refused with AWS’s words', async (Item, message) => {
    const db = await filled(0);
    await expect(db.call('PutItem', { TableName: 'things', Item })).rejects.toMatchObject({ message });
  });

  it('keeps its key', async () => {
    const db = await filled(1);
    const update = db.call('UpdateItem', {
      TableName: 'things',
      Key: { pk: S('a'), sk: N(0) },
      UpdateExpression: 'SET sk = :n',
      ExpressionAttributeValues: { ':n': N(2) },
    });
    await expect(update).rejects.toThrow('Cannot update attribute sk. This attribute is part of the key');
  });

  it('costs capacity by its size', async () => {
    const db = await filled(0);
    const Item = { pk: S('a'), sk: N(1), text: S('x'.repeat(5000)) };
    const put = await db.call('PutItem', { TableName: 'things', Item, ReturnConsumedCapacity: 'TOTAL' });
    expect(put.ConsumedCapacity).toEqual({ TableName: 'things', CapacityUnits: 5 });
    const Key = { pk: S('a'), sk: N(1) };
    const got = await db.call('GetItem', { TableName: 'things', Key, ReturnConsumedCapacity: 'TOTAL' });
    expect(got.ConsumedCapacity).toEqual({ TableName: 'things', CapacityUnits: 1 });
  });
});

describe('a query', () => {
  it('goes through a partition in the order of its sort key, page by page', async () => {
    const db = await filled(25);
    const seen: unknown[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page = await db.call('Query', {
        TableName: 'things',
        KeyConditionExpression: 'pk = :a AND sk >= :from',
        FilterExpression: 'even = :yes',
        ExpressionAttributeValues: { ':a': S('a'), ':from': N(3), ':yes': { BOOL: true } },
        Limit: 4,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      expect(page.ScannedCount).toBeLessThanOrEqual(4);
      seen.push(...(page.Items ?? []).map(({ sk }) => Number(sk?.N)));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    expect(seen).toEqual([4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
  });

  it('ends a page at 1 MB', async () => {
    const db = await filled(0);
    for (let n = 0; n < 5; n += 1)
      await db.call('PutItem', { TableName: 'things', Item: { pk: S('a'), sk: N(n), text: S('x'.repeat(300_000)) } });
    const page = await db.call('Query', {
      TableName: 'things',
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: { ':a': S('a') },
      Select: 'COUNT',
    });
    expect(page).toEqual({ Count: 3, ScannedCount: 3, LastEvaluatedKey: { pk: S('a'), sk: N(2) } });
  });

  it('agrees with a sorted list, for every operator, type and direction', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }).filter((each) => each.isWellFormed());
    const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
    const property = fc.asyncProperty(
      fc.uniqueArray(text, { maxLength: 20 }),
      text,
      text,
      fc.boolean(),
      async (keys, one, two, forward) => {
        const db = testDatabase();
        db.declare('Things', sortedTable('S'));
        for (const key of keys) await db.call('PutItem', { TableName: 'things', Item: { pk: S('p'), sk: S(key) } });
        const [low, high] = [one, two].sort(bytewise) as [string, string];
        const asked: readonly (readonly [string, (key: string) => boolean])[] = [
          ['sk = :low', (key) => key === low],
          ['sk < :low', (key) => bytewise(key, low) < 0],
          ['sk <= :low', (key) => bytewise(key, low) <= 0],
          ['sk > :low', (key) => bytewise(key, low) > 0],
          ['sk >= :low', (key) => bytewise(key, low) >= 0],
          ['begins_with(sk, :low)', (key) => key.startsWith(low)],
          ['sk BETWEEN :low AND :high', (key) => bytewise(key, low) >= 0 && bytewise(key, high) <= 0],
        ];
        for (const [condition, chosen] of asked) {
          const { Items } = await db.call('Query', {
            TableName: 'things',
            KeyConditionExpression: `pk = :p AND ${condition}`,
            ExpressionAttributeValues: {
              ':p': S('p'),
              ':low': S(low),
              ...(condition.includes(':high') ? { ':high': S(high) } : {}),
            },
            ScanIndexForward: forward,
          });
          const expected = keys.filter(chosen).sort(bytewise);
          expect(Items?.map(({ sk }) => sk?.S)).toEqual(forward ? expected : expected.reverse());
        }
      },
    );
    await fc.assert(property, {
      numRuns: 25,
      examples: [[['\u{10ffff}\u0000', '\u{10fffe}', '\u0000', '\u0002'], '\u{10ffff}', '\u{10fffe}', true]],
    });
  });
});

describe('an index', () => {
  const index = {
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
      { AttributeName: 'depot', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byDepot',
        KeySchema: [
          { AttributeName: 'depot', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] },
      },
    ],
  };
  const byDepot = { TableName: 'things', IndexName: 'byDepot', KeyConditionExpression: 'depot = :s' } as const;

  it('holds what has its key, shows what it projects, and follows each change', async () => {
    const db = testDatabase();
    db.declare('Things', sortedTable('N', index));
    const put = (pk: string, sk: number, depot?: string): Promise<unknown> =>
      db.call('PutItem', {
        TableName: 'things',
        Item: { pk: S(pk), sk: N(sk), name: S(pk), other: S('x'), ...(depot === undefined ? {} : { depot: S(depot) }) },
      });
    await put('b', 2, 'home');
    await put('a', 1, 'home');
    await put('c', 3);
    await put('d', 4, 'away');
    const query = async (): Promise<unknown> =>
      (await db.call('Query', { ...byDepot, ExpressionAttributeValues: { ':s': S('home') } })).Items;
    expect(await query()).toEqual([
      { pk: S('a'), sk: N(1), depot: S('home'), name: S('a') },
      { pk: S('b'), sk: N(2), depot: S('home'), name: S('b') },
    ]);
    await put('a', 1, 'away');
    await db.call('DeleteItem', { TableName: 'things', Key: { pk: S('b'), sk: N(2) } });
    expect(await query()).toEqual([]);
    expect((await db.call('Scan', { TableName: 'things', IndexName: 'byDepot' })).Count).toBe(2);
  });

  it('is filled from what is there when a template brings it', async () => {
    const db = await filled(3);
    await db.call('PutItem', { TableName: 'things', Item: { pk: S('x'), sk: N(9), depot: S('home') } });
    db.declare('Things', sortedTable('N', index));
    const { Items } = await db.call('Query', { ...byDepot, ExpressionAttributeValues: { ':s': S('home') } });
    expect(Items?.map(({ pk }) => pk?.S)).toEqual(['x']);
  });
});

describe('a scan', () => {
  it('sees every item once, over all segments', async () => {
    const db = testDatabase();
    db.declare('Things', sortedTable('N'));
    for (let n = 0; n < 60; n += 1)
      await db.call('PutItem', { TableName: 'things', Item: { pk: S(`p${n}`), sk: N(n) } });
    const seen: number[] = [];
    for (let Segment = 0; Segment < 7; Segment += 1) {
      let start: Record<string, AttributeValue> | undefined;
      do {
        const page = await db.call('Scan', {
          TableName: 'things',
          Segment,
          TotalSegments: 7,
          Limit: 3,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        });
        seen.push(...(page.Items ?? []).map(({ sk }) => Number(sk?.N)));
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
    }
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });
});

describe('a batch', () => {
  it('writes and reads up to its limits and refuses the same item twice', async () => {
    const db = await filled(2);
    await db.call('BatchWriteItem', {
      RequestItems: {
        things: [
          { PutRequest: { Item: { pk: S('b'), sk: N(1) } } },
          { DeleteRequest: { Key: { pk: S('a'), sk: N(0) } } },
        ],
      },
    });
    const Keys = [0, 1].map((n) => ({ pk: S('a'), sk: N(n) }));
    const got = await db.call('BatchGetItem', { RequestItems: { things: { Keys, ProjectionExpression: 'sk' } } });
    expect(got.Responses).toEqual({ things: [{ sk: N(1) }] });
    expect(got.UnprocessedKeys).toEqual({});
    const twice = { things: { Keys: [Keys[0] ?? {}, Keys[0] ?? {}] } };
    await expect(db.call('BatchGetItem', { RequestItems: twice })).rejects.toThrow('duplicates');
  });
});

describe('a legacy parameter', () => {
  it('is refused with what to use instead', async () => {
    const db = await filled(0);
    const put = db.call('PutItem', { TableName: 'things', Item: {}, Expected: {} });
    await expect(put).rejects.toThrow('does not execute the legacy parameter Expected: use ConditionExpression');
  });
});
