import { isAwsError, RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, list, object, oneOf, type PropertyRules } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import type { Pipe, QueueSettings, StreamSettings } from './pipe.ts';
import { filterOf } from './through.ts';

const LOGS = 'executions are noted as activities; nothing here reads a log destination';

const properties: PropertyRules = {
  Name: executed,
  Description: executed,
  RoleArn: executed,
  Source: executed,
  SourceParameters: object({
    FilterCriteria: object({ Filters: list(object({ Pattern: executed })) }),
    DynamoDBStreamParameters: object({
      StartingPosition: oneOf('TRIM_HORIZON', 'LATEST'),
      BatchSize: executed,
      MaximumBatchingWindowInSeconds: inert('a batch is read as soon as there is something to read'),
      MaximumRetryAttempts: executed,
      MaximumRecordAgeInSeconds: executed,
      OnPartialBatchItemFailure: oneOf('AUTOMATIC_BISECT'),
      ParallelizationFactor: oneOf(1),
      DeadLetterConfig: object({ Arn: executed }),
    }),
    SqsQueueParameters: object({
      BatchSize: executed,
      MaximumBatchingWindowInSeconds: inert('a batch is read as soon as there is something to read'),
    }),
  }),
  Enrichment: executed,
  EnrichmentParameters: object({ InputTemplate: executed }),
  Target: executed,
  TargetParameters: object({
    InputTemplate: executed,
    EventBridgeEventBusParameters: object({
      DetailType: executed,
      Source: executed,
      Resources: executed,
      Time: executed,
    }),
    SqsQueueParameters: object({ MessageGroupId: executed, MessageDeduplicationId: executed }),
    LambdaFunctionParameters: object({ InvocationType: oneOf('FIRE_AND_FORGET') }),
    StepFunctionStateMachineParameters: object({ InvocationType: oneOf('FIRE_AND_FORGET') }),
  }),
  DesiredState: oneOf('RUNNING', 'STOPPED'),
  LogConfiguration: inert(LOGS),
  KmsKeyIdentifier: inert('a pipe lies unencrypted in the journal of this machine'),
  Tags: inert('nothing here reads tags'),
};

const at = (from: JsonObject, name: string): JsonObject => {
  const value = from[name];
  return isJsonObject(value) ? value : {};
};

const text = (value: Json | undefined): string | undefined => (value === undefined ? undefined : String(value));

const sourceOf = (arn: string, parameters: JsonObject): StreamSettings | QueueSettings => {
  if (arn.includes(':sqs:'))
    return { kind: 'queue', batchSize: Number(at(parameters, 'SqsQueueParameters').BatchSize ?? 10) };
  if (!arn.includes('/stream/')) {
    throw new RefusedError('/Source', arn, 'The sources that are executed here are DynamoDB streams and SQS queues.');
  }
  const stream = at(parameters, 'DynamoDBStreamParameters');
  const deadLetterArn = text(at(stream, 'DeadLetterConfig').Arn);
  return {
    kind: 'stream',
    startingPosition: stream.StartingPosition === 'TRIM_HORIZON' ? 'TRIM_HORIZON' : 'LATEST',
    batchSize: Number(stream.BatchSize ?? 100),
    maximumRetryAttempts: Number(stream.MaximumRetryAttempts ?? -1),
    maximumRecordAgeSeconds: Number(stream.MaximumRecordAgeInSeconds ?? -1),
    bisects: stream.OnPartialBatchItemFailure === 'AUTOMATIC_BISECT',
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
};

const targetOf = (arn: string, parameters: JsonObject): Pipe['target'] => {
  const inputTemplate = text(parameters.InputTemplate);
  const forKind = { ...at(parameters, 'EventBridgeEventBusParameters'), ...at(parameters, 'SqsQueueParameters') };
  return { arn, parameters: forKind, ...(inputTemplate === undefined ? {} : { inputTemplate }) };
};

const enrichmentOf = (arn: Json | undefined, parameters: JsonObject): Pick<Pipe, 'enrichment'> => {
  if (arn === undefined) return {};
  const inputTemplate = text(parameters.InputTemplate);
  return { enrichment: { arn: String(arn), ...(inputTemplate === undefined ? {} : { inputTemplate }) } };
};

const filtersOf = (parameters: JsonObject): readonly string[] => {
  const filters = at(parameters, 'FilterCriteria').Filters;
  return Array.isArray(filters) ? filters.map((each: Json) => (isJsonObject(each) ? String(each.Pattern) : '')) : [];
};

/** AWS::Pipes::Pipe. `keep` takes the pipe as it now is. */
export const pipeResource = (
  kernel: Kernel,
  keep: (pipe: Pipe) => void,
  remove: (name: string) => void,
): ResourceType => ({
  properties,
  remove,
  declare({ properties: given, physicalName }) {
    const name = text(given.Name) ?? physicalName(64);
    const source = at(given, 'SourceParameters');
    const description = text(given.Description);
    const pipe: Pipe = {
      name,
      arn: `arn:aws:pipes:${kernel.region}:${kernel.account}:pipe/${name}`,
      roleArn: String(given.RoleArn),
      sourceArn: String(given.Source),
      source: sourceOf(String(given.Source), source),
      filters: filtersOf(source),
      target: targetOf(String(given.Target), at(given, 'TargetParameters')),
      state: given.DesiredState === 'STOPPED' ? 'STOPPED' : 'RUNNING',
      createdAt: kernel.clock.now(),
      ...enrichmentOf(given.Enrichment, at(given, 'EnrichmentParameters')),
      ...(description === undefined ? {} : { description }),
    };
    checkFilters(pipe);
    keep(pipe);
    return { ref: name, attributes: { Arn: pipe.arn, CurrentState: pipe.state } };
  },
});

const checkFilters = (pipe: Pipe): void => {
  try {
    filterOf(pipe);
  } catch (error) {
    if (!isAwsError(error)) throw error;
    throw new RefusedError(
      '/SourceParameters/FilterCriteria',
      error.message,
      'See "Event filtering in Pipes" for what a filter may say.',
    );
  }
};
