import { createHash } from 'node:crypto';
import { parseArn } from '../../kernel/arn.ts';
import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { executed, inert, list, object, oneOf } from '../../kernel/property-rules.ts';
import type { Declared, ResourceType } from '../../kernel/service.ts';
import type { LambdaParts } from './api.ts';
import { isDestination } from './destinations.ts';
import type { EventSourceMapping } from './event-source-mappings.ts';
import { functionResource } from './function-resource.ts';
import { messageFilter } from './message-filter.ts';
import { flagAt, listAt, numberAt, objectAt, optional, requiredText, textAt } from './template-values.ts';

const tags = inert('tags are labels for people and bills');

const stableUuid = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const permission = ({ registry }: LambdaParts): ResourceType => ({
  properties: {
    Action: executed,
    FunctionName: executed,
    Principal: executed,
    SourceArn: inert('a call here tells its principal, not the resource that it came from'),
    SourceAccount: inert('there is one account'),
  },
  whileRunning: true,
  remove: (id) => registry.revoke(id),
  declare(declared) {
    const { properties } = declared;
    const { name } = registry.address(requiredText(properties, 'FunctionName')).configuration;
    const id = declared.physicalName(100);
    registry.permit(name, id, {
      action: requiredText(properties, 'Action'),
      principal: requiredText(properties, 'Principal'),
      ...optional('sourceArn', textAt(properties, 'SourceArn')),
    });
    return { ref: id, attributes: { Id: id } };
  },
});

const destination = (properties: JsonObject, kind: 'OnSuccess' | 'OnFailure'): string | undefined => {
  const arn = textAt(objectAt(objectAt(properties, 'DestinationConfig'), kind), 'Destination');
  if (arn !== undefined && !isDestination(arn))
    throw new RefusedError(
      `/DestinationConfig/${kind}/Destination`,
      arn,
      'Send it to a queue, a function, a topic or a bus.',
    );
  return arn;
};

const eventInvokeConfig = ({ registry }: LambdaParts): ResourceType => ({
  properties: {
    FunctionName: executed,
    Qualifier: executed,
    MaximumRetryAttempts: executed,
    MaximumEventAgeInSeconds: executed,
    DestinationConfig: object({
      OnSuccess: object({ Destination: executed }),
      OnFailure: object({ Destination: executed }),
    }),
  },
  declare(declared) {
    const { properties } = declared;
    const { name } = registry.address(requiredText(properties, 'FunctionName')).configuration;
    registry.setEventInvokeConfig(name, {
      maximumRetryAttempts: numberAt(properties, 'MaximumRetryAttempts', { from: 0, to: 2 }) ?? 2,
      maximumEventAgeSeconds: numberAt(properties, 'MaximumEventAgeInSeconds', { from: 60, to: 21_600 }) ?? 21_600,
      ...optional('onSuccess', destination(properties, 'OnSuccess')),
      ...optional('onFailure', destination(properties, 'OnFailure')),
    });
    return { ref: declared.physicalName(100), attributes: {} };
  },
  whileRunning: true,
});

const mappingOf = ({ registry }: LambdaParts, declared: Declared): EventSourceMapping => {
  const { properties } = declared;
  const eventSourceArn = requiredText(properties, 'EventSourceArn');
  if (parseArn(eventSourceArn)?.service !== 'sqs') {
    const mend = 'Functions are fed from SQS queues here; read a table’s stream by a pipe (AWS::Pipes::Pipe).';
    throw new RefusedError('/EventSourceArn', eventSourceArn, mend);
  }
  const batchSize = numberAt(properties, 'BatchSize', { from: 1, to: 10_000 }) ?? 10;
  const batchingWindowSeconds = numberAt(properties, 'MaximumBatchingWindowInSeconds', { from: 0, to: 300 }) ?? 0;
  if (batchSize > 10 && batchingWindowSeconds < 1)
    throw new RefusedError(
      '/BatchSize',
      String(batchSize),
      'Above 10, set MaximumBatchingWindowInSeconds to at least 1.',
    );
  const scaling = objectAt(properties, 'ScalingConfig');
  const filters = listAt(objectAt(properties, 'FilterCriteria'), 'Filters').map((filter) =>
    isJsonObject(filter) ? requiredText(filter, 'Pattern') : '',
  );
  return {
    uuid: stableUuid(declared.physicalName(255)),
    eventSourceArn,
    functionName: registry.address(requiredText(properties, 'FunctionName')).configuration.name,
    batchSize,
    batchingWindowSeconds,
    reportsBatchItemFailures: listAt(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    filters,
    matches: messageFilter(filters),
    ...optional('maximumConcurrency', numberAt(scaling, 'MaximumConcurrency', { from: 2, to: 1_000 })),
  };
};

const eventSourceMapping = (parts: LambdaParts): ResourceType => ({
  properties: {
    EventSourceArn: executed,
    FunctionName: executed,
    Enabled: executed,
    BatchSize: executed,
    MaximumBatchingWindowInSeconds: executed,
    FunctionResponseTypes: list(oneOf('ReportBatchItemFailures')),
    ScalingConfig: object({ MaximumConcurrency: executed }),
    FilterCriteria: object({ Filters: list(object({ Pattern: executed })) }),
    Tags: tags,
  },
  declare(declared) {
    const mapping = mappingOf(parts, declared);
    parts.mappings.declare(mapping, flagAt(declared.properties, 'Enabled', true));
    const arn = `arn:aws:lambda:${parts.kernel.region}:${parts.kernel.account}:event-source-mapping:${mapping.uuid}`;
    return { ref: mapping.uuid, attributes: { Id: mapping.uuid, EventSourceMappingArn: arn } };
  },
  remove: (ref) => parts.mappings.remove(ref),
  whileRunning: true,
});

/** A version or alias names the one code that the template has; there is no older one to go back to. */
const version = ({ registry }: LambdaParts): ResourceType => ({
  properties: {
    FunctionName: executed,
    Description: inert('a label for people'),
    CodeSha256: inert('the code is the assembly’s own asset'),
  },
  declare({ properties }) {
    const { name, arn } = registry.address(requiredText(properties, 'FunctionName')).configuration;
    registry.setQualifier(name, '1');
    return { ref: `${arn}:1`, attributes: { FunctionArn: `${arn}:1`, Version: '1' } };
  },
});

const alias = ({ registry }: LambdaParts): ResourceType => ({
  properties: {
    FunctionName: executed,
    FunctionVersion: executed,
    Name: executed,
    Description: inert('a label for people'),
  },
  declare({ properties }) {
    const { name, arn } = registry.address(requiredText(properties, 'FunctionName')).configuration;
    const qualifier = requiredText(properties, 'Name');
    registry.address(name, requiredText(properties, 'FunctionVersion'));
    registry.setQualifier(name, qualifier);
    return { ref: `${arn}:${qualifier}`, attributes: { AliasArn: `${arn}:${qualifier}` } };
  },
});

export const lambdaResources = (parts: LambdaParts): Readonly<Record<string, ResourceType>> => ({
  'AWS::Lambda::Function': functionResource(parts.kernel, parts.registry, parts.invoker),
  'AWS::Lambda::Permission': permission(parts),
  'AWS::Lambda::EventInvokeConfig': eventInvokeConfig(parts),
  'AWS::Lambda::EventSourceMapping': eventSourceMapping(parts),
  'AWS::Lambda::Version': version(parts),
  'AWS::Lambda::Alias': alias(parts),
});
