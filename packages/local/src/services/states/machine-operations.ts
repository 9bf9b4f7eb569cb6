import type {
  CreateStateMachineCommandInput,
  CreateStateMachineCommandOutput,
  DeleteStateMachineCommandInput,
  DescribeStateMachineCommandInput,
  DescribeStateMachineCommandOutput,
  ListStateMachinesCommandInput,
  ListStateMachinesCommandOutput,
  UpdateStateMachineCommandInput,
  UpdateStateMachineCommandOutput,
  ValidateStateMachineDefinitionCommandInput,
  ValidateStateMachineDefinitionCommandOutput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { type Answer, on } from './api.ts';
import { compile } from './compile.ts';
import { DefinitionError } from './definition-fault.ts';
import type { MachineRow, MachineStore } from './machine-store.ts';
import { decodeToken, page } from './page.ts';
import type { TagStore } from './tag-operations.ts';
import type { VersionStore } from './version-store.ts';

export const machineArnOf = ({ region, account }: Pick<Kernel, 'region' | 'account'>, name: string): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${name}`;

const defined = (machines: MachineStore, definition: string, express: boolean): string => {
  try {
    return machines.define(definition, express);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${error.message}'`);
  }
};

/** API reference, CreateStateMachine, "name": what it must not contain. */
const BAD_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;
const LONGEST_NAME = 80;
const ROLE = /^arn:[^:]+:iam::\d{12}:role\/.+$/;

/** @throws AwsError InvalidName, InvalidArn */
const checkNames = (name: string, roleArn: string): void => {
  if (name.length === 0 || name.length > LONGEST_NAME || BAD_NAME.test(name))
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  if (!ROLE.test(roleArn)) throw new AwsError('InvalidArn', `Invalid Role Arn: '${roleArn}'`);
};

const entry = ({ machineArn, name, type, createdAt }: MachineRow) => ({
  stateMachineArn: machineArn,
  name,
  type,
  creationDate: new Date(createdAt),
});

/** Definitions that are read but not kept: ValidateStateMachineDefinition. */
const validated = (
  definition: string,
  type: string | undefined,
): Answer<ValidateStateMachineDefinitionCommandOutput> => {
  try {
    compile(definition, { express: type === 'EXPRESS' });
    return { result: 'OK', diagnostics: [], truncated: false };
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    const diagnostics = error.faults.map(({ code, message, at: location }) => ({
      ...{ severity: 'ERROR' as const, code, message, location },
    }));
    return { result: 'FAIL', diagnostics, truncated: false };
  }
};

export interface MachineStores {
  readonly machines: MachineStore;
  readonly versions: VersionStore;
  readonly tags: TagStore;
}

export const machineOperations = (
  kernel: Kernel,
  { machines, versions, tags }: MachineStores,
): Readonly<Record<string, AnyOperation>> => {
  const published = (row: MachineRow, publish: boolean | undefined, description: string | undefined) =>
    publish === true
      ? { stateMachineVersionArn: versions.publish(row, kernel.clock.now(), description).versionArn }
      : {};
  const create: Operation<CreateStateMachineCommandInput, Answer<CreateStateMachineCommandOutput>> = {
    needs: ({ name }) => on('CreateStateMachine', machineArnOf(kernel, name ?? '')),
    run({ name = '', definition = '', roleArn = '', type = 'STANDARD', publish, versionDescription, tags: given }) {
      checkNames(name, roleArn);
      const machineArn = machineArnOf(kernel, name);
      const hash = defined(machines, definition, type === 'EXPRESS');
      const known = machines.find(machineArn);
      if (known !== undefined && (known.definition !== hash || known.roleArn !== roleArn || known.type !== type))
        throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${machineArn}'`);
      const createdAt = known?.createdAt ?? kernel.clock.now();
      const row: MachineRow = known ?? { machineArn, name, roleArn, type, definition: hash, createdAt };
      machines.put(row);
      tags.add(machineArn, given);
      return {
        stateMachineArn: machineArn,
        creationDate: new Date(createdAt),
        ...published(row, publish, versionDescription),
      };
    },
  };
  const update: Operation<UpdateStateMachineCommandInput, Answer<UpdateStateMachineCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('UpdateStateMachine', stateMachineArn),
    run({ stateMachineArn = '', definition, roleArn, publish, versionDescription, ...settings }) {
      const known = machines.get(stateMachineArn);
      if (definition === undefined && roleArn === undefined && Object.keys(settings).length === 0)
        throw new AwsError(
          'MissingRequiredParameter',
          'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
        );
      const updatedAt = kernel.clock.now();
      const express = known.type === 'EXPRESS';
      const row: MachineRow = {
        ...known,
        updatedAt,
        revisionId: kernel.identity.uuid(),
        ...(roleArn === undefined ? {} : { roleArn }),
        ...(definition === undefined ? {} : { definition: defined(machines, definition, express) }),
      };
      machines.put(row);
      return {
        updateDate: new Date(updatedAt),
        revisionId: row.revisionId,
        ...published(row, publish, versionDescription),
      };
    },
  };
  const remove: Operation<DeleteStateMachineCommandInput, object> = {
    needs: ({ stateMachineArn }) => on('DeleteStateMachine', stateMachineArn),
    run({ stateMachineArn = '' }) {
      machines.delete(stateMachineArn);
      versions.deleteAll(stateMachineArn);
      tags.clear(stateMachineArn);
      return {};
    },
  };
  const describe: Operation<DescribeStateMachineCommandInput, Answer<DescribeStateMachineCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('DescribeStateMachine', stateMachineArn),
    run({ stateMachineArn = '' }) {
      const { machine: row, version } = versions.resolve(stateMachineArn, () => 0);
      const { roleArn, definition, revisionId } = row;
      return {
        ...entry(row),
        ...(version === undefined
          ? {}
          : { stateMachineArn: version.versionArn, creationDate: new Date(version.createdAt) }),
        ...(version?.description === undefined ? {} : { description: version.description }),
        ...(revisionId === undefined ? {} : { revisionId }),
        status: 'ACTIVE',
        definition: machines.text(definition),
        roleArn,
      };
    },
  };
  const list: Operation<ListStateMachinesCommandInput, Answer<ListStateMachinesCommandOutput>> = {
    needs: () => on('ListStateMachines', undefined),
    run({ maxResults, nextToken }) {
      const after = decodeToken(nextToken);
      const rows = machines.all().filter(({ machineArn }) => after === undefined || machineArn > after);
      const { items, ...next } = page(rows, maxResults, ({ machineArn }) => machineArn);
      return { stateMachines: items.map(entry), ...next };
    },
  };
  const validate: Operation<
    ValidateStateMachineDefinitionCommandInput,
    Answer<ValidateStateMachineDefinitionCommandOutput>
  > = {
    needs: () => on('ValidateStateMachineDefinition', undefined),
    run: ({ definition = '', type }) => validated(definition, type),
  };
  return {
    CreateStateMachine: create,
    UpdateStateMachine: update,
    DeleteStateMachine: remove,
    DescribeStateMachine: describe,
    ListStateMachines: list,
    ValidateStateMachineDefinition: validate,
  };
};
