import type {
  DescribePipeCommandInput,
  DescribePipeCommandOutput,
  ListPipesCommandInput,
  ListPipesCommandOutput,
  PipeSourceParameters,
  Pipe as PipeSummary,
  PipeTargetParameters,
  StartPipeCommandInput,
  StartPipeCommandOutput,
  StopPipeCommandInput,
  StopPipeCommandOutput,
} from '@aws-sdk/client-pipes';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Operation, Permission } from '../../kernel/operations.ts';
import type { Pipe, Pipes } from './pipe.ts';
import { type Changed, pipeArn } from './resource.ts';

type Body<T> = Omit<T, '$metadata'>;

export interface PipesOperations {
  readonly DescribePipe: Operation<DescribePipeCommandInput, Body<DescribePipeCommandOutput>>;
  readonly ListPipes: Operation<ListPipesCommandInput, Body<ListPipesCommandOutput>>;
  readonly StartPipe: Operation<StartPipeCommandInput, Body<StartPipeCommandOutput>>;
  readonly StopPipe: Operation<StopPipeCommandInput, Body<StopPipeCommandOutput>>;
}

const summary = (pipe: Pipe): PipeSummary => ({
  Name: pipe.name,
  Arn: pipe.arn,
  DesiredState: pipe.desiredState,
  CurrentState: pipe.desiredState,
  CreationTime: new Date(pipe.createdAt),
  LastModifiedTime: new Date(pipe.modifiedAt),
  Source: pipe.source,
  Target: pipe.target,
  ...(pipe.enrichment === undefined ? {} : { Enrichment: pipe.enrichment }),
});

const description = (pipe: Pipe): Body<DescribePipeCommandOutput> => {
  const { Name, Arn, CurrentState, CreationTime, LastModifiedTime, Source, Target, Enrichment } = summary(pipe);
  return {
    Name,
    Arn,
    DesiredState: pipe.desiredState,
    CurrentState,
    CreationTime,
    LastModifiedTime,
    Source,
    Target,
    Enrichment,
    Description: pipe.description,
    RoleArn: pipe.roleArn,
    // The template's property names are the API's.
    SourceParameters: pipe.sourceParameters as PipeSourceParameters,
    EnrichmentParameters: pipe.enrichmentParameters,
    TargetParameters: pipe.targetParameters as PipeTargetParameters,
  };
};

const listed = (pipe: Pipe, input: ListPipesCommandInput): boolean =>
  pipe.name.startsWith(input.NamePrefix ?? '') &&
  pipe.source.startsWith(input.SourcePrefix ?? '') &&
  pipe.target.startsWith(input.TargetPrefix ?? '') &&
  pipe.desiredState === (input.DesiredState ?? pipe.desiredState) &&
  pipe.desiredState === (input.CurrentState ?? pipe.desiredState) &&
  (input.NextToken === undefined || pipe.name > input.NextToken);

export const pipesOperations = (kernel: Kernel, pipes: Pipes, changed: Changed): PipesOperations => {
  const find = (name: string | undefined): Pipe => {
    const pipe = pipes.find(name ?? '');
    if (pipe === undefined) throw new AwsError('NotFoundException', `Pipe ${name} does not exist.`, { status: 404 });
    return pipe;
  };
  const needs =
    (action: string) =>
    ({ Name }: { readonly Name: string | undefined }): readonly Permission[] => [
      { action: `pipes:${action}`, resource: pipeArn(kernel, Name ?? '') },
    ];
  const turn = (name: string | undefined, desiredState: Pipe['desiredState']): Body<StartPipeCommandOutput> => {
    const pipe: Pipe = { ...find(name), desiredState, modifiedAt: kernel.clock.now() };
    pipes.save(pipe);
    changed(pipe.name);
    const { Name, Arn, CurrentState, CreationTime, LastModifiedTime } = summary(pipe);
    return { Name, Arn, DesiredState: desiredState, CurrentState, CreationTime, LastModifiedTime };
  };
  return {
    DescribePipe: { needs: needs('DescribePipe'), run: ({ Name }) => description(find(Name)) },
    ListPipes: {
      needs: () => [{ action: 'pipes:ListPipes', resource: '*' }],
      run(input) {
        const found = pipes.all().filter((pipe) => listed(pipe, input));
        const page = found.slice(0, input.Limit ?? 100);
        const last = page.at(-1)?.name;
        return {
          Pipes: page.map(summary),
          ...(found.length > page.length && last !== undefined ? { NextToken: last } : {}),
        };
      },
    },
    StartPipe: { needs: needs('StartPipe'), run: ({ Name }) => turn(Name, 'RUNNING') },
    StopPipe: { needs: needs('StopPipe'), run: ({ Name }) => turn(Name, 'STOPPED') },
  };
};
