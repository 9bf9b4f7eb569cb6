import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import { instrumented } from '../../../observability.ts';
import { dynamoRoster } from '../dynamo-roster.ts';
import { type ConnectAnswer, type ConnectEvent, connect } from './connect.ts';

const observability = instrumented();
const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

export const handler: Handler<ConnectEvent, ConnectAnswer> = observability.handler(async (event) => {
  const answer = await connect(event, roster);
  const { connectionId } = event.requestContext;
  observability.log.info('Connection opened', { connectionId, statusCode: answer.statusCode });
  return answer;
});
