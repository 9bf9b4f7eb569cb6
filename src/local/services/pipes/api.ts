import type {
  DescribePipeRequest,
  DescribePipeResponse,
  ListPipesRequest,
  ListPipesResponse,
  Pipe as PipeSummary,
} from '@aws-sdk/client-pipes';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import type { Pipe } from './pipe.ts';

const described = (pipe: Pipe): PipeSummary => ({
  Name: pipe.name,
  Arn: pipe.arn,
  Source: pipe.sourceArn,
  Target: pipe.target.arn,
  RoleArn: pipe.roleArn,
  DesiredState: pipe.state,
  CurrentState: pipe.state,
  CreationTime: new Date(pipe.createdAt),
  ...(pipe.enrichment === undefined ? {} : { Enrichment: pipe.enrichment.arn }),
});

/** EventBridge Pipes API Reference: DescribePipe, ListPipes. */
export const pipesOperations = (
  kernel: Kernel,
  pipes: () => readonly Pipe[],
): Readonly<Record<string, AnyOperation>> => {
  const describe: Operation<DescribePipeRequest, DescribePipeResponse> = {
    needs: ({ Name }) => [
      { action: 'pipes:DescribePipe', resource: `arn:aws:pipes:${kernel.region}:${kernel.account}:pipe/${Name}` },
    ],
    run({ Name }) {
      const pipe = pipes().find(({ name }) => name === Name);
      if (pipe === undefined) throw new AwsError('NotFoundException', `Pipe ${Name} does not exist.`, { status: 404 });
      return described(pipe);
    },
  };
  const list: Operation<ListPipesRequest, ListPipesResponse> = {
    needs: () => [{ action: 'pipes:ListPipes', resource: '*' }],
    run: ({ NamePrefix = '' }) => ({
      Pipes: pipes()
        .filter(({ name }) => name.startsWith(NamePrefix))
        .map(described),
    }),
  };
  return { DescribePipe: describe, ListPipes: list };
};
