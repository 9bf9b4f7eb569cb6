import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoEventStore } from '@carillon/runtime/dynamo-event-store';
import { type Environment, variable } from '@carillon/runtime/environment';
import type { Ledger } from '@carillon/runtime/run-loop';

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

/** The ledger of a function: LEDGER_TABLE_NAME. */
export const ledgerFrom = (client: DynamoDBDocumentClient, environment: Environment): Ledger => ({
  store: dynamoEventStore({ client, tableName: variable(environment, 'LEDGER_TABLE_NAME') }),
});
