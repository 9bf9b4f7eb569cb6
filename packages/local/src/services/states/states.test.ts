import { describe, expect, it } from 'vitest';
import { MANIFEST, named, ROLE, RUNS, tokenOf, world } from './test-world.ts';

describe('an execution', () => {
  it('runs tasks, waits for its callback, maps a manifest and succeeds', async () => {
    const { kernel, arn, puts, invoked, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, name: 'one', input: '{}' });
    await kernel.clock.advance(0);
    expect(puts).toHaveLength(1);
    expect(invoked[0]?.caller).toBe(ROLE);
    await call('SendTaskSuccess', { taskToken: tokenOf(puts[0]), output: MANIFEST });
    await kernel.clock.advance(0);
    const described = await call('DescribeExecution', { executionArn });
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '{"resources":6}', name: 'one' });
    expect(invoked.slice(1).map(({ payload }) => payload)).toEqual([
      { file: 'a.ndjson', n: 0, run: 'r1' },
      { file: 'b.ndjson', n: 1, run: 'r1' },
      { file: 'c.ndjson', n: 2, run: 'r1' },
    ]);
    const { events } = await call('GetExecutionHistory', { executionArn });
    expect((events as unknown as { type: string }[]).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited'],
      ...['ChoiceStateEntered', 'ChoiceStateExited'],
      ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited'],
      ...[
        'MapStateEntered',
        'MapStateStarted',
        'MapRunStarted',
        'MapRunSucceeded',
        'MapStateSucceeded',
        'MapStateExited',
      ],
      ...['SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
    ]);
    const { mapRuns } = await call('ListMapRuns', { executionArn });
    const [{ mapRunArn } = { mapRunArn: '' }] = mapRuns as unknown as { mapRunArn: string }[];
    expect(await call('DescribeMapRun', { mapRunArn })).toMatchObject({
      status: 'SUCCEEDED',
      itemCounts: { succeeded: 3, total: 3 },
    });
    const { executions } = await call('ListExecutions', { mapRunArn });
    expect(executions).toHaveLength(3);
    expect(kernel.reported).toEqual([]);
  });

  it('retries by the first retrier that names the error, with growing intervals', async () => {
    const { kernel, arn, invoked, call } = world({
      begin(_, attempt) {
        if (attempt < 3) throw named('Flaky');
        return { runId: 'r', skipped: true };
      },
    });
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(1_999);
    expect(invoked).toHaveLength(1);
    await kernel.clock.advance(1);
    expect(invoked).toHaveLength(2);
    await kernel.clock.advance(3_999);
    expect(invoked).toHaveLength(2);
    await kernel.clock.advance(1);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('fails by its heartbeat when none comes, and lives on while they come', async () => {
    const { kernel, arn, puts, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(59_000);
    await call('SendTaskHeartbeat', { taskToken: tokenOf(puts[0]) });
    await kernel.clock.advance(59_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING' });
    await kernel.clock.advance(1_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
    await expect(call('SendTaskSuccess', { taskToken: tokenOf(puts[0]), output: '{}' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it('ends by the failure that its callback brings', async () => {
    const { kernel, arn, puts, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await call('SendTaskFailure', { taskToken: tokenOf(puts[0]), error: 'JOB_FAILED', cause: 'why' });
    await kernel.clock.advance(0);
    const described = await call('DescribeExecution', { executionArn });
    expect(described).toMatchObject({ status: 'FAILED', error: 'JOB_FAILED', cause: 'why' });
  });

  it('fails when an item fails for good, and says so', async () => {
    const { kernel, arn, puts, call } = world({
      ...RUNS,
      file({ n }) {
        if (n === 1) throw named('Broken');
        return { resources: 1 };
      },
    });
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await call('SendTaskSuccess', { taskToken: tokenOf(puts[0]), output: MANIFEST });
    await kernel.clock.advance(5_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
  });

  it('is started once under a name, and refused under the name of one that has ended', async () => {
    const { kernel, arn, call } = world({ begin: () => ({ runId: 'r', skipped: true }) });
    const start = () => call('StartExecution', { stateMachineArn: arn, name: 'n', input: '{}' });
    const first = await start();
    expect(await start()).toEqual(first);
    await kernel.clock.advance(0);
    await expect(start()).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await expect(call('StartExecution', { stateMachineArn: arn, input: '{' })).rejects.toMatchObject({
      code: 'InvalidExecutionInput',
    });
  });

  it('is stopped with everything that it waits for', async () => {
    const { kernel, arn, puts, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await call('StopExecution', { executionArn, error: 'Operator', cause: 'asked' });
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'ABORTED', error: 'Operator' });
    await expect(call('SendTaskHeartbeat', { taskToken: tokenOf(puts[0]) })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });
});

describe('a definition that is not executed', () => {
  it('is refused with the state and the way out', () => {
    const States = { 'Run it': { Type: 'Task', Resource: 'arn:aws:states:::batch:submitJob.sync', End: true } };
    expect(() => world({}, {}, { StartAt: 'Run it', States })).toThrow(/Run it/);
  });
});
