import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { openGateway } from '@carillon/local/gateway';
import { testKernel } from '@carillon/local/kernel/test-kernel';
import { dynamodb } from '@carillon/local/services/dynamodb/service';
import { afterAll, describe, expect, it } from 'vitest';
import { dynamoRoster } from '../../src/consumers/websocket-notifier/dynamo-roster.ts';

const TABLE = 'connections';
const gateway = await openGateway(0);
const kernel = testKernel();
kernel.add(dynamodb).resources['AWS::DynamoDB::Table']?.declare({
  stack: 'test',
  logicalId: TABLE,
  physicalName: () => TABLE,
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
  },
});
gateway.open({
  operations: kernel.operations,
  journal: kernel.journal,
  identity: kernel.identity,
  surfaces: [],
  authenticator: { keyOf: () => undefined, root: 'arn:aws:iam::000000000000:root', times: () => [] },
  report: (error) => {
    throw error;
  },
});
const client = new DynamoDBClient({
  endpoint: gateway.endpoint,
  region: kernel.region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
afterAll(async () => {
  client.destroy();
  await gateway.close();
  kernel.journal.close();
});

const roster = dynamoRoster(client, TABLE);
const connection = (connectionId: string) => ({
  connectionId,
  userId: 'u',
  connectedAt: kernel.clock.now(),
  grants: ['runs', 'run/*'],
});

describe("the roster on the local cloud's DynamoDB", () => {
  it('knows who asked for what, until he leaves without a trace', async () => {
    for (const id of ['a', 'b', 'c']) await roster.join(connection(id));
    expect(await roster.subscribe('a', ['runs', 'run/7'])).toBe(true);
    expect(await roster.subscribe('b', ['runs'])).toBe(true);
    expect(await roster.subscribe('b', ['changes'])).toBe(true);
    expect((await roster.subscribers('runs')).toSorted()).toEqual(['a', 'b']);
    expect(await roster.subscribers('run/7')).toEqual(['a']);
    expect(await roster.subscribers('sites')).toEqual([]);
    for (const id of ['a', 'b', 'b', 'c', 'nobody']) await roster.leave(id);
    expect((await client.send(new ScanCommand({ TableName: TABLE }))).Items).toEqual([]);
  });

  it('subscribes nobody who is not connected', async () => {
    expect(await roster.subscribe('nobody', ['runs'])).toBe(false);
    expect(await roster.subscribers('runs')).toEqual([]);
  });
});
