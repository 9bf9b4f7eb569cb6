import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '../../../bus/environment.ts';
import { dynamoRoster } from '../dynamo-roster.ts';

const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

/** Takes the connection off the roster. API Gateway says it on a best-effort basis; the notifier sees what it misses. */
export const handler = async (event: {
  readonly requestContext: { readonly connectionId: string };
}): Promise<{ statusCode: number }> => {
  await roster.leave(event.requestContext.connectionId);
  return { statusCode: 200 };
};
