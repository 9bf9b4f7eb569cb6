import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '@carillon/runtime/environment';
import { type Handler, watching } from '@carillon/runtime/watch';
import { dynamoRoster } from '../dynamo-roster.ts';
import { type ConnectAnswer, type ConnectEvent, connect } from './connect.ts';

const watch = watching();
const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

export const handler: Handler<ConnectEvent, ConnectAnswer> = watch.handler(async (event) => {
  const answer = await connect(event, roster);
  const { connectionId } = event.requestContext;
  watch.log.info('Connection opened', { connectionId, statusCode: answer.statusCode });
  return answer;
});
