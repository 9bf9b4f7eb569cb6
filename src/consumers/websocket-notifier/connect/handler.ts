import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variable } from '../../../bus/environment.ts';
import { dynamoRoster } from '../dynamo-roster.ts';
import { type ConnectAnswer, type ConnectEvent, connect } from './connect.ts';

const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));

export const handler = (event: ConnectEvent): Promise<ConnectAnswer> => connect(event, roster);
