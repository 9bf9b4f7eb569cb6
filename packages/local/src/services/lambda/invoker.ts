import { AwsError } from '../../kernel/errors.ts';
import { parseJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { InvokeResult } from '../../kernel/targets.ts';
import { credentialsFor } from './credentials.ts';
import { type Outcome, startEnvironment } from './environment.ts';
import { environmentVariables } from './environment-variables.ts';
import { executableOf, isCustomRuntime } from './executable.ts';
import type { Addressed, FunctionRegistry } from './function-registry.ts';
import { logWriter } from './log-writer.ts';
import { environmentPool, type PoolLimits } from './pool.ts';
import { optional } from './template-values.ts';

/** Lambda quotas: request and response of a synchronous invocation, request of an asynchronous one. */
export const SYNCHRONOUS_BYTES = 6_291_556;
export const ASYNCHRONOUS_BYTES = 1_048_576;

export interface Invoker {
  /**
   * Runs the function once and waits for its outcome.
   * @throws AwsError TooManyRequestsException when no concurrency is reserved to it.
   */
  run(addressed: Addressed, payload: string, requestId: string): Promise<Outcome>;
  /** How many invocations of it can run at a time. */
  concurrencyOf(name: string): number;
  /** Whether there is something to run: a custom runtime may still be on its way. */
  isReady(name: string): boolean;
  /** What the function is has changed: what runs of it ends with the invocation that it is at. */
  retire(name: string): void;
  stop(): Promise<void>;
}

export const requireJson = (payload: string): void => {
  try {
    parseJson(payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${reason}`);
  }
};

export const requireSize = (payload: string, limit: number): void => {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= limit) return;
  const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
  throw new AwsError('RequestTooLargeException', message, { status: 413 });
};

const withinResponseLimit = (outcome: Outcome): Outcome =>
  !outcome.ok || Buffer.byteLength(outcome.payload) <= SYNCHRONOUS_BYTES
    ? outcome
    : {
        ok: false,
        error: {
          errorType: 'Function.ResponseSizeTooLarge',
          errorMessage: `Response payload size exceeded maximum allowed payload size (${SYNCHRONOUS_BYTES} bytes).`,
        },
      };

/** An outcome as a caller in this process sees it. @throws AwsError ServiceException while the cloud is stopping. */
export const resultOf = (outcome: Outcome): InvokeResult => {
  if (outcome.ok) return { ok: true, payload: outcome.payload };
  if (outcome.abandoned === true)
    throw new AwsError('ServiceException', outcome.error.errorMessage, { fault: 'server', status: 500 });
  const payload = JSON.stringify(outcome.error);
  return { ok: false, error: outcome.error.errorType, cause: payload, payload };
};

const streamName = (now: number, id: string): string =>
  `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${id}`;

export const functionInvoker = (kernel: Kernel, registry: FunctionRegistry, limits: PoolLimits): Invoker => {
  const { clock } = kernel;
  const pool = environmentPool(limits, kernel, (name) => {
    const configuration = registry.address(name).configuration;
    const logStream = streamName(clock.now(), kernel.identity.hex(32));
    const credentials = credentialsFor(kernel.journal, kernel.identity, configuration);
    return startEnvironment({
      data: {
        handler: configuration.handler,
        taskRoot: configuration.taskRoot,
        callbacks: configuration.runtime === 'nodejs22.x',
        functionName: name,
        memoryMegabytes: configuration.memoryMegabytes,
        logGroup: configuration.logGroup,
        logStream,
        logFormat: configuration.logFormat,
      },
      variables: environmentVariables(configuration, credentials, kernel, logStream),
      timeoutSeconds: configuration.timeoutSeconds,
      report: kernel.report,
      ...optional('executable', executableOf(kernel, configuration)),
      clock,
      log: logWriter(kernel, {
        logGroupName: configuration.logGroup,
        logStreamName: logStream,
        caller: configuration.role,
      }),
    });
  });
  const isReady = (name: string): boolean => {
    const { configuration } = registry.address(name);
    return !isCustomRuntime(configuration) || executableOf(kernel, configuration) !== undefined;
  };
  return {
    concurrencyOf: (name) => pool.limitOf(registry.address(name).configuration),
    isReady,
    retire: (name) => pool.retire(name),
    stop: () => pool.stop(),
    async run({ configuration, qualifier }, payload, requestId) {
      if (configuration.reservedConcurrency === 0) {
        const message = 'Rate Exceeded.';
        const members = { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' };
        throw new AwsError('TooManyRequestsException', message, { status: 429, members });
      }
      if (!isReady(configuration.name)) {
        // Lambda Developer Guide, "Lambda function states".
        const message = `The operation cannot be performed at this time. The function is currently in the following state: Pending`;
        throw new AwsError('ResourceConflictException', message, { status: 409 });
      }
      const begun = clock.now();
      const functionArn = qualifier === undefined ? configuration.arn : `${configuration.arn}:${qualifier}`;
      const outcome = withinResponseLimit(
        await pool.run(configuration, { requestId, payload, functionArn, version: '$LATEST' }),
      );
      if (outcome.ok || outcome.abandoned !== true) {
        kernel.activity.note({
          service: 'lambda',
          action: 'FunctionInvoked',
          resource: configuration.name,
          facts: { durationMs: clock.now() - begun, ok: outcome.ok, memoryMegabytes: configuration.memoryMegabytes },
        });
      }
      return outcome;
    },
  };
};
