import { beforeEach, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { sts } from './service.ts';
import { sessionsIn } from './session.ts';

let kernel: TestKernel;
beforeEach(() => {
  kernel = testKernel();
  kernel.add(sts);
});
const call = <O>(operation: string, input: object, caller: string): Promise<O> =>
  kernel.operations.call('sts', operation, input, { caller, requestId: 'r' }) as Promise<O>;

describe('a caller', () => {
  it('is told who it is', async () => {
    const role = 'arn:aws:iam::000000000000:role/r';
    expect(await call('GetCallerIdentity', {}, role)).toEqual({ Account: '000000000000', Arn: role, UserId: 'r' });
  });

  it('that assumes a role gets a session of it, which ends', async () => {
    const input = { RoleArn: 'arn:aws:iam::000000000000:role/path/r', RoleSessionName: 's', DurationSeconds: 900 };
    const { Credentials } = await call<{ Credentials: Record<string, string> }>('AssumeRole', input, 'root');
    expect(sessionsIn(kernel.journal).get(Credentials.AccessKeyId ?? '')).toEqual({
      caller: 'arn:aws:sts::000000000000:assumed-role/r/s',
      expiresAt: kernel.clock.now() + 900_000,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    });
  });

  it('is refused what is not a role, and a policy for the session', async () => {
    await expect(call('AssumeRole', { RoleArn: 'arn:aws:iam::0:user/u' }, 'root')).rejects.toMatchObject({
      code: 'ValidationError',
    });
    const narrowed = { RoleArn: 'arn:aws:iam::000000000000:role/r', RoleSessionName: 's', Policy: '{}' };
    await expect(call('AssumeRole', narrowed, 'root')).rejects.toMatchObject({ code: 'ValidationError' });
  });
});
