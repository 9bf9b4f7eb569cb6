import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { StreamSource } from '../../kernel/sources.ts';
import { itemSize } from './item-size.ts';
import { sortedTable, type TestDatabase, testDatabase } from './test-database.ts';
import { EXPIRY_LAG } from './time-to-live.ts';

const key = (n: number) => ({ pk: { S: 'a' }, sk: { N: String(n) } });
const put = (db: TestDatabase, n: number, more = {}): Promise<unknown> =>
  db.call('PutItem', { TableName: 'things', Item: { ...key(n), ...more } });

const sourceOf = (db: TestDatabase, more = {}): StreamSource => {
  const { attributes } = db.declare('Things', sortedTable('N', more));
  return db.kernel.sources.open(String(attributes.StreamArn)) as StreamSource;
};

interface Shown {
  readonly eventName: string;
  readonly userIdentity?: unknown;
  readonly dynamodb: { readonly Keys: { readonly sk: { readonly N: string } }; readonly SequenceNumber: string };
}

const read = (source: StreamSource, after = 0): readonly Shown[] =>
  source.read(after, 1000).map(({ record }) => record as unknown as Shown);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a stream', () => {
  it('tells each change once, in order, with both images, and nothing where nothing changed', async () => {
    const db = testDatabase();
    const source = sourceOf(db);
    await put(db, 1, { x: { S: 'one' } });
    await put(db, 1, { x: { S: 'one' } });
    await put(db, 1, { x: { S: 'two' } });
    await db.call('DeleteItem', { TableName: 'things', Key: key(1) });
    await db.call('DeleteItem', { TableName: 'things', Key: key(1) });
    const [insert, modify, remove, ...rest] = source.read(0, 10).map(({ record }) => record);
    expect(rest).toEqual([]);
    expect(insert).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      awsRegion: 'us-east-1',
      dynamodb: {
        Keys: key(1),
        NewImage: { ...key(1), x: { S: 'one' } },
        ApproximateCreationDateTime: Date.parse('2026-11-23T20:00:00Z') / 1000,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        SizeBytes: 18,
      },
    });
    expect(modify).toMatchObject({
      eventName: 'MODIFY',
      dynamodb: { NewImage: { x: { S: 'two' } }, OldImage: { x: { S: 'one' } } },
    });
    expect(remove).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: { x: { S: 'two' } } } });
    expect(remove).not.toHaveProperty('dynamodb.NewImage');
  });

  it.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
  ])('of view %s holds %j', async (StreamViewType, images) => {
    const db = testDatabase();
    const source = sourceOf(db, { StreamSpecification: { StreamViewType } });
    await put(db, 1);
    await put(db, 1, { x: { S: 'y' } });
    const held = Object.keys(source.read(1, 1)[0]?.record.dynamodb ?? {});
    expect(held.filter((name) => name.endsWith('Image'))).toEqual(images);
  });

  it('is heard only once its change is durable, and read again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'streams-'));
    folders.push(folder);
    const file = join(folder, 'cloud.sqlite');
    const first = testDatabase({ file });
    const heard: number[] = [];
    const source = sourceOf(first);
    source.onReady(() => heard.push(source.latest()));
    await put(first, 1);
    await put(first, 2);
    expect(heard).toEqual([]);
    await first.kernel.journal.durable();
    expect(heard).toEqual([2]);
    first.kernel.journal.close();
    const second = testDatabase({ file });
    const again = sourceOf(second);
    expect(read(again, 1).map(({ dynamodb }) => dynamodb.Keys.sk.N)).toEqual(['2']);
    second.kernel.journal.close();
  });

  it('keeps its records for 24 hours', async () => {
    const db = testDatabase();
    const source = sourceOf(db);
    await put(db, 1);
    await db.kernel.clock.advance(23 * 3_600_000);
    await put(db, 2);
    await db.kernel.clock.advance(2 * 3_600_000);
    expect(read(source).map(({ dynamodb }) => dynamodb.Keys.sk.N)).toEqual(['2']);
  });

  it('is read by its own API, from any sequence number', async () => {
    const db = testDatabase();
    sourceOf(db);
    for (const n of [1, 2, 3]) await put(db, n);
    const [stream] = (await db.call('ListStreams', { TableName: 'things' })).Streams ?? [];
    const StreamArn = String(stream?.StreamArn);
    const described = (await db.call('DescribeStream', { StreamArn })).StreamDescription;
    const ShardId = described?.Shards?.[0]?.ShardId;
    expect(described).toMatchObject({ StreamStatus: 'ENABLED', TableName: 'things' });
    const from = async (more: {
      ShardIteratorType: 'TRIM_HORIZON' | 'AFTER_SEQUENCE_NUMBER';
      SequenceNumber?: string;
    }) => {
      const { ShardIterator } = await db.call('GetShardIterator', { StreamArn, ShardId, ...more });
      return db.call('GetRecords', { ShardIterator, Limit: 2 });
    };
    const page = await from({ ShardIteratorType: 'TRIM_HORIZON' });
    expect(page.Records?.map(({ dynamodb }) => dynamodb?.Keys?.sk?.N)).toEqual(['1', '2']);
    const rest = await db.call('GetRecords', { ShardIterator: page.NextShardIterator });
    expect(rest.Records?.map(({ dynamodb }) => dynamodb?.Keys?.sk?.N)).toEqual(['3']);
    const SequenceNumber = String(page.Records?.[0]?.dynamodb?.SequenceNumber);
    const after = await from({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber });
    expect(after.Records?.map(({ dynamodb }) => dynamodb?.Keys?.sk?.N)).toEqual(['2', '3']);
  });
});

describe('the size of a record', () => {
  it('is that of its keys and images (EventBridge User Guide, "Amazon DynamoDB stream as a source", Example event)', () => {
    const Id = { N: '101' };
    const image = { Message: { S: 'This item has changed' }, Id };
    expect(itemSize({ Id }) + itemSize({ Message: { S: 'New item!' }, Id })).toBe(26);
    expect(itemSize({ Id }) + itemSize({ Message: { S: 'New item!' }, Id }) + itemSize(image)).toBe(59);
  });
});

describe('time to live', () => {
  const expiring = { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } };
  const seconds = (db: TestDatabase): number => db.kernel.clock.now() / 1000;

  it('removes an item some time after its expiry, in the service’s name', async () => {
    const db = testDatabase();
    const source = sourceOf(db, expiring);
    await put(db, 1, { expiresAt: { N: String(seconds(db) + 60) } });
    await put(db, 2, { expiresAt: { N: String(seconds(db) + 7200) } });
    await put(db, 3, { expiresAt: { S: 'never' } });
    await put(db, 4, { expiresAt: { N: String(seconds(db) - 6 * 365 * 86_400) } });
    await db.kernel.clock.advance(61_000);
    expect((await db.call('Scan', { TableName: 'things' })).Count).toBe(4);
    await db.kernel.clock.advance(EXPIRY_LAG);
    expect((await db.call('Scan', { TableName: 'things' })).Count).toBe(3);
    expect(read(source, 4)).toMatchObject([
      { eventName: 'REMOVE', userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } },
    ]);
    await db.kernel.clock.advance(7_200_000 + EXPIRY_LAG);
    expect(read(source, 4)).toHaveLength(2);
  });

  it('follows an expiry that is moved, and counts for what was there before it was switched on', async () => {
    const db = testDatabase();
    sourceOf(db);
    await put(db, 1, { expiresAt: { N: String(seconds(db) + 60) } });
    await put(db, 2, { expiresAt: { N: String(seconds(db) + 60) } });
    await db.call('UpdateTimeToLive', {
      TableName: 'things',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    await put(db, 2, { expiresAt: { N: String(seconds(db) + 86_400) } });
    await db.kernel.clock.advance(60_000 + EXPIRY_LAG + 1000);
    const { Items } = await db.call('Scan', { TableName: 'things' });
    expect(Items?.map(({ sk }) => sk?.N)).toEqual(['2']);
    expect((await db.call('DescribeTimeToLive', { TableName: 'things' })).TimeToLiveDescription).toEqual({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'expiresAt',
    });
  });
});

describe('a table', () => {
  it('keeps its items, its stream and its id when it is declared again', async () => {
    const db = testDatabase();
    const first = db.declare('Things', sortedTable('N'));
    await put(db, 1);
    await db.kernel.clock.advance(1000);
    expect(db.declare('Things', sortedTable('N'))).toEqual(first);
    const { Table } = await db.call('DescribeTable', { TableName: 'things' });
    expect(Table).toMatchObject({ ItemCount: 1, TableStatus: 'ACTIVE', LatestStreamArn: first.attributes.StreamArn });
    expect((await db.call('ListTables', {})).TableNames).toEqual(['things']);
  });

  it('is not given another key while it holds items', () => {
    const db = testDatabase();
    db.declare('Things', sortedTable('N'));
    expect(() => db.declare('Things', sortedTable('S'))).toThrow('under another key');
  });

  it('is removed with all it held, unless it is protected', async () => {
    const db = testDatabase();
    const remove = db.service.resources['AWS::DynamoDB::Table']?.remove;
    db.declare('Things', sortedTable('N', { DeletionProtectionEnabled: true }));
    await put(db, 1);
    remove?.('things');
    expect((await db.call('Scan', { TableName: 'things' })).Count).toBe(1);
    db.declare('Things', sortedTable('N', { DeletionProtectionEnabled: false }));
    remove?.('things');
    await expect(db.call('Scan', { TableName: 'things' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});
