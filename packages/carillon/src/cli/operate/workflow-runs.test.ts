import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { fulfilment, ledgerItem } from '../../fixture-workflow.ts';
import { fakeCloud } from './fake-cloud.ts';
import { historyOf, listRuns, startAgain } from './workflow-runs.ts';

const MACHINE = 'arn:stateMachine:CarillonWorkflow-OrderFulfilment1';
const ARNS = ['arn:execution:1', 'arn:execution:2'];
const [FIRST = '', SECOND = ''] = ARNS.map((arn) => fulfilment.runIdOf(arn));

const itemsOf = (runId: string, end?: string): readonly object[] => {
  const stream = fulfilment.streamOf(runId);
  const executionArn = ARNS.find((arn) => fulfilment.runIdOf(arn) === runId);
  const started = ledgerItem(
    'FulfilmentStarted',
    { stream, sequence: 1, minute: 0 },
    { executionArn, customer: 'Ada' },
  );
  return end === undefined ? [started] : [started, ledgerItem(end, { stream, sequence: 2, minute: 1 })];
};

const cloudOf = (over: Parameters<typeof fakeCloud>[0] = {}): ReturnType<typeof fakeCloud> =>
  fakeCloud({
    ListTables: () => ({ TableNames: ['CarillonData-LedgerTable1'] }),
    ListStateMachines: () => ({ stateMachines: [{ stateMachineArn: MACHINE }] }),
    ListExecutions: () => ({
      executions: ARNS.map((executionArn, index) => ({
        executionArn,
        status: index === 0 ? 'FAILED' : 'RUNNING',
        startDate: new Date(index),
      })),
    }),
    DescribeExecution: () => ({ status: 'FAILED', input: '{"orderId":"o-1"}' }),
    StartExecution: () => ({ executionArn: 'arn:execution:3' }),
    Query: ({ ExpressionAttributeValues }) => {
      const { ':stream': stream } = ExpressionAttributeValues as { ':stream': string };
      if (stream === fulfilment.streamOf(FIRST)) return { Items: itemsOf(FIRST, 'FulfilmentFailed') };
      return { Items: stream === fulfilment.streamOf(SECOND) ? itemsOf(SECOND) : [] };
    },
    ...over,
  });

describe('the list of runs', () => {
  it('has the newest first, with the status and the facts that their workflow gives them', async () => {
    expect(await listRuns(cloudOf().cloud, [fulfilment], 20)).toMatchObject([
      { workflow: 'order-fulfilment', runId: SECOND, status: 'RUNNING', facts: { parcels: 0 } },
      {
        workflow: 'order-fulfilment',
        runId: FIRST,
        status: 'FAILED',
        last: 'FulfilmentFailed',
        error: { code: 'OUT_OF_STOCK' },
      },
    ]);
  });

  it('has no more than were asked for', async () => {
    expect(await listRuns(cloudOf().cloud, [fulfilment], 1)).toMatchObject([{ runId: SECOND }]);
  });
});

describe('the history of a run', () => {
  it('is read from all pages of the ledger, also when Step Functions has forgotten the execution', async () => {
    const [started, failed] = itemsOf(FIRST, 'FulfilmentFailed');
    const { cloud } = cloudOf({
      Query: ({ ExclusiveStartKey }) =>
        ExclusiveStartKey === undefined ? { Items: [started], LastEvaluatedKey: { stream: 's' } } : { Items: [failed] },
      DescribeExecution: () => {
        throw new ExecutionDoesNotExist({ message: 'gone', $metadata: {} });
      },
    });
    const history = await historyOf(cloud, [fulfilment], FIRST);
    expect(history.events.map(({ event }) => event)).toEqual(['FulfilmentStarted', 'FulfilmentFailed']);
    expect(history.execution).toBeUndefined();
  });

  it('shows nothing that the catalog marks as a person’s, and no input', async () => {
    const shown = JSON.stringify(await historyOf(cloudOf().cloud, [fulfilment], FIRST));
    expect(shown).toContain('[redacted]');
    expect(shown).not.toMatch(/Ada|o-1/);
  });

  it('is found by the beginning of the id, as long as one run alone begins so', async () => {
    expect(await historyOf(cloudOf().cloud, [fulfilment], SECOND.slice(0, 8))).toMatchObject({ runId: SECOND });
    await expect(historyOf(cloudOf().cloud, [fulfilment], '')).rejects.toMatchObject({ code: 'AMBIGUOUS' });
    await expect(historyOf(cloudOf().cloud, [fulfilment], 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a run that failed', () => {
  it('is started again with its input', async () => {
    const { cloud, asked } = cloudOf();
    const again = await startAgain(cloud, [fulfilment], FIRST.slice(0, 8));
    expect(again).toMatchObject({ workflow: 'order-fulfilment', of: FIRST, executionArn: 'arn:execution:3' });
    expect(asked).toContainEqual(['StartExecution', { stateMachineArn: MACHINE, input: '{"orderId":"o-1"}' }]);
  });

  it('is refused where it did not fail, or where its input is gone', async () => {
    const running = cloudOf({ DescribeExecution: () => ({ status: 'RUNNING', input: '{}' }) }).cloud;
    await expect(startAgain(running, [fulfilment], SECOND)).rejects.toMatchObject({ code: 'NOT_FAILED' });
    const forgotten = cloudOf({
      DescribeExecution: () => {
        throw new ExecutionDoesNotExist({ message: 'gone', $metadata: {} });
      },
    }).cloud;
    await expect(startAgain(forgotten, [fulfilment], FIRST)).rejects.toMatchObject({ code: 'EXECUTION_FORGOTTEN' });
  });
});
