import * as athena from '@aws-sdk/client-athena';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as dynamodbStreams from '@aws-sdk/client-dynamodb-streams';
import * as events from '@aws-sdk/client-eventbridge';
import * as firehose from '@aws-sdk/client-firehose';
import * as glue from '@aws-sdk/client-glue';
import * as healthlake from '@aws-sdk/client-healthlake';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as pipes from '@aws-sdk/client-pipes';
import * as s3 from '@aws-sdk/client-s3';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as states from '@aws-sdk/client-sfn';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { StaticOperationSchema } from '@smithy/types';

export type Protocol = 'json' | 'restJson' | 'restXml' | 'query';

/** One SDK client's model: its operations' schemas, under the name that requests are signed with. */
export interface Model {
  readonly service: string;
  readonly protocol: Protocol;
  /** The first half of `X-Amz-Target`, for the JSON protocols. */
  readonly target: string;
  readonly operations: ReadonlyMap<string, StaticOperationSchema>;
  /** The values of the client's enumerations, by their names. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** The tuple's first place tells a schema's kind; 9 is an operation (`@smithy/types`, schema/static-schemas). */
const OPERATION = 9;

const isOperation = (value: unknown): value is StaticOperationSchema => Array.isArray(value) && value[0] === OPERATION;

const isEnum = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => typeof each === 'string');

const model = (service: string, protocol: Protocol, target: string, client: object): Model => ({
  service,
  protocol,
  target,
  operations: new Map(
    Object.values(client)
      .filter(isOperation)
      .map((schema) => [schema[2], schema]),
  ),
  enums: new Map(
    Object.entries(client).flatMap(([name, value]) => (isEnum(value) ? [[name, Object.values(value)]] : [])),
  ),
});

/**
 * The SDK's own schemas serve on the server's side, so both ends of the wire agree by construction. They are no
 * documented server API: versions are exact in the lockfile and gateway.test.ts holds every protocol against the client.
 */
export const models: readonly Model[] = [
  model('dynamodb', 'json', 'DynamoDB_20120810', dynamodb),
  model('dynamodb', 'json', 'DynamoDBStreams_20120810', dynamodbStreams),
  model('events', 'json', 'AWSEvents', events),
  model('states', 'json', 'AWSStepFunctions', states),
  model('sqs', 'json', 'AmazonSQS', sqs),
  model('firehose', 'json', 'Firehose_20150804', firehose),
  model('glue', 'json', 'AWSGlue', glue),
  model('athena', 'json', 'AmazonAthena', athena),
  model('healthlake', 'json', 'HealthLake', healthlake),
  model('cognito-idp', 'json', 'AWSCognitoIdentityProviderService', cognito),
  model('ssm', 'json', 'AmazonSSM', ssm),
  model('logs', 'json', 'Logs_20140328', logs),
  model('kms', 'json', 'TrentService', kms),
  model('lambda', 'restJson', 'AWSGirApiService', lambda),
  model('scheduler', 'restJson', 'AWSChronosService', scheduler),
  model('pipes', 'restJson', 'Pipes', pipes),
  model('s3', 'restXml', 'AmazonS3', s3),
  model('sts', 'query', 'AWSSecurityTokenServiceV20110615', sts),
];
