import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Environment, variable } from '../bus/environment.ts';
import { dynamoEventStore } from './dynamo-event-store.ts';
import type { Ledger } from './handle-command.ts';
import type { StoredEvents } from './ledger-item.ts';

/** A client for items as plain objects, in which fields that are undefined are left out. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

/** A workflow's events in the table that LEDGER_TABLE_NAME of the function's environment names. @throws TerminalError ENVIRONMENT */
export const ledgerFrom = (
  client: DynamoDBDocumentClient,
  environment: Environment,
  { events, upcasters = [] }: StoredEvents,
): Ledger => ({
  store: dynamoEventStore({ client, tableName: variable(environment, 'LEDGER_TABLE_NAME'), events, upcasters }),
});
