import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type ConsumeOptions, consume, deadLettersFrom } from '@carillon/runtime/consume';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { websocketNotifier } from '../../../generated/subscriptions.ts';
import { instrumentFunction } from '../../observability.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { apiGatewayPost, connectionsEndpoint } from './api-gateway-post.ts';
import { dynamoRoster } from './dynamo-roster.ts';
import { notice } from './notice.ts';
import { notify } from './notify.ts';
import { remembering } from './roster.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const roster = dynamoRoster(new DynamoDBClient(), variable(process.env, 'CONNECTION_TABLE_NAME'));
const endpoint = connectionsEndpoint(variable(process.env, 'WEBSOCKET_ENDPOINT'));
const post = apiGatewayPost(new ApiGatewayManagementApiClient({ endpoint }));
const deadLetters = deadLettersFrom(new SQSClient(), websocketNotifier, process.env);
const options: ConsumeOptions = { log, deadLetters, upcasters, claims: new S3Client() };

/** Notices to the pages that asked for them. A notice may come twice, and its id tells. */
export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumentation.handler((batch) => {
  const notifying = { post, roster: { ...roster, ...remembering(roster) } };
  return consume(websocketNotifier, (event) => notify(notice(event), notifying), options)(batch);
});
