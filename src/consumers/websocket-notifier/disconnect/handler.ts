import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import { instrumentFunction } from '../../../observability.ts';
import { dynamoRoster } from '../dynamo-roster.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

interface DisconnectEvent {
  readonly requestContext: { readonly connectionId: string };
}

/** Takes the connection off the roster. API Gateway says it on a best-effort basis; the notifier sees what it misses. */
export const handler: Handler<DisconnectEvent, { statusCode: number }> = instrumentation.handler(
  async ({ requestContext }) => {
    const { connectionId } = requestContext;
    await roster.leave(connectionId);
    log.info('Connection closed', { connectionId });
    return { statusCode: 200 };
  },
);
