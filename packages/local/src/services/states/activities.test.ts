import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { world } from './test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'states-activities-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ARN = 'arn:aws:states:us-east-1:000000000000:activity:work';
const MACHINE = {
  StartAt: 'A',
  States: { A: { Type: 'Task', Resource: ARN, TimeoutSeconds: 600, HeartbeatSeconds: 10, End: true } },
};

const started = async (options = {}) => {
  const made = world({}, options, MACHINE);
  await made.call('CreateActivity', { name: 'work' });
  const start = async (input: unknown) => {
    const { executionArn } = await made.call('StartExecution', {
      stateMachineArn: made.arn,
      input: JSON.stringify(input),
    });
    await made.kernel.clock.advance(0);
    return String(executionArn);
  };
  const poll = async (workerName = 'w') => {
    const answer = made.call('GetActivityTask', { activityArn: ARN, workerName });
    await made.kernel.clock.advance(0);
    return answer;
  };
  return { ...made, start, poll };
};

describe('an activity', () => {
  it('hands each task to one worker, the oldest first', async () => {
    const { kernel, call, start, poll } = await started();
    const first = await start({ n: 1 });
    await kernel.clock.advance(1);
    await start({ n: 2 });
    const [one, two] = [await poll(), await poll()];
    expect([one.input, two.input]).toEqual(['{"n":1}', '{"n":2}']);
    await call('SendTaskSuccess', { taskToken: one.taskToken, output: '{"done":1}' });
    expect(await call('DescribeExecution', { executionArn: first })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"done":1}',
    });
    const { events } = await call('GetExecutionHistory', { executionArn: first });
    expect((events as unknown as { type: string }[]).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'ActivityScheduled',
      'ActivityStarted',
      'ActivitySucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('answers a worker that came first, and one for whom there is nothing after a minute', async () => {
    const { kernel, call, start } = await started();
    const early = call('GetActivityTask', { activityArn: ARN });
    await kernel.clock.advance(1_000);
    await start({ n: 1 });
    expect(await early).toMatchObject({ input: '{"n":1}', taskToken: expect.any(String) });
    const vain = call('GetActivityTask', { activityArn: ARN });
    await kernel.clock.advance(60_000);
    expect(await vain).toEqual({});
  });

  it('has a heartbeat once a worker has begun', async () => {
    const { kernel, call, start, poll } = await started();
    const executionArn = await start({});
    await kernel.clock.advance(30_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING' });
    const { taskToken } = await poll();
    await kernel.clock.advance(9_000);
    await call('SendTaskHeartbeat', { taskToken });
    await kernel.clock.advance(9_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING' });
    await kernel.clock.advance(1_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
  });

  it('does not hand out a task whose execution has ended', async () => {
    const { call, kernel, start } = await started();
    const executionArn = await start({ n: 1 });
    await call('StopExecution', { executionArn });
    const poll = call('GetActivityTask', { activityArn: ARN });
    await kernel.clock.advance(60_000);
    expect(await poll).toEqual({});
  });

  it('that does not exist fails the execution', async () => {
    const { call, start } = await started();
    await call('DeleteActivity', { activityArn: ARN });
    const executionArn = await start({});
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
    });
    await expect(call('GetActivityTask', { activityArn: ARN })).rejects.toMatchObject({ code: 'ActivityDoesNotExist' });
  });

  it('keeps its queue over a restart, and a task that a worker has is not handed out again', async () => {
    const file = join(folder, 'queue.sqlite');
    const before = await started({ file });
    await before.start({ n: 1 });
    await before.kernel.clock.advance(1);
    await before.start({ n: 2 });
    const taken = await before.poll();
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = await started({ file, seed: 2 });
    await after.kernel.clock.advance(0);
    expect(await after.poll()).toMatchObject({ input: '{"n":2}' });
    await after.call('SendTaskSuccess', { taskToken: taken.taskToken, output: '{}' });
    const none = after.call('GetActivityTask', { activityArn: ARN });
    await after.kernel.clock.advance(60_000);
    expect(await none).toEqual({});
    after.kernel.journal.close();
  });

  it('is listed and described', async () => {
    const { call } = await started();
    expect(await call('ListActivities', {})).toMatchObject({ activities: [{ activityArn: ARN, name: 'work' }] });
    expect(await call('DescribeActivity', { activityArn: ARN })).toMatchObject({ name: 'work' });
    await expect(call('CreateActivity', { name: 'a b' })).rejects.toMatchObject({ code: 'InvalidName' });
  });
});
