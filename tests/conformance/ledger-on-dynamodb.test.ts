import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openGateway } from '@carillon/local/gateway';
import { testKernel } from '@carillon/local/kernel/test-kernel';
import { dynamodb } from '@carillon/local/services/dynamodb/service';
import { dynamoEventStore } from '@carillon/runtime/event-store';
import { dynamoIdempotency } from '@carillon/runtime/idempotency';
import { contractEvents, eventStoreContract } from '@carillon/runtime/testing/event-store-contract';
import { idempotencyContract } from '@carillon/runtime/testing/idempotency-contract';
import { afterAll } from 'vitest';

/** The adapters' own unit tests know a table in memory; here they meet DynamoDB's conditions over the wire. */
const gateway = await openGateway(0);
const kernel = testKernel();
const service = kernel.add(dynamodb);
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
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    endpoint: gateway.endpoint,
    region: kernel.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }),
  { marshallOptions: { removeUndefinedValues: true } },
);
afterAll(async () => {
  client.destroy();
  await gateway.close();
  kernel.journal.close();
});

let tables = 0;
const newTable = (...keys: readonly (readonly [string, 'S' | 'N'])[]): string => {
  tables += 1;
  const TableName = `table-${tables}`;
  service.resources['AWS::DynamoDB::Table']?.declare({
    stack: 'test',
    logicalId: TableName,
    physicalName: () => TableName,
    properties: {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      KeySchema: keys.map(([AttributeName], place) => ({ AttributeName, KeyType: place === 0 ? 'HASH' : 'RANGE' })),
    },
  });
  return TableName;
};

eventStoreContract("the local cloud's DynamoDB", async () =>
  dynamoEventStore({ client, tableName: newTable(['stream', 'S'], ['sequence', 'N']), ...contractEvents }),
);
idempotencyContract("the local cloud's DynamoDB", (now) =>
  dynamoIdempotency({
    client,
    tableName: newTable(['id', 'S']),
    consumer: 'c',
    lockSeconds: 60,
    keepSeconds: 3_600,
    now,
  }),
);
