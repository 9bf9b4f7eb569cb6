import type {
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
  PutParameterRequest,
  PutParameterResult,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import type { Parameter, Parameters } from './parameter.ts';

const parameterArn = ({ region, account }: Pick<Kernel, 'region' | 'account'>, name: string): string =>
  `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? name : `/${name}`}`;

export const ssmOperations = (kernel: Kernel, parameters: Parameters): Readonly<Record<string, AnyOperation>> => {
  const on = (action: string, name: string | undefined): Permission => ({
    action: `ssm:${action}`,
    resource: parameterArn(kernel, name ?? ''),
  });
  const described = ({ name, type, value, version, modifiedAt }: Parameter) => ({
    Name: name,
    Type: type,
    Value: value,
    Version: version,
    LastModifiedDate: new Date(modifiedAt),
    ARN: parameterArn(kernel, name),
    DataType: 'text',
  });
  const get: Operation<GetParameterRequest, GetParameterResult> = {
    needs: ({ Name }) => [on('GetParameter', Name)],
    run: ({ Name }) => ({ Parameter: described(parameters.expect(Name)) }),
  };
  const getMany: Operation<GetParametersRequest, GetParametersResult> = {
    needs: ({ Names = [] }) => Names.map((name) => on('GetParameters', name)),
    run: ({ Names = [] }) => ({
      Parameters: Names.flatMap((name) => parameters.find(name) ?? []).map(described),
      InvalidParameters: Names.filter((name) => parameters.find(name) === undefined),
    }),
  };
  const getByPath: Operation<GetParametersByPathRequest, GetParametersByPathResult> = {
    needs: ({ Path }) => [on('GetParametersByPath', Path)],
    run({ Path = '/', Recursive = false, MaxResults = 10, NextToken = '', ParameterFilters }) {
      if (ParameterFilters !== undefined)
        throw new AwsError('ValidationException', 'The local ssm does not execute ParameterFilters.');
      const path = Path.endsWith('/') ? Path : `${Path}/`;
      const found = parameters
        .below(path)
        .filter(({ name }) => name > NextToken && (Recursive || !name.slice(path.length).includes('/')));
      const last = found[MaxResults - 1]?.name;
      return {
        Parameters: found.slice(0, MaxResults).map(described),
        ...(found.length > MaxResults && last !== undefined ? { NextToken: last } : {}),
      };
    },
  };
  const put: Operation<PutParameterRequest, PutParameterResult> = {
    needs: ({ Name }) => [on('PutParameter', Name)],
    run({ Name = '', Type = 'String', Value = '', Overwrite = false }) {
      if (Type === 'SecureString')
        throw new AwsError('ValidationException', 'The local ssm keeps String and StringList: it hides nothing.');
      if (!Overwrite && parameters.find(Name) !== undefined)
        throw new AwsError('ParameterAlreadyExists', 'The parameter already exists; set Overwrite to change it.');
      const { version } = parameters.put({ name: Name, type: Type, value: Value, modifiedAt: kernel.clock.now() });
      return { Version: version, Tier: 'Standard' };
    },
  };
  return { GetParameter: get, GetParameters: getMany, GetParametersByPath: getByPath, PutParameter: put };
};
