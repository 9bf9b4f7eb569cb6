import type {
  CreateStateMachineCommandInput,
  CreateStateMachineCommandOutput,
  DeleteStateMachineCommandInput,
  DescribeStateMachineCommandInput,
  DescribeStateMachineCommandOutput,
  ListStateMachinesCommandInput,
  ListStateMachinesCommandOutput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { type Answer, on } from './api.ts';
import { DefinitionError } from './definition-fault.ts';
import type { MachineRow, MachineStore } from './machine-store.ts';
import { decodeToken, page } from './page.ts';

export const machineArnOf = ({ region, account }: Kernel, name: string): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${name}`;

export const defined = (machines: MachineStore, definition: string, express: boolean): string => {
  try {
    return machines.define(definition, express);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${error.message}'`);
  }
};

const entry = ({ machineArn, name, type, createdAt }: MachineRow) => ({
  stateMachineArn: machineArn,
  name,
  type,
  creationDate: new Date(createdAt),
});

export const machineOperations = (kernel: Kernel, machines: MachineStore): Readonly<Record<string, AnyOperation>> => {
  const create: Operation<CreateStateMachineCommandInput, Answer<CreateStateMachineCommandOutput>> = {
    needs: ({ name }) => on('CreateStateMachine', machineArnOf(kernel, name ?? '')),
    run({ name = '', definition = '', roleArn = '', type = 'STANDARD' }) {
      const machineArn = machineArnOf(kernel, name);
      const hash = defined(machines, definition, type === 'EXPRESS');
      const known = machines.find(machineArn);
      if (known !== undefined && (known.definition !== hash || known.roleArn !== roleArn || known.type !== type))
        throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${machineArn}'`);
      const createdAt = known?.createdAt ?? kernel.clock.now();
      machines.put({ machineArn, name, roleArn, type, definition: hash, createdAt });
      return { stateMachineArn: machineArn, creationDate: new Date(createdAt) };
    },
  };
  const remove: Operation<DeleteStateMachineCommandInput, object> = {
    needs: ({ stateMachineArn }) => on('DeleteStateMachine', stateMachineArn),
    run({ stateMachineArn = '' }) {
      machines.delete(stateMachineArn);
      return {};
    },
  };
  const describe: Operation<DescribeStateMachineCommandInput, Answer<DescribeStateMachineCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('DescribeStateMachine', stateMachineArn),
    run({ stateMachineArn = '' }) {
      const row = machines.get(stateMachineArn);
      const { roleArn, definition } = row;
      return { ...entry(row), status: 'ACTIVE', definition: machines.text(definition), roleArn };
    },
  };
  const list: Operation<ListStateMachinesCommandInput, Answer<ListStateMachinesCommandOutput>> = {
    needs: () => on('ListStateMachines', undefined),
    run({ maxResults, nextToken }) {
      const after = decodeToken(nextToken);
      const rows = machines.all().filter(({ machineArn }) => after === undefined || machineArn > after);
      const { items, nextToken: next } = page(rows, maxResults, ({ machineArn }) => machineArn);
      return { stateMachines: items.map(entry), ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
  return {
    CreateStateMachine: create,
    DeleteStateMachine: remove,
    DescribeStateMachine: describe,
    ListStateMachines: list,
  };
};
