import type {
  SendTaskFailureCommandInput,
  SendTaskHeartbeatCommandInput,
  SendTaskSuccessCommandInput,
  StartExecutionCommandInput,
  StartExecutionCommandOutput,
  StartSyncExecutionCommandInput,
  StartSyncExecutionCommandOutput,
  StopExecutionCommandInput,
  StopExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../kernel/errors.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import type { Engine } from './engine.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';
import type { StartExecution, SyncResult } from './start-execution.ts';
import type { TaskTokens } from './task-token.ts';

export type Answer<T> = Omit<T, '$metadata'>;

export const on = (action: string, resource: string | undefined): readonly Permission[] => [
  { action: `states:${action}`, resource: resource ?? '*' },
];

/**
 * Answering a task is a permission on the state machine that waits ("Actions defined by AWS Step Functions"). Of a token
 * that nobody knows there is no machine to ask for; the operation says that it is invalid.
 */
const onMachineOf = (store: ExecutionStore, action: string, token: string | undefined): readonly Permission[] => {
  const executionArn = token === undefined ? undefined : store.token(token)?.executionArn;
  const machineArn = executionArn === undefined ? undefined : store.row(executionArn)?.machineArn;
  return machineArn === undefined ? [] : on(action, machineArn);
};

/** @throws AwsError ExecutionDoesNotExist */
export const existing = (store: ExecutionStore, executionArn: string | undefined): ExecutionRow => {
  const row = executionArn === undefined ? undefined : store.row(executionArn);
  if (row !== undefined) return row;
  if (executionArn?.includes(':express:') === true)
    throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
};

/** "Express Workflows are priced by the number of executions you run, the duration of execution, and the memory". */
const MEMORY_STEP = 64;
const DURATION_STEP = 100;

const syncAnswer = (
  stateMachineArn: string,
  { executionArn, name, input, startDate, execution }: SyncResult,
): Answer<StartSyncExecutionCommandOutput> => {
  const { status, output, error, cause, stoppedAt = startDate } = execution;
  return {
    executionArn,
    stateMachineArn,
    name,
    startDate: new Date(startDate),
    stopDate: new Date(stoppedAt),
    status: status === 'SUCCEEDED' || status === 'TIMED_OUT' ? status : 'FAILED',
    input,
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output: JSON.stringify(output), outputDetails: { included: true } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    billingDetails: {
      billedMemoryUsedInMB: MEMORY_STEP,
      billedDurationInMilliseconds: Math.max(1, Math.ceil((stoppedAt - startDate) / DURATION_STEP)) * DURATION_STEP,
    },
  };
};

/** Operations that move an execution. */
export const executionOperations = (
  store: ExecutionStore,
  engine: Engine,
  start: StartExecution,
  tokens: TaskTokens,
): Readonly<Record<string, AnyOperation>> => {
  const startExecution: Operation<StartExecutionCommandInput, Answer<StartExecutionCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('StartExecution', stateMachineArn),
    async run({ stateMachineArn, name, input }) {
      const { executionArn, startDate } = await start.start({ machineArn: stateMachineArn ?? '', name, input });
      return { executionArn, startDate: new Date(startDate) };
    },
  };
  const startSyncExecution: Operation<StartSyncExecutionCommandInput, Answer<StartSyncExecutionCommandOutput>> = {
    needs: ({ stateMachineArn }) => on('StartSyncExecution', stateMachineArn),
    async run({ stateMachineArn = '', name, input }) {
      return syncAnswer(stateMachineArn, await start.startSync({ machineArn: stateMachineArn, name, input }));
    },
  };
  const stopExecution: Operation<StopExecutionCommandInput, Answer<StopExecutionCommandOutput>> = {
    needs: ({ executionArn }) => on('StopExecution', executionArn),
    async run({ executionArn, error, cause }) {
      const row = existing(store, executionArn);
      const why = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
      await engine.receive(row.executionArn, { type: 'Stop', ...why });
      return { stopDate: new Date(store.row(row.executionArn)?.stopDate ?? row.startDate) };
    },
  };
  const sendTaskSuccess: Operation<SendTaskSuccessCommandInput, object> = {
    needs: ({ taskToken }) => onMachineOf(store, 'SendTaskSuccess', taskToken),
    async run({ taskToken, output }) {
      await tokens.succeed(taskToken, output);
      return {};
    },
  };
  const sendTaskFailure: Operation<SendTaskFailureCommandInput, object> = {
    needs: ({ taskToken }) => onMachineOf(store, 'SendTaskFailure', taskToken),
    async run({ taskToken, error, cause }) {
      await tokens.fail(taskToken, error, cause);
      return {};
    },
  };
  const sendTaskHeartbeat: Operation<SendTaskHeartbeatCommandInput, object> = {
    needs: ({ taskToken }) => onMachineOf(store, 'SendTaskHeartbeat', taskToken),
    async run({ taskToken }) {
      await tokens.heartbeat(taskToken);
      return {};
    },
  };
  return {
    StartExecution: startExecution,
    StartSyncExecution: startSyncExecution,
    StopExecution: stopExecution,
    SendTaskSuccess: sendTaskSuccess,
    SendTaskFailure: sendTaskFailure,
    SendTaskHeartbeat: sendTaskHeartbeat,
  };
};
