import type { Json, JsonObject } from '../../kernel/json.ts';

/** RequestResponse, Run a Job, Wait for Callback ("Service integration patterns in Step Functions"). */
type Pattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

export type Integration =
  | { readonly kind: 'activity'; readonly arn: string }
  | { readonly kind: 'lambda'; readonly arn: string; readonly functionArn: string }
  | {
      readonly kind: 'service';
      /** The Task's `Resource`. */
      readonly arn: string;
      /** As in the ARN and in history events: `lambda`, `dynamodb`, `aws-sdk:sfn`. */
      readonly resourceType: string;
      /** `invoke`, `putItem.waitForTaskToken`. */
      readonly resource: string;
      readonly optimized: boolean;
      /** The local service and operation that answers: `dynamodb`, `PutItem`. */
      readonly service: string;
      readonly operation: string;
      readonly pattern: Pattern;
    };

/** A task as it is to be carried out: all that its effect needs is in its event. */
export interface TaskRequest {
  readonly integration: Integration;
  readonly parameters: Json;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  /** Whoever holds the token may end the task: kept beside the parameters that carry it, shown nowhere else. */
  readonly token?: string;
  readonly credentials?: JsonObject;
}

/** SDK integration names that differ from the ARN's service name. */
const SDK_SERVICES: Readonly<Record<string, string>> = {
  sfn: 'states',
  eventbridge: 'events',
  cloudwatchlogs: 'logs',
  cognitoidentityprovider: 'cognito-idp',
  apigatewaymanagementapi: 'execute-api',
};

/** The optimized integrations that are executed here, with the patterns that AWS has for each. */
const OPTIMIZED: Readonly<Record<string, { readonly service: string; readonly patterns: readonly Pattern[] }>> = {
  'lambda:invoke': { service: 'lambda', patterns: ['requestResponse', 'waitForTaskToken'] },
  'events:putEvents': { service: 'events', patterns: ['requestResponse', 'waitForTaskToken'] },
  'sqs:sendMessage': { service: 'sqs', patterns: ['requestResponse', 'waitForTaskToken'] },
  'sns:publish': { service: 'sns', patterns: ['requestResponse', 'waitForTaskToken'] },
  'dynamodb:getItem': { service: 'dynamodb', patterns: ['requestResponse'] },
  'dynamodb:putItem': { service: 'dynamodb', patterns: ['requestResponse'] },
  'dynamodb:updateItem': { service: 'dynamodb', patterns: ['requestResponse'] },
  'dynamodb:deleteItem': { service: 'dynamodb', patterns: ['requestResponse'] },
  'states:startExecution': { service: 'states', patterns: ['requestResponse', 'sync', 'sync:2', 'waitForTaskToken'] },
};

const PATTERNS: Readonly<Record<string, Pattern>> = {
  '': 'requestResponse',
  '.sync': 'sync',
  '.sync:2': 'sync:2',
  '.waitForTaskToken': 'waitForTaskToken',
};

const SERVICE_ARN =
  /^arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)(\.sync:2|\.sync|\.waitForTaskToken)?$/;
const LAMBDA_ARN = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$/;

const ACTIVITY_ARN = /^arn:[^:]+:states:[^:]*:[^:]*:activity:[^:]+$/;

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

/** An optimized integration of AWS's that is not executed here, for what only looks at a state. */
export const foreignIntegration = (resource: string): Integration | undefined => {
  const [, sdk, service, action, suffix = ''] = SERVICE_ARN.exec(resource) ?? [];
  const pattern = PATTERNS[suffix];
  if (service === undefined || action === undefined || sdk !== undefined || pattern === undefined) return undefined;
  return {
    kind: 'service',
    arn: resource,
    resourceType: service,
    resource: `${action}${suffix}`,
    optimized: true,
    service,
    operation: capital(action),
    pattern,
  };
};

/** Reads a Task's `Resource`; a string says why it is not executed. */
export const readIntegration = (resource: string): Integration | string => {
  if (LAMBDA_ARN.test(resource)) return { kind: 'lambda', arn: resource, functionArn: resource };
  if (ACTIVITY_ARN.test(resource)) return { kind: 'activity', arn: resource };
  const [, sdk, service, action, suffix = ''] = SERVICE_ARN.exec(resource) ?? [];
  if (service === undefined || action === undefined) return 'no Lambda function and no service integration';
  const pattern = PATTERNS[suffix] as Pattern;
  const named = { arn: resource, resource: `${action}${suffix}`, operation: capital(action), pattern };
  if (sdk !== undefined) {
    if (pattern === 'sync' || pattern === 'sync:2') return `AWS SDK integrations have no ${suffix}`;
    const local = SDK_SERVICES[service] ?? service;
    return { kind: 'service', resourceType: `aws-sdk:${service}`, optimized: false, service: local, ...named };
  }
  const optimized = OPTIMIZED[`${service}:${action}`];
  if (optimized === undefined) return `the optimized integration ${service}:${action} is not executed here`;
  if (!optimized.patterns.includes(pattern)) return `${service}:${action} has no ${suffix}`;
  return { kind: 'service', resourceType: service, optimized: true, service: optimized.service, ...named };
};
