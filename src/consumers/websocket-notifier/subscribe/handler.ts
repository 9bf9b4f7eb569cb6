import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '../../../bus/environment.ts';
import { dynamoRoster } from '../dynamo-roster.ts';
import { type SubscribeAnswer, type SubscribeEvent, subscribe } from './subscribe.ts';

const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

export const handler = (event: SubscribeEvent): Promise<SubscribeAnswer> => subscribe(event, roster);
