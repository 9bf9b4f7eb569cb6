import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import { instrumentFunction } from '../../../observability.ts';
import { dynamoRoster } from '../dynamo-roster.ts';
import { type SubscribeAnswer, type SubscribeEvent, subscribe } from './subscribe.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

export const handler: Handler<SubscribeEvent, SubscribeAnswer> = instrumentation.handler(async (event) => {
  const answer = await subscribe(event, roster);
  const { connectionId } = event.requestContext;
  log.info('Subscription asked for', { connectionId, statusCode: answer.statusCode });
  return answer;
});
