import { DescribeExecutionCommand, type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AnyWorkflow } from '@carillon/runtime/workflow';
import type { WorkflowRun } from '../../console/page/state.ts';
import { foldRun, type LedgerRun } from '../../runs.ts';
import { nameOf, type RunningSystem, refsOf } from './running-system.ts';

const STATUS: Readonly<Record<string, WorkflowRun['status']>> = { RUNNING: 'RUNNING', SUCCEEDED: 'COMPLETED' };

/** What Step Functions knows of a run: all there is of a workflow without a declaration, or before its first event. */
const ofExecution = (workflow: string, runId: string, execution: Partial<ExecutionListItem>): WorkflowRun => ({
  workflow,
  runId,
  status: STATUS[execution.status ?? ''] ?? 'FAILED',
  startedAt: execution.startDate?.toISOString() ?? '',
  ...(execution.stopDate === undefined ? {} : { endedAt: execution.stopDate.toISOString() }),
  facts: {},
  events: [],
});

const ofLedger = ({ events, error, ...run }: LedgerRun): WorkflowRun => ({
  ...run,
  ...(error === undefined ? {} : { error: `${error.code}: ${error.message}` }),
  events: events.map(({ event, metadata }) => ({ name: event.name, at: metadata.occurredAt })),
});

/** The items of a run's own stream; those of streams below it (a file's, a parcel's) are counted in its last event. */
const itemsOf = async ({ dynamodb }: RunningSystem, TableName: string, stream: string) => {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#stream = :stream',
      ExpressionAttributeNames: { '#stream': 'stream' },
      ExpressionAttributeValues: { ':stream': stream },
      ConsistentRead: true,
    }),
  );
  return Items;
};

const declared = ({ workflows }: RunningSystem, name: string): AnyWorkflow | undefined =>
  workflows.find((workflow) => workflow.name === name);

/** The name of the workflow that an execution runs: `arn:…:execution:<state machine>:<name>`. */
export const workflowOf = (system: RunningSystem, executionArn: string): string => {
  const [arn, partition, service, region, account, , machine] = executionArn.split(':');
  return nameOf(system, [arn, partition, service, region, account, 'stateMachine', machine].join(':'));
};

/** The id of an execution's run, as `carillon runs` takes it; of a workflow without a declaration the execution's name. */
export const runIdOf = async (system: RunningSystem, executionArn: string): Promise<string> => {
  const workflow = declared(system, workflowOf(system, executionArn));
  if (workflow === undefined) return executionArn.split(':').at(-1) ?? '';
  if (!workflow.hasKeys) return workflow.runIdOf(executionArn);
  const { input = '{}' } = await system.sfn.send(new DescribeExecutionCommand({ executionArn }));
  return workflow.runIdOf(executionArn, JSON.parse(input));
};

/** A run as its workflow declares that it reads in a list, or as Step Functions knows it. */
export const readRun = async (
  system: RunningSystem,
  name: string,
  execution: Partial<ExecutionListItem>,
): Promise<WorkflowRun> => {
  const [ledger] = refsOf(system, 'AWS::DynamoDB::Table', /ledger/i);
  const workflow = declared(system, name);
  const runId = await runIdOf(system, execution.executionArn ?? '');
  if (workflow === undefined || ledger === undefined) return ofExecution(name, runId, execution);
  const run = foldRun(workflow, runId, await itemsOf(system, ledger, workflow.streamOf(runId)));
  return run === undefined ? ofExecution(name, runId, execution) : ofLedger(run);
};

/** The newest executions of every state machine, at most `limit` of each, with the name of the workflow. */
export const listExecutions = async (
  system: RunningSystem,
  limit: number,
): Promise<readonly (readonly [workflow: string, execution: ExecutionListItem])[]> => {
  const listed = await Promise.all(
    refsOf(system, 'AWS::StepFunctions::StateMachine').map(async (stateMachineArn) => {
      const { executions = [] } = await system.sfn.send(
        new ListExecutionsCommand({ stateMachineArn, maxResults: limit }),
      );
      return executions.map((execution) => [nameOf(system, stateMachineArn), execution] as const);
    }),
  );
  return listed.flat();
};

/** Runs that are over do not change: they are read once, at most so many are kept. */
const KEPT = 200;

/** Reads the newest runs of every workflow, the newest first. */
export const runReader = (system: RunningSystem): ((limit: number) => Promise<readonly WorkflowRun[]>) => {
  const over = new Map<string, WorkflowRun>();
  return async (limit) => {
    const runs = await Promise.all(
      (await listExecutions(system, limit)).map(async ([name, execution]) => {
        const arn = execution.executionArn ?? '';
        const known = over.get(arn);
        if (known !== undefined) return known;
        const run = await readRun(system, name, execution);
        if (execution.status !== 'RUNNING' && run.status !== 'RUNNING' && over.size < KEPT) over.set(arn, run);
        return run;
      }),
    );
    // Executions of one run are its attempts, or were skipped: the newest comes first.
    const distinct = Map.groupBy(runs, ({ workflow, runId }) => `${workflow}/${runId}`);
    return [...distinct.values()]
      .flatMap(([newest]) => newest ?? [])
      .toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
      .slice(0, limit);
  };
};
