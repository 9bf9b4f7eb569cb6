import { isAwsError } from '../../kernel/errors.ts';
import type { Integration } from './integration.ts';

export interface TaskError {
  readonly error: string;
  readonly cause: string;
}

type Service = Extract<Integration, { readonly kind: 'service' }>;

/** AWS SDK integrations name an error after the Java SDK's client. */
const SDK_NAMES: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDb',
  eventbridge: 'EventBridge',
  healthlake: 'HealthLake',
  cognitoidentityprovider: 'CognitoIdentityProvider',
  cloudwatchlogs: 'CloudWatchLogs',
  apigatewaymanagementapi: 'ApiGatewayManagementApi',
};

const OPTIMIZED_NAMES: Readonly<Record<string, { readonly name: string; readonly client: string }>> = {
  dynamodb: { name: 'DynamoDB', client: 'AmazonDynamoDBv2' },
  lambda: { name: 'Lambda', client: 'AWSLambda' },
  sqs: { name: 'SQS', client: 'AmazonSQS' },
  sns: { name: 'SNS', client: 'AmazonSNS' },
  events: { name: 'EventBridge', client: 'AmazonCloudWatchEvents' },
  states: { name: 'StepFunctions', client: 'AWSStepFunctions' },
};

const GENERAL: Readonly<Record<string, string>> = {
  DynamoDB: 'AmazonDynamoDBException',
  Lambda: 'AWSLambdaException',
  SQS: 'AmazonSQSException',
  SNS: 'AmazonSNSException',
  EventBridge: 'AmazonEventBridgeException',
  StepFunctions: 'AWSStepFunctionsException',
};

/** Errors without a class of their own in the SDK come as the client's general one. */
const isUnmodelled = (service: string, code: string): boolean =>
  code === 'AccessDeniedException' ||
  code === 'AccessDenied' ||
  code === 'UnknownOperationException' ||
  (service === 'dynamodb' && code === 'ValidationException');

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

const withException = (code: string): string => (code.endsWith('Exception') ? code : `${code}Exception`);

/** How a failed call is named in a Retry or Catch (recorded from AWS). */
export const taskError = (integration: Service, error: unknown, requestId: string): TaskError => {
  const { service, resourceType, optimized } = integration;
  const [code, status, message] = isAwsError(error)
    ? [error.code, error.status, error.message]
    : ['InternalServerError', 500, error instanceof Error ? error.message : String(error)];
  if (optimized) {
    const { name, client } = OPTIMIZED_NAMES[service] ?? { name: capital(service), client: service };
    const error = isUnmodelled(service, code) ? (GENERAL[name] ?? withException(code)) : withException(code);
    return {
      error: `${name}.${error}`,
      cause: `${message} (Service: ${client}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
    };
  }
  const sdk = resourceType.slice('aws-sdk:'.length);
  const name = SDK_NAMES[sdk] ?? capital(sdk);
  return {
    error: `${name}.${isUnmodelled(service, code) ? `${name}Exception` : withException(code)}`,
    cause: `${message} (Service: ${name}, Status Code: ${status}, Request ID: ${requestId})`,
  };
};
