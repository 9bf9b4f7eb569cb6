import { parseArn } from '../../kernel/arn.ts';
import { isAwsError, RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { filterOf } from './filter.ts';
import { MOST_ENTRIES, type Pipe, type StreamParameters, type TargetKind, targetKindOf } from './pipe.ts';

/** What the template says of a pipe, read; without name, ARN and times. */
export type PipeDeclaration = Omit<Pipe, 'name' | 'arn' | 'createdAt' | 'modifiedAt' | 'desiredState'>;

const at = (from: JsonObject, ...names: readonly string[]): JsonObject => {
  let value: Json = from;
  for (const name of names) value = isJsonObject(value) ? (value[name] ?? {}) : {};
  return isJsonObject(value) ? value : {};
};

const optionalText = (value: Json | undefined): string | undefined => (value === undefined ? undefined : String(value));

const given = <T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;

const filtersOf = (properties: JsonObject): readonly string[] => {
  const { Filters } = at(properties, 'SourceParameters', 'FilterCriteria');
  const patterns = Array.isArray(Filters)
    ? Filters.map((each: Json) => String(isJsonObject(each) ? each.Pattern : ''))
    : [];
  for (const [index, pattern] of patterns.entries()) {
    try {
      filterOf([pattern]);
    } catch (error) {
      if (!isAwsError(error)) throw error;
      const path = `/SourceParameters/FilterCriteria/Filters/${index}/Pattern`;
      throw new RefusedError(path, pattern, error.message);
    }
  }
  return patterns;
};

const streamOf = (parameters: JsonObject): StreamParameters => ({
  startingPosition: parameters.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
  maximumRecordAge: Number(parameters.MaximumRecordAgeInSeconds ?? -1),
  maximumRetryAttempts: Number(parameters.MaximumRetryAttempts ?? -1),
  bisect: parameters.OnPartialBatchItemFailure === 'AUTOMATIC_BISECT',
  ...given<StreamParameters>({ deadLetterArn: optionalText(at(parameters, 'DeadLetterConfig').Arn) } as never),
});

type SourceRead = Pick<Pipe, 'batchSize' | 'batchingWindowSeconds' | 'stream'>;

const sourceOf = (properties: JsonObject): SourceRead => {
  const source = String(properties.Source);
  const service = parseArn(source)?.service;
  const own = { dynamodb: 'DynamoDBStreamParameters', sqs: 'SqsQueueParameters' } as const;
  if (service !== 'dynamodb' && service !== 'sqs')
    throw new RefusedError('/Source', source, 'A pipe reads a DynamoDB stream or an SQS queue here.');
  const parameters = at(properties, 'SourceParameters', own[service]);
  if (service === 'dynamodb' && parameters.StartingPosition === undefined)
    throw new RefusedError(
      '/SourceParameters/DynamoDBStreamParameters/StartingPosition',
      'nothing',
      'Say TRIM_HORIZON or LATEST: CloudFormation requires it.',
    );
  return {
    batchSize: Number(parameters.BatchSize ?? (service === 'sqs' ? 10 : 1)),
    batchingWindowSeconds: Number(parameters.MaximumBatchingWindowInSeconds ?? 0),
    ...(service === 'dynamodb' ? { stream: streamOf(parameters) } : {}),
  };
};

const PARAMETERS: Readonly<Record<TargetKind, string>> = {
  events: 'EventBridgeEventBusParameters',
  sqs: 'SqsQueueParameters',
  lambda: 'LambdaFunctionParameters',
  states: 'StepFunctionStateMachineParameters',
  firehose: '',
};

type TargetRead = Pick<Pipe, 'target' | 'targetKind' | 'deliveryParameters' | 'waitsForTarget'>;

const targetOf = (properties: JsonObject): TargetRead => {
  const target = String(properties.Target);
  const targetKind = targetKindOf(target);
  if (targetKind === undefined)
    throw new RefusedError(
      '/Target',
      target,
      'A pipe delivers to an event bus, a queue, a function, a state machine or a Firehose stream here.',
    );
  const { InvocationType = 'REQUEST_RESPONSE', ...deliveryParameters } = at(
    properties,
    'TargetParameters',
    PARAMETERS[targetKind],
  );
  if (targetKind === 'states' && InvocationType !== 'FIRE_AND_FORGET')
    throw new RefusedError(
      '/TargetParameters/StepFunctionStateMachineParameters/InvocationType',
      String(InvocationType),
      'A Standard workflow is started with FIRE_AND_FORGET; waiting for an Express one is not executed here.',
    );
  const waitsForTarget = targetKind === 'lambda' && InvocationType !== 'FIRE_AND_FORGET';
  return { target, targetKind, deliveryParameters, waitsForTarget };
};

const checkBatch = ({ batchSize }: SourceRead, { targetKind }: TargetRead): void => {
  if (batchSize <= MOST_ENTRIES[targetKind]) return;
  throw new RefusedError(
    '/SourceParameters',
    `a batch of ${batchSize}`,
    `The target takes ${MOST_ENTRIES[targetKind]} entries at once: "you can't configure a pipe with a larger batch size than the target supports".`,
  );
};

/** @throws RefusedError for a source, target, filter or mode that is not executed here, or not by AWS either. */
export const readPipeDeclaration = (properties: JsonObject): PipeDeclaration => {
  const [source, target] = [sourceOf(properties), targetOf(properties)];
  checkBatch(source, target);
  const enrichment = optionalText(properties.Enrichment);
  if (enrichment !== undefined && parseArn(enrichment)?.service !== 'lambda')
    throw new RefusedError('/Enrichment', enrichment, 'A pipe is enriched by a Lambda function here.');
  return {
    roleArn: String(properties.RoleArn),
    source: String(properties.Source),
    ...source,
    ...target,
    filters: filtersOf(properties),
    declaredState: properties.DesiredState === 'STOPPED' ? 'STOPPED' : 'RUNNING',
    sourceParameters: at(properties, 'SourceParameters'),
    enrichmentParameters: at(properties, 'EnrichmentParameters'),
    targetParameters: at(properties, 'TargetParameters'),
    ...given<Pipe>({
      description: optionalText(properties.Description),
      enrichment,
      enrichmentTemplate: optionalText(at(properties, 'EnrichmentParameters').InputTemplate),
      targetTemplate: optionalText(at(properties, 'TargetParameters').InputTemplate),
    } as never),
  };
};
