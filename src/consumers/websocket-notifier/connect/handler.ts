import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import { instrumentFunction } from '../../../observability.ts';
import { dynamoRoster } from '../dynamo-roster.ts';
import { type ConnectAnswer, type ConnectEvent, connect } from './connect.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

export const handler: Handler<ConnectEvent, ConnectAnswer> = instrumentation.handler(async (event) => {
  const answer = await connect(event, roster);
  const { connectionId } = event.requestContext;
  log.info('Connection opened', { connectionId, statusCode: answer.statusCode });
  return answer;
});
