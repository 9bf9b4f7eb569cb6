import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { InvokeResult } from '../../kernel/targets.ts';
import type { ExecutionRow } from './execution-store.ts';
import type { Integration, TaskRequest } from './integration.ts';
import { operationInput, operationOutput } from './sdk-shape.ts';
import { type TaskError, taskError } from './task-error.ts';

export type TaskResult = { readonly ok: true; readonly output: Json } | ({ readonly ok: false } & TaskError);

type Service = Extract<Integration, { readonly kind: 'service' }>;

/** The part of an execution that its tasks' calls show. */
type Caller = Pick<ExecutionRow, 'roleArn' | 'machineArn' | 'executionArn'>;

export interface TaskRunner {
  perform(row: Caller, request: TaskRequest): Promise<TaskResult>;
}

const jsonOr = (text: string): Json => {
  try {
    return parseExactJson(text);
  } catch {
    return text;
  }
};

const functionArn = (kernel: Kernel, name: string): string =>
  name.startsWith('arn:') ? name : `arn:aws:lambda:${kernel.region}:${kernel.account}:function:${name}`;

const ofFunction = (result: InvokeResult, wrap: (payload: Json) => Json): TaskResult =>
  result.ok
    ? { ok: true, output: wrap(jsonOr(result.payload === '' ? 'null' : result.payload)) }
    : { ok: false, error: result.error, cause: result.cause };

/** What the optimized integrations add about the call itself. */
const metadata = (requestId: string): { readonly [name: string]: Json } => ({
  SdkHttpMetadata: { HttpStatusCode: 200 },
  SdkResponseMetadata: { RequestId: requestId },
});

const WITH_METADATA: ReadonlySet<string> = new Set(['sqs', 'sns', 'dynamodb', 'states']);

export const taskRunner = (kernel: Kernel): TaskRunner => {
  const invoke = (arn: string, parameters: Json, caller: string): Promise<InvokeResult> =>
    kernel.targets.invoke(arn, { payload: JSON.stringify(parameters), caller });

  const invokeOptimized = async (parameters: Json, caller: string, requestId: string): Promise<TaskResult> => {
    const { FunctionName: name, Payload: payload, Qualifier: qualifier } = isJsonObject(parameters) ? parameters : {};
    if (typeof name !== 'string') throw new AwsError('ValidationException', 'FunctionName is required');
    const arn = functionArn(kernel, name) + (typeof qualifier === 'string' ? `:${qualifier}` : '');
    return ofFunction(await invoke(arn, payload ?? {}, caller), (output) => ({
      ExecutedVersion: '$LATEST',
      Payload: output,
      ...metadata(requestId),
      StatusCode: 200,
    }));
  };

  /** "Step Functions adds the execution ARN and the state machine ARN to the Resources field of each PutEventsRequestEntry." */
  const putEvents = async (parameters: Json, row: Caller, caller: string): Promise<TaskResult> => {
    const entries = isJsonObject(parameters) && Array.isArray(parameters.Entries) ? parameters.Entries : [];
    const own = [row.machineArn, row.executionArn];
    const withResources = entries.map((entry: Json) =>
      isJsonObject(entry)
        ? { ...entry, Resources: [...(Array.isArray(entry.Resources) ? entry.Resources : []), ...own] }
        : entry,
    );
    const input = operationInput('events', { ...(parameters as object), Entries: withResources });
    const requestId = kernel.identity.uuid();
    const output = operationOutput(
      'events',
      await kernel.operations.call('events', 'PutEvents', input, { caller, requestId }),
    );
    const failed = isJsonObject(output) ? output.FailedEntryCount : 0;
    if (typeof failed !== 'number' || failed === 0) return { ok: true, output };
    return { ok: false, error: 'EventBridge.FailedEntry', cause: JSON.stringify(output) };
  };

  const callService = async (
    integration: Service,
    parameters: Json,
    caller: string,
    requestId: string,
  ): Promise<TaskResult> => {
    const { service, operation, optimized } = integration;
    const input = operationInput(service, parameters);
    const output = operationOutput(
      service,
      await kernel.operations.call(service, operation, input, { caller, requestId }),
    );
    const more = optimized && WITH_METADATA.has(service) && isJsonObject(output);
    return { ok: true, output: more ? { ...output, ...metadata(requestId) } : output };
  };

  const perform = async (row: Caller, { integration, parameters, credentials }: TaskRequest): Promise<TaskResult> => {
    const assumed = credentials?.RoleArn;
    const caller = typeof assumed === 'string' ? assumed : row.roleArn;
    if (integration.kind === 'lambda')
      return ofFunction(await invoke(integration.functionArn, parameters, caller), (output) => output);
    const requestId = kernel.identity.uuid();
    if (integration.kind === 'activity') throw new Error('a worker does the task of an activity');
    const { optimized, service } = integration;
    if (optimized && service === 'lambda') return invokeOptimized(parameters, caller, requestId);
    if (optimized && service === 'events') return putEvents(parameters, row, caller);
    return callService(integration, parameters, caller, requestId);
  };

  return {
    async perform(row, request) {
      try {
        return await perform(row, request);
      } catch (error) {
        const { integration } = request;
        const named: Service =
          integration.kind === 'service'
            ? integration
            : {
                kind: 'service',
                arn: integration.arn,
                resourceType: 'lambda',
                resource: 'invoke',
                optimized: true,
                service: 'lambda',
                operation: 'Invoke',
                pattern: 'requestResponse',
              };
        return { ok: false, ...taskError(named, error, kernel.identity.uuid()) };
      }
    },
  };
};

/** Calls a task for a test of its state: there is no execution whose ARN could be shown. */
export const taskCaller =
  (kernel: Kernel) =>
  (request: TaskRequest, roleArn: string): Promise<TaskResult> =>
    taskRunner(kernel).perform({ roleArn, machineArn: '', executionArn: '' }, request);
