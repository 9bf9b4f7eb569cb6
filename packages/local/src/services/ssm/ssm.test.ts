import { beforeEach, describe, expect, it } from 'vitest';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { ssm } from './service.ts';

let kernel: TestKernel;
const call = (operation: string, input: object): Promise<Record<string, unknown>> =>
  kernel.operations.call('ssm', operation, input, { caller: 'root', requestId: 'r' }) as Promise<
    Record<string, unknown>
  >;

beforeEach(async () => {
  kernel = testKernel();
  kernel
    .add(ssm)
    .resources['AWS::SSM::Parameter']?.declare(declared('P', { Name: '/app/url', Type: 'String', Value: 'x' }));
  for (const Name of ['/app/a', '/app/deep/b', '/other'])
    await call('PutParameter', { Name, Value: Name, Type: 'String' });
});

describe('a parameter', () => {
  it('is read by name, by names, and by path with and without what lies deeper', async () => {
    expect(await call('GetParameter', { Name: '/app/url' })).toMatchObject({ Parameter: { Value: 'x', Version: 1 } });
    expect(await call('GetParameters', { Names: ['/other', '/none'] })).toMatchObject({
      Parameters: [{ Name: '/other' }],
      InvalidParameters: ['/none'],
    });
    expect(await call('GetParametersByPath', { Path: '/app' })).toMatchObject({
      Parameters: [{ Name: '/app/a' }, { Name: '/app/url' }],
    });
    const page = await call('GetParametersByPath', { Path: '/app', Recursive: true, MaxResults: 2 });
    expect(page).toMatchObject({ Parameters: [{ Name: '/app/a' }, { Name: '/app/deep/b' }], NextToken: '/app/deep/b' });
  });

  it('has a new version when its value changes, and is not overwritten unasked', async () => {
    await expect(call('PutParameter', { Name: '/other', Value: 'y' })).rejects.toMatchObject({
      code: 'ParameterAlreadyExists',
    });
    expect(await call('PutParameter', { Name: '/other', Value: 'y', Overwrite: true })).toMatchObject({ Version: 2 });
  });

  it('that is secret or not there is refused', async () => {
    await expect(call('PutParameter', { Name: '/s', Value: 'y', Type: 'SecureString' })).rejects.toMatchObject({
      code: 'ValidationException',
    });
    await expect(call('GetParameter', { Name: '/none' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
  });
});
