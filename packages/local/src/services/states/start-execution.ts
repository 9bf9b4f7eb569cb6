import { AwsError } from '../../kernel/errors.ts';
import { parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Engine } from './engine.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';
import type { MachineStore } from './machine-store.ts';
import { PAYLOAD_LIMIT } from './payload.ts';

/** API reference, StartExecution, "name": what it must not contain. */
const BAD_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;
const LONGEST_NAME = 80;

interface StartRequest {
  readonly machineArn: string;
  readonly name?: string | undefined;
  readonly input?: string | undefined;
}

export interface StartExecution {
  /** In the caller's own transaction. @throws AwsError */
  deliver(request: StartRequest): ExecutionRow;
  /** In a transaction of its own, with the first steps. */
  start(request: StartRequest): Promise<ExecutionRow>;
}

const checkedInput = (input: string): string => {
  if (Buffer.byteLength(input) > PAYLOAD_LIMIT)
    throw new AwsError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: 'Input exceeds ${PAYLOAD_LIMIT} bytes'`,
    );
  try {
    parseExactJson(input);
    return input;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${message}'`);
  }
};

const checkedName = (name: string): string => {
  if (name.length > 0 && name.length <= LONGEST_NAME && !BAD_NAME.test(name)) return name;
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
};

/** Starts an execution; with the name and input of one that still runs it answers that one ("StartExecution is idempotent"). */
export const executionStarter = (
  kernel: Kernel,
  machines: MachineStore,
  store: ExecutionStore,
  engine: Pick<Engine, 'start' | 'startNow'>,
): StartExecution => {
  const startBy = (by: Engine['start'], { machineArn, name, input = '{}' }: StartRequest): ExecutionRow => {
    const machine = machines.get(machineArn);
    const checked = checkedInput(input);
    const executionName = checkedName(name ?? kernel.identity.uuid());
    const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${executionName}`;
    const known = store.row(executionArn);
    if (known?.status === 'RUNNING' && known.input === checked) return known;
    if (known !== undefined)
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    const { name: machineName, roleArn, definition } = machine;
    return by({
      executionArn,
      name: executionName,
      machineArn,
      machineName,
      roleArn,
      definition,
      flow: '',
      input: checked,
    });
  };
  return {
    deliver: (request) => startBy(engine.start, request),
    start: (request) =>
      new Promise((resolve, reject) => {
        kernel.journal.afterCommit(() => {
          try {
            resolve(startBy(engine.startNow, request));
          } catch (error) {
            reject(error);
          }
        });
      }),
  };
};
