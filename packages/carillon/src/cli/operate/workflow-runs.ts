import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  type ExecutionListItem,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { redactedAsStored } from '@carillon/catalog/phi';
import type { AnyWorkflow, RunSummary } from '@carillon/runtime/workflow';
import { foldRun, type LedgerTableItem } from '../../runs.ts';
import { type Cloud, OperateError } from './cloud.ts';
import { ledgerTable, stateMachineArn } from './stack-names.ts';

/** An event of a run as the ledger has it, without what identifies a person. */
export interface LedgerLine {
  readonly at: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A run of a list; without an event in the ledger it has no status and no facts. */
export interface ListedRun extends Partial<RunSummary> {
  readonly workflow: string;
  readonly runId: string;
  /** Step Functions' word for the execution. */
  readonly execution: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
  /** The run's last event; the execution may have ended without one. */
  readonly last?: string;
}

/** One run: whose it is, and its id. */
export interface RunName {
  readonly workflow: AnyWorkflow;
  readonly runId: string;
}

/** The items of a run's own stream, in order. */
const itemsOf = async (cloud: Cloud, { workflow, runId }: RunName): Promise<readonly LedgerTableItem[]> => {
  const TableName = await ledgerTable(cloud);
  const items: LedgerTableItem[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await cloud.dynamodb.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#stream = :stream',
        ExpressionAttributeNames: { '#stream': 'stream' },
        ExpressionAttributeValues: { ':stream': workflow.streamOf(runId) },
        ConsistentRead: true,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    items.push(...Items);
    after = LastEvaluatedKey;
  } while (after !== undefined);
  return items;
};

const lineOf = ({ events }: AnyWorkflow, item: LedgerTableItem): LedgerLine => {
  const event = String(item.eventName);
  const stored = { metadata: item.metadata, data: item.data };
  const { data } = redactedAsStored(event, stored, events) as { readonly data: LedgerLine['data'] };
  return { at: String(item.occurredAt), event, data };
};

/** The newest execution of a run: its first event names it, and so does that of each further attempt. */
const executionArnOf = (items: readonly LedgerTableItem[]): string | undefined =>
  items
    .map(({ data }) => (data as { readonly executionArn?: unknown } | undefined)?.executionArn)
    .findLast((arn) => typeof arn === 'string');

const inputOf = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

/** The run of an execution; where runs have keys, the execution's input says which. */
const runIdOf = async (cloud: Cloud, workflow: AnyWorkflow, executionArn: string): Promise<string> => {
  if (!workflow.hasKeys) return workflow.runIdOf(executionArn);
  const { input } = await cloud.sfn.send(new DescribeExecutionCommand({ executionArn }));
  return workflow.runIdOf(executionArn, inputOf(input));
};

const listedRun = async (
  cloud: Cloud,
  workflow: AnyWorkflow,
  { executionArn = '', status, startDate, stopDate }: ExecutionListItem,
): Promise<ListedRun | undefined> => {
  const runId = await runIdOf(cloud, workflow, executionArn);
  const items = await itemsOf(cloud, { workflow, runId });
  const run = foldRun(workflow, runId, items);
  // An earlier attempt, or one that was skipped because its event was delivered twice.
  if (workflow.hasKeys && run !== undefined && executionArnOf(items) !== executionArn) return undefined;
  return {
    workflow: workflow.name,
    runId,
    execution: status ?? '',
    startedAt: startDate?.toISOString() ?? '',
    ...(stopDate === undefined ? {} : { stoppedAt: stopDate.toISOString() }),
    ...(run === undefined ? {} : { last: run.events.at(-1)?.event.name ?? '', status: run.status, facts: run.facts }),
    ...(run?.error === undefined ? {} : { error: run.error }),
  };
};

const newestFirst = (one: ListedRun, other: ListedRun): number => (one.startedAt < other.startedAt ? 1 : -1);

/** The newest runs of all these workflows, the newest first, and what each came to. */
export const listRuns = async (
  cloud: Cloud,
  workflows: readonly AnyWorkflow[],
  limit: number,
): Promise<readonly ListedRun[]> => {
  const listed = await Promise.all(
    workflows.map(async (workflow) => {
      const machine = await stateMachineArn(cloud, workflow.name);
      const { executions = [] } = await cloud.sfn.send(
        new ListExecutionsCommand({ stateMachineArn: machine, maxResults: limit }),
      );
      return Promise.all(executions.map((execution) => listedRun(cloud, workflow, execution)));
    }),
  );
  return listed
    .flat()
    .filter((run) => run !== undefined)
    .toSorted(newestFirst)
    .slice(0, limit);
};

/** Executions among which the beginning of an id is looked for, of each workflow. */
const NEWEST = 200;

/** The ids that begin so, of the newest runs of a workflow. */
const runsLike = async (cloud: Cloud, workflow: AnyWorkflow, prefix: string): Promise<readonly RunName[]> => {
  const { executions = [] } = await cloud.sfn.send(
    new ListExecutionsCommand({ stateMachineArn: await stateMachineArn(cloud, workflow.name), maxResults: NEWEST }),
  );
  const ids = await Promise.all(executions.map(({ executionArn = '' }) => runIdOf(cloud, workflow, executionArn)));
  // Two executions may be attempts of one run.
  return [...new Set(ids)].filter((runId) => runId.startsWith(prefix)).map((runId) => ({ workflow, runId }));
};

const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The run of this id, or the one whose id begins so. A whole id is looked up in the ledger, which keeps every run; the
 * beginning of one among the newest runs of each workflow.
 * @throws OperateError NOT_FOUND, AMBIGUOUS
 */
export const runNamed = async (
  cloud: Cloud,
  workflows: readonly AnyWorkflow[],
  text: string,
): Promise<RunName & { readonly items: readonly LedgerTableItem[] }> => {
  const found = WHOLE_ID.test(text)
    ? workflows.map((workflow) => ({ workflow, runId: text }))
    : (await Promise.all(workflows.map((workflow) => runsLike(cloud, workflow, text)))).flat();
  const read = await Promise.all(found.map(async (run) => ({ ...run, items: await itemsOf(cloud, run) })));
  const runs = read.filter(({ items }) => items.length > 0);
  const [run] = runs;
  if (run === undefined)
    throw new OperateError(
      'NOT_FOUND',
      `the ledger has no run ${text}`,
      'carillon runs list prints the ids of the newest; write the whole id of an older one.',
    );
  if (runs.length === 1) return run;
  const ids = runs.map(({ runId, workflow }) => `${runId} (${workflow.name})`).join(', ');
  throw new OperateError('AMBIGUOUS', `${runs.length} runs begin with ${text}: ${ids}`, 'Write more of the id.');
};

export interface RunHistory {
  readonly workflow: string;
  readonly runId: string;
  readonly events: readonly LedgerLine[];
  readonly execution?: {
    readonly arn: string;
    readonly status: string;
    readonly error?: string;
    readonly cause?: string;
  };
}

const CAUSE_SHOWN = 500;

interface Execution {
  readonly arn: string;
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly input?: string;
}

/** Step Functions forgets an execution 90 days after its end ("Quotas for Standard workflows"); the ledger does not. */
const executionOf = async ({ sfn }: Cloud, arn: string): Promise<Execution | undefined> => {
  try {
    const { status = '', error, cause, input } = await sfn.send(new DescribeExecutionCommand({ executionArn: arn }));
    return {
      arn,
      status,
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause: cause.slice(0, CAUSE_SHOWN) }),
      ...(input === undefined ? {} : { input }),
    };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
};

/** All that is known of one run. @throws OperateError NOT_FOUND, AMBIGUOUS */
export const historyOf = async (cloud: Cloud, workflows: readonly AnyWorkflow[], id: string): Promise<RunHistory> => {
  const { workflow, runId, items } = await runNamed(cloud, workflows, id);
  const run = { workflow: workflow.name, runId, events: items.map((item) => lineOf(workflow, item)) };
  const arn = executionArnOf(items);
  const execution = arn === undefined ? undefined : await executionOf(cloud, arn);
  if (execution === undefined) return run;
  // An input may hold an event, and so a person's data.
  const { input: _, ...shown } = execution;
  return { ...run, execution: shown };
};

const FAILED = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

/**
 * Starts a run now with the input of a failed one. The failed run is over in the ledger, so its execution is not redriven
 * ("Restarting state machine executions with redrive"): that would go on from the Fail state, with a run that nobody
 * waits for.
 * @throws OperateError NOT_FAILED, NOT_FOUND, AMBIGUOUS, EXECUTION_FORGOTTEN
 */
export const startAgain = async (
  cloud: Cloud,
  workflows: readonly AnyWorkflow[],
  id: string,
): Promise<{
  readonly workflow: string;
  readonly of: string;
  readonly runId: string;
  readonly executionArn: string;
}> => {
  const { workflow, runId, items } = await runNamed(cloud, workflows, id);
  const arn = executionArnOf(items);
  const execution = arn === undefined ? undefined : await executionOf(cloud, arn);
  const status = foldRun(workflow, runId, items)?.status;
  if (status !== 'FAILED' && !FAILED.has(execution?.status ?? ''))
    throw new OperateError(
      'NOT_FAILED',
      `run ${runId} is ${execution?.status ?? status ?? 'there'}, it did not fail`,
      'carillon runs list shows which did.',
    );
  if (execution?.input === undefined)
    throw new OperateError(
      'EXECUTION_FORGOTTEN',
      `Step Functions has no execution of run ${runId} any more, and with it no input`,
      'Start one with the input that it should have: aws stepfunctions start-execution.',
    );
  const { executionArn = '' } = await cloud.sfn.send(
    new StartExecutionCommand({
      stateMachineArn: await stateMachineArn(cloud, workflow.name),
      input: execution.input,
    }),
  );
  return { workflow: workflow.name, of: runId, runId: await runIdOf(cloud, workflow, executionArn), executionArn };
};
