import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { redactedAsStored } from '@carillon/catalog/contracts/phi/redact';
import { exportRunFailed } from '../../../../../generated/events.ts';
import { runIdOf } from '../../../../../src/workflows/fhir-export/run-id.ts';
import { type Cloud, OperateError } from './cloud.ts';
import { ledgerTable, stateMachineArn } from './stack-names.ts';

/** An event of a run as the ledger has it, without what identifies a person. */
export interface LedgerLine {
  readonly at: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RunSummary {
  readonly runId: string;
  /** Step Functions' word for the execution. */
  readonly execution: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
  /** The run's last event; the execution may have ended without one. */
  readonly last?: string;
  readonly error?: string;
}

export const linesOf = async (
  { dynamodb }: Cloud,
  TableName: string,
  runId: string,
): Promise<readonly LedgerLine[]> => {
  const items: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#stream = :stream',
        ExpressionAttributeNames: { '#stream': 'stream' },
        ExpressionAttributeValues: { ':stream': `export-run/${runId}` },
        ConsistentRead: true,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    items.push(...Items);
    after = LastEvaluatedKey;
  } while (after !== undefined);
  return items.map((item) => {
    const event = String(item.eventName);
    const detail = redactedAsStored(event, { metadata: item.metadata, data: item.data }) as {
      readonly data: LedgerLine['data'];
    };
    return { at: String(item.occurredAt), event, data: detail.data };
  });
};

/** The newest runs first, and what each came to. */
export const runsOf = async (cloud: Cloud, most: number): Promise<readonly RunSummary[]> => {
  const [machine, table] = [await stateMachineArn(cloud), await ledgerTable(cloud)];
  const { executions = [] } = await cloud.sfn.send(
    new ListExecutionsCommand({ stateMachineArn: machine, maxResults: most }),
  );
  return Promise.all(
    executions.map(async ({ executionArn = '', status = '', startDate, stopDate }): Promise<RunSummary> => {
      const runId = runIdOf(executionArn);
      const last = (await linesOf(cloud, table, runId)).at(-1);
      const error = last?.data.error as { readonly code?: string } | undefined;
      return {
        runId,
        execution: status,
        startedAt: startDate?.toISOString() ?? '',
        ...(stopDate === undefined ? {} : { stoppedAt: stopDate.toISOString() }),
        ...(last === undefined ? {} : { last: last.event }),
        ...(error?.code === undefined ? {} : { error: error.code }),
      };
    }),
  );
};

export interface RunStory {
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

/** All that is known of one run. @throws OperateError NOT_FOUND */
export const storyOf = async (cloud: Cloud, runId: string): Promise<RunStory> => {
  const lines = await linesOf(cloud, await ledgerTable(cloud), runId);
  if (lines.length === 0)
    throw new OperateError('NOT_FOUND', `the ledger has no run ${runId}`, 'carillon runs list names the runs.');
  const arn = lines.map(({ data }) => data.executionArn).find((each) => typeof each === 'string');
  if (arn === undefined) return { runId, events: lines };
  const execution = await executionOf(cloud, arn);
  return { runId, events: lines, ...(execution === undefined ? {} : { execution }) };
};

/** Step Functions forgets an execution 90 days after its end ("Quotas for Standard workflows"); the ledger does not. */
const executionOf = async ({ sfn }: Cloud, arn: string): Promise<RunStory['execution']> => {
  try {
    const { status = '', error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn: arn }));
    const why = {
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause: cause.slice(0, CAUSE_SHOWN) }),
    };
    return { arn, status, ...why };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
};

const OVER = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

/**
 * Starts a run now that carries what a failed one owes: the ledger lets it begin where the last completed one ended.
 * A failed run is over in the ledger, so its execution is not redriven ("Restarting state machine executions with
 * redrive"): that would go on from the Fail state, with a run that nobody waits for.
 * @throws OperateError NOT_FAILED, NOT_FOUND
 */
export const runAgain = async (
  cloud: Cloud,
  runId: string,
): Promise<{ readonly runId: string; readonly executionArn: string }> => {
  const { events: lines, execution } = await storyOf(cloud, runId);
  const isFailed = lines.some(({ event }) => event === exportRunFailed.name) || OVER.has(execution?.status ?? '');
  if (!isFailed)
    throw new OperateError(
      'NOT_FAILED',
      `run ${runId} is ${execution?.status ?? 'there'}, it did not fail`,
      'carillon runs list shows which did.',
    );
  const machine = await stateMachineArn(cloud);
  const { executionArn = '' } = await cloud.sfn.send(
    new StartExecutionCommand({ stateMachineArn: machine, input: '{}' }),
  );
  return { runId: runIdOf(executionArn), executionArn };
};
