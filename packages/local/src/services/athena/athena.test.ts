import { expect, it } from 'vitest';
import { declared, testKernel } from '../../kernel/test-kernel.ts';
import { athena } from './service.ts';

it('a workgroup is what the template says, and a query is refused with what answers it instead', async () => {
  const kernel = testKernel();
  const type = kernel.add(athena).resources['AWS::Athena::WorkGroup'];
  const call = (operation: string, input: object): Promise<unknown> =>
    kernel.operations.call('athena', operation, input, { caller: 'root', requestId: 'r' });
  const WorkGroupConfiguration = { EnforceWorkGroupConfiguration: true };
  const made = type?.declare(declared('W', { Name: 'lake', WorkGroupConfiguration }));
  expect(await call('GetWorkGroup', { WorkGroup: 'lake' })).toEqual({
    WorkGroup: { Name: 'lake', State: 'ENABLED', Configuration: WorkGroupConfiguration },
  });
  await expect(call('StartQueryExecution', { WorkGroup: 'lake', QueryString: 'SELECT 1' })).rejects.toMatchObject({
    code: 'InvalidRequestException',
    message: expect.stringContaining('DuckDB'),
  });
  type?.remove?.(made?.ref ?? '');
  await expect(call('GetWorkGroup', { WorkGroup: 'lake' })).rejects.toMatchObject({ code: 'InvalidRequestException' });
});
