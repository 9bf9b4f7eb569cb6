import type { Credentials } from './credentials.ts';
import type { FunctionConfiguration } from './function-registry.ts';
import { type Names, resolveName } from './name-resolution.ts';

/** Keys that a function cannot set (Lambda Developer Guide, "Defined runtime environment variables"). */
export const RESERVED_VARIABLES: readonly string[] = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
];

/**
 * `process.env` inside a function's environment, and all of it: nothing of this process's own comes through.
 * AWS_ENDPOINT_URL is what leads the SDK here instead of to AWS; it is the one difference.
 */
export const environmentVariables = (
  configuration: FunctionConfiguration,
  credentials: Credentials,
  names: Names,
  logStream: string,
): Record<string, string> => ({
  AWS_ENDPOINT_URL: names.endpoint,
  LANG: 'en_US.UTF-8',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  TZ: ':UTC',
  ...Object.fromEntries(
    Object.entries(configuration.variables).map(([name, value]) => [name, resolveName(value, names)]),
  ),
  _HANDLER: configuration.handler,
  AWS_REGION: names.region,
  AWS_DEFAULT_REGION: names.region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: configuration.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMegabytes),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: configuration.logFormat,
  AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  LAMBDA_TASK_ROOT: configuration.taskRoot,
});
