import type { GetWorkGroupInput, GetWorkGroupOutput } from '@aws-sdk/client-athena';
import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { executed, inert, oneOf } from '../../kernel/property-rules.ts';

const NO_ENGINE =
  'The local cloud has no query engine. The tables are in the local Glue catalog and the objects in the local S3: ask a SQL engine that reads them, such as DuckDB.';

const operations = (
  { region, account }: Kernel,
  configurationOf: (name: string) => JsonObject | undefined,
): Readonly<Record<string, AnyOperation>> => {
  const workGroupArn = (name: string): string => `arn:aws:athena:${region}:${account}:workgroup/${name}`;
  const getWorkGroup: Operation<GetWorkGroupInput, GetWorkGroupOutput> = {
    needs: ({ WorkGroup = '' }) => [{ action: 'athena:GetWorkGroup', resource: workGroupArn(WorkGroup) }],
    run({ WorkGroup = '' }) {
      const Configuration = configurationOf(WorkGroup);
      if (Configuration === undefined)
        throw new AwsError('InvalidRequestException', `WorkGroup ${WorkGroup} is not found.`);
      return { WorkGroup: { Name: WorkGroup, State: 'ENABLED', Configuration } };
    },
  };
  const startQueryExecution: Operation<{ readonly WorkGroup?: string }, never> = {
    needs: ({ WorkGroup = 'primary' }) => [{ action: 'athena:StartQueryExecution', resource: workGroupArn(WorkGroup) }],
    run() {
      throw new AwsError('InvalidRequestException', NO_ENGINE);
    },
  };
  return { GetWorkGroup: getWorkGroup, StartQueryExecution: startQueryExecution };
};

/** Amazon Athena: workgroups stand as they are declared; a query is refused, with what answers it instead. */
export const athena: ServiceFactory = (kernel) => {
  const workGroups = kernel.journal.table<JsonObject>('athena_work_groups');
  return {
    name: 'athena',
    resources: {
      'AWS::Athena::WorkGroup': {
        properties: {
          Name: executed,
          WorkGroupConfiguration: executed,
          State: oneOf('ENABLED'),
          Description: inert('A text for people.'),
          RecursiveDeleteOption: inert('A workgroup holds no saved queries here.'),
          Tags: inert('Nothing on one machine is chosen by tag.'),
        },
        declare({ properties, physicalName }) {
          const { Name, WorkGroupConfiguration } = properties;
          const name = typeof Name === 'string' ? Name : physicalName(128);
          workGroups.put(name, isJsonObject(WorkGroupConfiguration) ? WorkGroupConfiguration : {});
          return { ref: name, attributes: {} };
        },
        remove: (name) => void workGroups.delete(name),
      },
    },
    operations: operations(kernel, (name) => workGroups.get(name)),
  };
};
