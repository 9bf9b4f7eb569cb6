import { AwsError } from '../../kernel/errors.ts';
import { parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Engine } from './engine.ts';
import type { Execution } from './execution.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';
import { PAYLOAD_LIMIT } from './payload.ts';
import type { VersionStore } from './version-store.ts';

/** API reference, StartExecution, "name": what it must not contain. */
const BAD_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;
const LONGEST_NAME = 80;

interface StartRequest {
  readonly machineArn: string;
  readonly name?: string | undefined;
  readonly input?: string | undefined;
}

export type Started = Pick<ExecutionRow, 'executionArn' | 'startDate'>;

export interface StartExecution {
  /** In the caller's own transaction. @throws AwsError */
  deliver(request: StartRequest): Started;
  /** In a transaction of its own, with the first steps. */
  start(request: StartRequest): Promise<Started>;
  /** Waits for the end of an Express execution. @throws AwsError StateMachineTypeNotSupported */
  startSync(request: StartRequest): Promise<SyncResult>;
}

export interface SyncResult extends Started {
  readonly name: string;
  readonly input: string;
  readonly execution: Execution;
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

export const checkedName = (name: string): string => {
  if (name.length > 0 && name.length <= LONGEST_NAME && !BAD_NAME.test(name)) return name;
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
};

/** Starts an execution; with the name and input of one that still runs it answers that one ("StartExecution is idempotent"). */
export const executionStarter = (
  kernel: Kernel,
  versions: VersionStore,
  store: ExecutionStore,
  engine: Engine,
): StartExecution => {
  const prepared = ({ machineArn, name, input = '{}' }: StartRequest) => {
    const { machine, version, alias } = versions.resolve(machineArn, () => kernel.chance.next() * 100);
    const checked = checkedInput(input);
    const executionName = checkedName(name ?? kernel.identity.uuid());
    const { name: machineName, roleArn, definition, type, machineArn: plainArn } = machine;
    const express = `${plainArn.replace(':stateMachine:', ':express:')}:${executionName}:${kernel.identity.uuid()}`;
    const standard = `${plainArn.replace(':stateMachine:', ':execution:')}:${executionName}`;
    const executionArn = type === 'EXPRESS' ? express : standard;
    const start = { executionArn, name: executionName, machineArn: plainArn, machineName, roleArn, definition };
    const qualified = {
      ...(version === undefined ? {} : { versionArn: version.versionArn }),
      ...(alias === undefined ? {} : { aliasArn: alias.aliasArn }),
    };
    return { type, start: { ...start, flow: '', input: checked, ...qualified } };
  };
  const startBy = (by: Engine['start'], request: StartRequest): Started => {
    const { type, start } = prepared(request);
    if (type === 'EXPRESS') return engine.startExpress(start);
    const { executionArn, input } = start;
    const known = store.row(executionArn);
    if (known?.status === 'RUNNING' && known.input === input) return known;
    if (known !== undefined)
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    return by(start);
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
    async startSync(request) {
      const { type, start } = prepared(request);
      if (type !== 'EXPRESS')
        throw new AwsError(
          'StateMachineTypeNotSupported',
          'This operation is not supported by this type of state machine',
        );
      const startDate = kernel.clock.now();
      const { executionArn, name, input } = start;
      return { executionArn, name, input, startDate, execution: await engine.startSync(start) };
    },
  };
};
