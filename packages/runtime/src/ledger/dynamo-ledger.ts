import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Environment, variable } from '../bus/environment.ts';
import { dynamoEventStore } from './dynamo-event-store.ts';
import type { Ledger } from './run-loop.ts';

/** A client for items as plain objects, in which fields that are undefined are left out. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

/** The ledger of a function: the table LEDGER_TABLE_NAME. @throws TerminalError ENVIRONMENT */
export const ledgerFrom = (client: DynamoDBDocumentClient, environment: Environment): Ledger => ({
  store: dynamoEventStore({ client, tableName: variable(environment, 'LEDGER_TABLE_NAME') }),
});
