import { expect, it } from 'vitest';
import { declared, testKernel } from '../../kernel/test-kernel.ts';
import { glue } from './service.ts';

it('the catalog has the databases and tables of the template, and loses them with it', async () => {
  const kernel = testKernel();
  const types = kernel.add(glue).resources;
  const call = (operation: string, input: object): Promise<unknown> =>
    kernel.operations.call('glue', operation, input, { caller: 'root', requestId: 'r' });
  types['AWS::Glue::Database']?.declare(declared('D', { CatalogId: '000000000000', DatabaseInput: { Name: 'lake' } }));
  const TableInput = { Name: 'events', Parameters: { 'projection.enabled': 'true' } };
  const table = types['AWS::Glue::Table']?.declare(declared('T', { DatabaseName: 'lake', TableInput }));
  expect(await call('GetDatabase', { Name: 'lake' })).toEqual({ Database: { Name: 'lake' } });
  expect(await call('GetTables', { DatabaseName: 'lake' })).toEqual({
    TableList: [{ ...TableInput, DatabaseName: 'lake' }],
  });
  expect(await call('GetTable', { DatabaseName: 'lake', Name: 'events' })).toEqual({
    Table: { ...TableInput, DatabaseName: 'lake' },
  });
  await expect(call('GetTable', { DatabaseName: 'lake', Name: 'none' })).rejects.toMatchObject({
    code: 'EntityNotFoundException',
  });
  types['AWS::Glue::Table']?.remove?.(table?.ref ?? '');
  expect(await call('GetTables', { DatabaseName: 'lake' })).toEqual({ TableList: [] });
  await expect(call('GetTables', { DatabaseName: 'none' })).rejects.toMatchObject({ code: 'EntityNotFoundException' });
});
