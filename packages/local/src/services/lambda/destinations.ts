import { parseArn } from '../../kernel/arn.ts';
import { type Json, parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Outcome } from './environment.ts';
import type { EventInvokeConfig, FunctionConfiguration } from './function-registry.ts';

export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

/** An event that an asynchronous invocation is through with. */
export interface Finished {
  readonly requestId: string;
  readonly payload: string;
  readonly attempts: number;
  readonly condition: Condition;
  /** Missing when the event grew too old before it was tried. */
  readonly outcome?: Outcome;
}

/** "Capturing records of Lambda asynchronous invocations", example invocation record. */
export const invocationRecord = (configuration: FunctionConfiguration, finished: Finished, at: number): Json => {
  const { outcome } = finished;
  const functionArn = `${configuration.arn}:$LATEST`;
  const response =
    outcome === undefined
      ? { responsePayload: null }
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: '$LATEST',
            ...(outcome.ok ? {} : { functionError: 'Unhandled' }),
          },
          responsePayload: outcome.ok ? parseExactJson(outcome.payload) : { ...outcome.error },
        };
  return {
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    requestContext: {
      requestId: finished.requestId,
      functionArn,
      condition: finished.condition,
      approximateInvokeCount: finished.attempts,
    },
    requestPayload: parseExactJson(finished.payload),
    ...response,
  };
};

const SERVICES_TAKEN: readonly string[] = ['sqs', 'sns', 'lambda', 'events'];

export const isDestination = (arn: string): boolean => SERVICES_TAKEN.includes(parseArn(arn)?.service ?? '');

/** The message attributes of a dead-lettered event ("Adding a dead-letter queue"): ErrorMessage is cut to 1 KB. */
const deadLetterAttributes = ({ requestId, outcome }: Finished): Readonly<Record<string, string>> => ({
  RequestID: requestId,
  ErrorCode: '200',
  ErrorMessage: (outcome?.ok === false ? outcome.error.errorMessage : 'Event age exceeded').slice(0, 1024),
});

/**
 * Sends what an asynchronous invocation came to where its function wants it: the success or failure destination, and
 * for a failure the dead-letter queue too. Called inside the transaction that takes the event off the queue.
 */
export const passOn = (
  kernel: Kernel,
  configuration: FunctionConfiguration,
  config: EventInvokeConfig,
  finished: Finished,
): void => {
  const succeeded = finished.condition === 'Success';
  const send = (arn: string, deliver: () => void): void => {
    try {
      kernel.journal.atomically(deliver);
    } catch (error) {
      const facts = { destination: arn, requestId: finished.requestId };
      kernel.activity.note({ service: 'lambda', action: 'DeliveryFailed', resource: configuration.name, facts });
      kernel.report(error, `lambda: ${configuration.name} to ${arn}`);
    }
  };
  const { targets } = kernel;
  const caller = configuration.role;
  const destination = succeeded ? config.onSuccess : config.onFailure;
  if (destination !== undefined) {
    const body = JSON.stringify(invocationRecord(configuration, finished, kernel.clock.now()));
    const parameters = {
      Source: 'lambda',
      DetailType: `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`,
      Resources: [destination, `${configuration.arn}:$LATEST`],
    };
    send(destination, () => targets.deliver(destination, { body, caller, parameters }));
  }
  const { deadLetterArn } = configuration;
  if (!succeeded && deadLetterArn !== undefined) {
    const attributes = deadLetterAttributes(finished);
    send(deadLetterArn, () => targets.deliver(deadLetterArn, { body: finished.payload, caller, attributes }));
  }
};
