import type {
  EventSourceMappingConfiguration,
  FunctionConfiguration as FunctionConfigurationOutput,
  GetEventSourceMappingCommandInput,
  GetFunctionCommandInput,
  GetFunctionCommandOutput,
  GetFunctionConfigurationCommandInput,
  InvokeCommandInput,
  InvokeCommandOutput,
  ListEventSourceMappingsCommandInput,
  ListEventSourceMappingsCommandOutput,
  ListFunctionsCommandInput,
  ListFunctionsCommandOutput,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Call, Operation, Permission } from '../../kernel/operations.ts';
import type { EventQueue } from './event-queue.ts';
import type { EventSourceMapping, EventSourceMappings } from './event-source-mappings.ts';
import type { Addressed, FunctionConfiguration, FunctionRegistry } from './function-registry.ts';
import { ASYNCHRONOUS_BYTES, type Invoker, requireJson, requireSize, resultOf, SYNCHRONOUS_BYTES } from './invoker.ts';
import { requirePermission } from './resource-policy.ts';

/** SDK outputs without what the SDK itself adds. */
type Plain<T> = Omit<T, '$metadata'>;

export interface LambdaParts {
  readonly kernel: Kernel;
  readonly registry: FunctionRegistry;
  readonly invoker: Invoker;
  readonly events: EventQueue;
  readonly mappings: EventSourceMappings;
}

const required = (value: string | undefined, name: string): string => {
  if (value !== undefined && value !== '') return value;
  throw new AwsError('InvalidParameterValueException', `${name} must not be empty.`);
};

/** Blobs come as bytes over the wire; callers in this process may hand in text. */
const payloadOf = (payload: unknown): string => {
  if (payload === undefined) return '{}';
  const text = typeof payload === 'string' ? payload : Buffer.from(payload as Uint8Array).toString('utf8');
  return text === '' ? '{}' : text;
};

type Blob = NonNullable<InvokeCommandOutput['Payload']>;

/** The SDK's blob type adds only a method that the client's side makes. */
const bytesOf = (text: string): Blob => Buffer.from(text) as Uint8Array as Blob;

const invoke = ({ kernel, registry, invoker, events }: LambdaParts) => {
  const synchronous = async (
    addressed: Addressed,
    payload: string,
    call: Call,
  ): Promise<Plain<InvokeCommandOutput>> => {
    requireSize(payload, SYNCHRONOUS_BYTES);
    const result = resultOf(await invoker.run(addressed, payload, call.requestId));
    const answer = { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: bytesOf(result.payload) };
    return result.ok ? answer : { ...answer, FunctionError: 'Unhandled' };
  };
  return async (input: InvokeCommandInput, call: Call): Promise<Plain<InvokeCommandOutput>> => {
    const addressed = registry.address(required(input.FunctionName, 'FunctionName'), input.Qualifier);
    const { name } = addressed.configuration;
    requirePermission(registry, name, call.caller);
    if (input.LogType === 'Tail')
      throw new AwsError('InvalidParameterValueException', 'LogType Tail: read the log from CloudWatch Logs instead.');
    if (input.ClientContext !== undefined)
      throw new AwsError('InvalidParameterValueException', 'ClientContext is not handed on here.');
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    const payload = payloadOf(input.Payload);
    requireJson(payload);
    if (input.InvocationType !== 'Event') return synchronous(addressed, payload, call);
    requireSize(payload, ASYNCHRONOUS_BYTES);
    const { qualifier } = addressed;
    events.accept({ functionName: name, ...(qualifier === undefined ? {} : { qualifier }) }, payload);
    await kernel.journal.durable();
    return { StatusCode: 202 };
  };
};

/** The SDK's enumerations are open sets of strings on the wire. */
const describeFunction = (configuration: FunctionConfiguration): FunctionConfigurationOutput => ({
  FunctionName: configuration.name,
  FunctionArn: configuration.arn,
  Runtime: configuration.runtime as NonNullable<FunctionConfigurationOutput['Runtime']>,
  Role: configuration.role,
  Handler: configuration.handler,
  Description: configuration.description,
  Timeout: configuration.timeoutSeconds,
  MemorySize: configuration.memoryMegabytes,
  Version: '$LATEST',
  Environment: { Variables: { ...configuration.variables } },
  PackageType: 'Zip',
  Architectures: [configuration.architecture as 'arm64' | 'x86_64'],
  State: 'Active',
  LastUpdateStatus: 'Successful',
  LoggingConfig: { LogFormat: configuration.logFormat, LogGroup: configuration.logGroup },
  ...(configuration.deadLetterArn === undefined
    ? {}
    : { DeadLetterConfig: { TargetArn: configuration.deadLetterArn } }),
});

const describeMapping = (
  { registry, mappings }: LambdaParts,
  mapping: EventSourceMapping,
): EventSourceMappingConfiguration => {
  const { enabled, changedAt } = mappings.switchOf(mapping.uuid);
  return {
    UUID: mapping.uuid,
    EventSourceArn: mapping.eventSourceArn,
    FunctionArn: registry.address(mapping.functionName).configuration.arn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindowSeconds,
    FunctionResponseTypes: mapping.reportsBatchItemFailures ? ['ReportBatchItemFailures'] : [],
    State: enabled ? 'Enabled' : 'Disabled',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: new Date(changedAt),
    ...(mapping.filters.length === 0
      ? {}
      : { FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) } }),
    ...(mapping.maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency } }),
  };
};

const update = (parts: LambdaParts, input: UpdateEventSourceMappingCommandInput): EventSourceMappingConfiguration => {
  const { UUID, Enabled, ...others } = input;
  const uuid = required(UUID, 'UUID');
  const foreign = Object.entries(others).filter(([, value]) => value !== undefined);
  if (foreign.length > 0)
    throw new AwsError(
      'InvalidParameterValueException',
      `${foreign[0]?.[0]}: change it in the template; only Enabled is changed here.`,
    );
  if (Enabled !== undefined) parts.mappings.setEnabled(uuid, Enabled);
  return describeMapping(parts, parts.mappings.get(uuid));
};

const getFunction = (registry: FunctionRegistry, input: GetFunctionCommandInput): Plain<GetFunctionCommandOutput> => {
  const { configuration } = registry.address(required(input.FunctionName, 'FunctionName'), input.Qualifier);
  const { reservedConcurrency } = configuration;
  return {
    Configuration: describeFunction(configuration),
    Code: { RepositoryType: 'S3', Location: `s3://${configuration.code.bucket}/${configuration.code.key}` },
    ...(reservedConcurrency === undefined
      ? {}
      : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
  };
};

const listMappings = (
  parts: LambdaParts,
  input: ListEventSourceMappingsCommandInput,
): Plain<ListEventSourceMappingsCommandOutput> => {
  const wanted =
    input.FunctionName === undefined ? undefined : parts.registry.address(input.FunctionName).configuration.name;
  const found = parts.mappings
    .all()
    .filter(({ functionName }) => wanted === undefined || functionName === wanted)
    .filter(({ eventSourceArn }) => input.EventSourceArn === undefined || eventSourceArn === input.EventSourceArn);
  return { EventSourceMappings: found.map((mapping) => describeMapping(parts, mapping)) };
};

export const lambdaOperations = (parts: LambdaParts): Readonly<Record<string, AnyOperation>> => {
  const { kernel, registry, mappings } = parts;
  const account = `arn:aws:lambda:${kernel.region}:${kernel.account}`;
  const onFunction =
    (action: string) =>
    (input: { readonly FunctionName?: string | undefined }): readonly Permission[] => [
      { action: `lambda:${action}`, resource: registry.arnOf(input.FunctionName ?? '') },
    ];
  const onMapping =
    (action: string) =>
    (input: { readonly UUID?: string | undefined }): readonly Permission[] => [
      { action: `lambda:${action}`, resource: `${account}:event-source-mapping:${input.UUID ?? ''}` },
    ];
  const Invoke: Operation<InvokeCommandInput, Plain<InvokeCommandOutput>> = {
    needs: onFunction('InvokeFunction'),
    run: invoke(parts),
  };
  const GetFunction: Operation<GetFunctionCommandInput, Plain<GetFunctionCommandOutput>> = {
    needs: onFunction('GetFunction'),
    run: (input) => getFunction(registry, input),
  };
  const GetFunctionConfiguration: Operation<GetFunctionConfigurationCommandInput, FunctionConfigurationOutput> = {
    needs: onFunction('GetFunctionConfiguration'),
    run: (input) =>
      describeFunction(registry.address(required(input.FunctionName, 'FunctionName'), input.Qualifier).configuration),
  };
  const ListFunctions: Operation<ListFunctionsCommandInput, Plain<ListFunctionsCommandOutput>> = {
    needs: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
    run: () => ({ Functions: registry.all().map(describeFunction) }),
  };
  const ListEventSourceMappings: Operation<
    ListEventSourceMappingsCommandInput,
    Plain<ListEventSourceMappingsCommandOutput>
  > = {
    needs: () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
    run: (input) => listMappings(parts, input),
  };
  const GetEventSourceMapping: Operation<GetEventSourceMappingCommandInput, EventSourceMappingConfiguration> = {
    needs: onMapping('GetEventSourceMapping'),
    run: (input) => describeMapping(parts, mappings.get(required(input.UUID, 'UUID'))),
  };
  const UpdateEventSourceMapping: Operation<UpdateEventSourceMappingCommandInput, EventSourceMappingConfiguration> = {
    needs: onMapping('UpdateEventSourceMapping'),
    run: (input) => update(parts, input),
  };
  return {
    Invoke,
    GetFunction,
    GetFunctionConfiguration,
    ListFunctions,
    ListEventSourceMappings,
    GetEventSourceMapping,
    UpdateEventSourceMapping,
  };
};
