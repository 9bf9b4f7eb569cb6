import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { storyOf } from './export-runs.ts';
import { fakeCloud } from './fake-cloud.ts';

const item = (eventName: string, data: object): object => ({ eventName, occurredAt: '2026-01-01T00:00:00.000Z', data });

describe('the story of a run', () => {
  it('is the ledger’s, all pages of it, also when Step Functions has forgotten the execution', async () => {
    const { cloud } = fakeCloud({
      ListTables: () => ({ TableNames: ['CarillonData-LedgerTable1'] }),
      Query: ({ ExclusiveStartKey }) =>
        ExclusiveStartKey === undefined
          ? { Items: [item('ExportRunStarted', { executionArn: 'arn:e' })], LastEvaluatedKey: { stream: 's' } }
          : { Items: [item('ExportRunCompleted', {})] },
      DescribeExecution: () => {
        throw new ExecutionDoesNotExist({ message: 'gone', $metadata: {} });
      },
    });
    const story = await storyOf(cloud, 'r');
    expect(story.events.map(({ event }) => event)).toEqual(['ExportRunStarted', 'ExportRunCompleted']);
    expect(story.execution).toBeUndefined();
  });
});
