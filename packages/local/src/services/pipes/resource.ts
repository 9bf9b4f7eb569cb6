import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, list, object, oneOf, type PropertyRules } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import type { Pipe, Pipes } from './pipe.ts';
import { readPipeDeclaration } from './pipe-declaration.ts';
import type { Positions } from './position.ts';

const invocation = object({ InvocationType: oneOf('REQUEST_RESPONSE', 'FIRE_AND_FORGET') });

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
      MaximumBatchingWindowInSeconds: executed,
      MaximumRecordAgeInSeconds: executed,
      MaximumRetryAttempts: executed,
      OnPartialBatchItemFailure: oneOf('AUTOMATIC_BISECT'),
      DeadLetterConfig: object({ Arn: executed }),
      ParallelizationFactor: oneOf(1),
    }),
    SqsQueueParameters: object({ BatchSize: executed, MaximumBatchingWindowInSeconds: executed }),
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
    LambdaFunctionParameters: invocation,
    StepFunctionStateMachineParameters: invocation,
  }),
  DesiredState: oneOf('RUNNING', 'STOPPED'),
  LogConfiguration: inert('what a pipe does is an activity of the cloud; it writes no log of its own'),
  KmsKeyIdentifier: inert('the data folder is as safe as the disk it lies on'),
  Tags: inert('tags change nothing on one machine'),
};

/** What the service does when a pipe came, changed or went. */
export type Changed = (name: string) => void;

export const pipeArn = (kernel: Kernel, name: string): string =>
  `arn:aws:pipes:${kernel.region}:${kernel.account}:pipe/${name}`;

/** LATEST is where the stream is when the pipe comes into being, not when it first runs. */
const placeReader = (kernel: Kernel, positions: Positions, pipe: Pipe): void => {
  const source = kernel.sources.open(pipe.source);
  if (source.kind !== 'stream') return;
  const after = pipe.stream?.startingPosition === 'LATEST' ? source.latest() : 0;
  positions.put(pipe.name, { after, pending: [] });
};

/** AWS::Pipes::Pipe. A pipe keeps its place in its source as long as that stays its source. */
export const pipeResource = (kernel: Kernel, pipes: Pipes, positions: Positions, changed: Changed): ResourceType => ({
  properties,
  whileRunning: true,
  declare(declared) {
    const wanted = readPipeDeclaration(declared.properties);
    const { Name } = declared.properties;
    const name = typeof Name === 'string' ? Name : declared.physicalName(64);
    const before = pipes.find(name);
    const now = kernel.clock.now();
    const kept = before?.declaredState === wanted.declaredState ? before.desiredState : wanted.declaredState;
    const pipe: Pipe = {
      ...wanted,
      name,
      arn: pipeArn(kernel, name),
      desiredState: kept,
      createdAt: before?.createdAt ?? now,
      modifiedAt: before?.modifiedAt ?? now,
    };
    const same = before !== undefined && JSON.stringify(before) === JSON.stringify(pipe);
    if (!same) pipes.save({ ...pipe, modifiedAt: now });
    if (before?.source !== pipe.source) placeReader(kernel, positions, pipe);
    changed(name);
    return { ref: name, attributes: { Arn: pipe.arn, CurrentState: pipe.desiredState } };
  },
  remove(ref) {
    pipes.remove(ref);
    positions.remove(ref);
    changed(ref);
  },
});
