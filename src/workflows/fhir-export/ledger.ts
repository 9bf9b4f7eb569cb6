import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Environment, variable } from '../../bus/environment.ts';
import { dynamoEventStore } from '../../ledger/dynamo-event-store.ts';
import type { Ledger } from '../../ledger/run-loop.ts';

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

/** The ledger of a function: LEDGER_TABLE_NAME. */
export const ledgerFrom = (client: DynamoDBDocumentClient, environment: Environment): Ledger => ({
  store: dynamoEventStore({ client, tableName: variable(environment, 'LEDGER_TABLE_NAME') }),
});
