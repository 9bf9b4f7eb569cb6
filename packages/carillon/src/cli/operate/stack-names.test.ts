import { describe, expect, it } from 'vitest';
import { fakeCloud } from './fake-cloud.ts';
import { archiveBucket, ledgerTable, queueUrls, stateMachineArn } from './stack-names.ts';

describe('names of what the stacks made', () => {
  it('are found behind the first page of a listing: an account has more than ours', async () => {
    const { cloud } = fakeCloud({
      ListTables: ({ ExclusiveStartTableName: after }) =>
        after === undefined
          ? { TableNames: ['others'], LastEvaluatedTableName: 'others' }
          : { TableNames: ['CarillonData-LedgerTable1'] },
      ListBuckets: ({ ContinuationToken: token }) =>
        token === undefined
          ? { Buckets: [{ Name: 'others' }], ContinuationToken: 't' }
          : { Buckets: [{ Name: 'carillondata-archivebucket1' }] },
      ListStateMachines: ({ nextToken }) =>
        nextToken === undefined
          ? { stateMachines: [{ stateMachineArn: 'arn:others' }], nextToken: 't' }
          : { stateMachines: [{ stateMachineArn: 'arn:CarillonWorkflow-OrderFulfilment1' }] },
      ListQueues: ({ NextToken }) =>
        NextToken === undefined ? { QueueUrls: ['http://q/b'], NextToken: 't' } : { QueueUrls: ['http://q/a'] },
    });
    expect(await ledgerTable(cloud)).toBe('CarillonData-LedgerTable1');
    expect(await archiveBucket(cloud)).toBe('carillondata-archivebucket1');
    expect(await stateMachineArn(cloud, 'order-fulfilment')).toBe('arn:CarillonWorkflow-OrderFulfilment1');
    expect(await queueUrls(cloud)).toEqual(['http://q/a', 'http://q/b']);
  });

  it('that are none or many are refused with the way out', async () => {
    const { cloud } = fakeCloud({
      ListTables: () => ({ TableNames: ['CarillonA-LedgerTable', 'CarillonB-LedgerTable'] }),
    });
    await expect(ledgerTable(cloud)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('2 of'),
    });
  });
});
