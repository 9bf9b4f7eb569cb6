import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { named, world } from './test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'states-redrive-'));
afterAll(() => rmSync(folder, { recursive: true }));

const task = (name: string, more: object = { End: true }) => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  ...more,
});

const flow = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });

/** A function that fails as often as `failures` says for a payload, then answers it. */
const flaky = (failures: (payload: object) => number) => (payload: object, attempt: number) => {
  if (attempt <= failures(payload)) throw named('Broken', 'why');
  return payload;
};

const redriven = async (definition: object, functions: object, input: unknown = {}) => {
  const made = world(functions as never, {}, definition);
  const { kernel, arn, call } = made;
  const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input: JSON.stringify(input) });
  await kernel.clock.advance(0);
  const failed = await call('DescribeExecution', { executionArn });
  const invokedBefore = made.invoked.length;
  const answer = await call('RedriveExecution', { executionArn, clientToken: 'one' });
  await kernel.clock.advance(0);
  const types = async (): Promise<readonly string[]> => {
    const { events } = await call('GetExecutionHistory', { executionArn, maxResults: 1000 });
    return (events as unknown as { type: string }[]).map(({ type }) => type);
  };
  const described = await call('DescribeExecution', { executionArn });
  return { ...made, executionArn, failed, answer, described, types, invokedAgain: made.invoked.slice(invokedBefore) };
};

const names = (invoked: readonly { arn: string }[]) => invoked.map(({ arn }) => arn.split(':').at(-1));

describe('RedriveExecution', () => {
  it('does the failed state again, and none that succeeded', async () => {
    const definition = {
      StartAt: 'First',
      States: {
        First: task('first', { Next: 'Second' }),
        Second: task('second', { Next: 'Third' }),
        Third: task('third'),
      },
    };
    const functions = { first: () => 1, second: flaky(() => 1), third: () => ({ end: true }) };
    const { failed, described, invokedAgain, types, answer } = await redriven(definition, functions);
    expect(failed).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE', redriveCount: 0 });
    expect(answer.redriveDate).toBeInstanceOf(Date);
    expect(described).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"end":true}',
      redriveCount: 1,
      redriveStatus: 'NOT_REDRIVABLE',
    });
    expect(described.error).toBeUndefined();
    expect(names(invokedAgain)).toEqual(['second', 'third']);
    const all = await types();
    expect(all.slice(all.indexOf('ExecutionFailed') + 1, all.indexOf('ExecutionFailed') + 5)).toEqual([
      'ExecutionRedriven',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
    ]);
  });

  it('keeps the branches of a Parallel state that succeeded, and ends those that were stopped', async () => {
    const definition = {
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          Branches: [
            flow('Good', task('good')),
            flow('Bad', task('bad')),
            flow('Slow', { Type: 'Wait', Seconds: 60, End: true }),
          ],
          End: true,
        },
      },
    };
    const made = await redriven(definition, { good: () => 'good', bad: flaky(() => 1) }, { n: 1 });
    expect(made.described.status).toBe('RUNNING');
    await made.kernel.clock.advance(60_000);
    expect(await made.call('DescribeExecution', { executionArn: made.executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '["good",{"n":1},{"n":1}]',
    });
    expect(names(made.invokedAgain)).toEqual(['bad']);
  });

  it('keeps the iterations of an inline Map that succeeded', async () => {
    const definition = flow('M', { Type: 'Map', MaxConcurrency: 2, ItemProcessor: flow('T', task('f')), End: true });
    const functions = { f: flaky((payload) => ((payload as unknown as number) === 3 ? 1 : 0)) };
    const { described, invokedAgain } = await redriven(definition, functions, [1, 2, 3, 4, 5]);
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '[1,2,3,4,5]' });
    expect(invokedAgain.map(({ payload }) => payload)).toEqual(expect.arrayContaining([3, 5]));
    expect(invokedAgain.map(({ payload }) => payload)).not.toContain(1);
    expect(invokedAgain.map(({ payload }) => payload)).not.toContain(2);
  });

  it('redrives the failed children of a Map run, with their parent', async () => {
    const definition = flow('M', {
      Type: 'Map',
      ToleratedFailureCount: 0,
      ItemProcessor: { ...flow('T', task('f')), ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
      End: true,
    });
    const functions = { f: flaky((payload) => ((payload as unknown as number) === 2 ? 1 : 0)) };
    const { call, described, executionArn, types } = await redriven(definition, functions, [1, 2, 3]);
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '[1,2,3]' });
    expect(await types()).toContain('MapRunRedriven');
    const { mapRuns } = await call('ListMapRuns', { executionArn });
    const [{ mapRunArn } = { mapRunArn: '' }] = mapRuns as unknown as { mapRunArn: string }[];
    expect(await call('DescribeMapRun', { mapRunArn })).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
      itemCounts: { succeeded: 3, failed: 0, total: 3 },
    });
  });

  it('is the same for the same client token, and refused of what runs or succeeded', async () => {
    const functions = { f: flaky(() => 2) };
    const { kernel, call, executionArn, answer, described } = await redriven(flow('T', task('f')), functions);
    expect(described.status).toBe('FAILED');
    expect(await call('RedriveExecution', { executionArn, clientToken: 'one' })).toEqual(answer);
    await call('RedriveExecution', { executionArn, clientToken: 'two' });
    await kernel.clock.advance(0);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED', redriveCount: 2 });
    await expect(call('RedriveExecution', { executionArn, clientToken: 'three' })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });
  });

  it('starts again with a timeout of its own, and its history is whole after a restart', async () => {
    const file = join(folder, 'redrive.sqlite');
    const definition = { TimeoutSeconds: 10, ...flow('W', { Type: 'Wait', Seconds: 8, End: true }) };
    const before = world({}, { file }, definition);
    const { executionArn } = await before.call('StartExecution', { stateMachineArn: before.arn, name: 'n' });
    await before.kernel.clock.advance(2_000);
    await before.call('StopExecution', { executionArn });
    await before.call('RedriveExecution', { executionArn });
    await before.kernel.clock.advance(0);
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = world({}, { file, seed: 2, start: before.kernel.clock.now() }, definition);
    await after.kernel.clock.advance(7_000);
    expect(await after.call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING' });
    await after.kernel.clock.advance(1_000);
    expect(await after.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
    });
    after.kernel.journal.close();
  });

  it('is refused 14 days after the end', async () => {
    const { kernel, arn, call } = world({}, {}, flow('F', { Type: 'Fail', Error: 'E' }));
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await kernel.clock.advance(14 * 24 * 3_600_000 + 1);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ redriveStatus: 'NOT_REDRIVABLE' });
    await expect(call('RedriveExecution', { executionArn })).rejects.toMatchObject({ code: 'ExecutionNotRedrivable' });
  });
});
