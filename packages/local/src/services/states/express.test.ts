import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { named, ROLE, world } from './test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'states-express-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const TASK = { StartAt: 'T', States: { T: { Type: 'Task', Resource: FUNCTION, End: true } } };

const express = async (definition: object, functions: Parameters<typeof world>[0] = {}, options = {}) => {
  const made = world(functions, options);
  const created = await made.call('CreateStateMachine', {
    name: 'express',
    type: 'EXPRESS',
    roleArn: ROLE,
    definition: JSON.stringify(definition),
  });
  return { ...made, stateMachineArn: String(created.stateMachineArn) };
};

describe('an Express machine', () => {
  it('answers StartSyncExecution with its output', async () => {
    const { call, stateMachineArn, kernel } = await express(TASK, { f: ({ a }) => ({ b: a ?? null }) });
    const answer = call('StartSyncExecution', { stateMachineArn, name: 'n', input: '{"a":1.50}' });
    await kernel.clock.advance(0);
    expect(await answer).toMatchObject({
      status: 'SUCCEEDED',
      name: 'n',
      output: '{"b":1.5}',
      executionArn: expect.stringMatching(/^arn:aws:states:us-east-1:000000000000:express:express:n:[0-9a-f-]{36}$/),
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
  });

  it('answers with a failure, and with a timeout after five minutes', async () => {
    const failing = await express(TASK, {
      f() {
        throw named('Broken');
      },
    });
    const failed = failing.call('StartSyncExecution', { stateMachineArn: failing.stateMachineArn });
    await failing.kernel.clock.advance(0);
    expect(await failed).toMatchObject({ status: 'FAILED', error: 'Broken' });
    const waiting = await express({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 600, End: true } } });
    const late = waiting.call('StartSyncExecution', { stateMachineArn: waiting.stateMachineArn });
    await waiting.kernel.clock.advance(300_000);
    expect(await late).toMatchObject({ status: 'TIMED_OUT' });
  });

  it('waits, retries and maps in memory', async () => {
    const definition = {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'W',
            States: {
              W: { Type: 'Wait', Seconds: 1, Next: 'T' },
              T: { Type: 'Task', Resource: FUNCTION, Retry: [{ ErrorEquals: ['Flaky'] }], End: true },
            },
          },
          End: true,
        },
      },
    };
    const { call, kernel, stateMachineArn } = await express(definition, {
      f(payload, attempt) {
        if (attempt === 1) throw named('Flaky');
        return payload;
      },
    });
    const answer = call('StartSyncExecution', { stateMachineArn, input: '[1,2]' });
    await kernel.clock.advance(2_000);
    expect(await answer).toMatchObject({ status: 'SUCCEEDED', output: '[1,2]' });
  });

  it('is started asynchronously at least once: it starts anew after a restart', async () => {
    const file = join(folder, 'express.sqlite');
    const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, Next: 'T' }, ...TASK.States } };
    const before = await express(definition, { f: () => null }, { file });
    await before.call('StartExecution', { stateMachineArn: before.stateMachineArn, input: '{"n":1}' });
    await before.kernel.clock.advance(5_000);
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = world({ f: () => null }, { file, seed: 2 });
    await after.kernel.clock.advance(10_000);
    expect(after.invoked.map(({ payload }) => payload)).toEqual([{ n: 1 }]);
    await after.service.stop?.();
    after.kernel.journal.close();
    const again = world({ f: () => null }, { file, seed: 3 });
    await again.kernel.clock.advance(60_000);
    expect(again.invoked).toEqual([]);
    again.kernel.journal.close();
  });

  it('has no history: operations that read one say so, as StartSyncExecution of a Standard machine does', async () => {
    const { arn, call, stateMachineArn } = await express(TASK);
    const { executionArn } = await call('StartExecution', { stateMachineArn });
    const code = 'StateMachineTypeNotSupported';
    await expect(call('DescribeExecution', { executionArn })).rejects.toMatchObject({ code });
    await expect(call('ListExecutions', { stateMachineArn })).rejects.toMatchObject({ code });
    await expect(call('StartSyncExecution', { stateMachineArn: arn })).rejects.toMatchObject({ code });
  });

  it('has no callbacks, jobs or Distributed Maps', async () => {
    const refused = (state: object) => express({ StartAt: 'S', States: { S: { ...state, End: true } } });
    const processor = { ...TASK, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } };
    for (const state of [
      { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' },
      { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync' },
      { Type: 'Map', ItemProcessor: processor },
    ])
      await expect(refused(state)).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });
});

describe('a Distributed Map with Express children', () => {
  const definition = {
    StartAt: 'M',
    States: {
      M: {
        Type: 'Map',
        MaxConcurrency: 2,
        ToleratedFailureCount: 1,
        ItemProcessor: { ...TASK, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } },
        End: true,
      },
    },
  };

  it('gathers their outputs, and bears their failures', async () => {
    const { kernel, arn, call } = world(
      {
        f(payload) {
          if ((payload as unknown) === 2) throw named('Broken');
          return payload;
        },
      },
      {},
      definition,
    );
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input: '[1,2,3,4]' });
    await kernel.clock.advance(0);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED', output: '[1,3,4]' });
    const { mapRuns } = await call('ListMapRuns', { executionArn });
    const [{ mapRunArn } = { mapRunArn: '' }] = mapRuns as unknown as { mapRunArn: string }[];
    expect(await call('DescribeMapRun', { mapRunArn })).toMatchObject({
      itemCounts: { succeeded: 3, failed: 1, total: 4 },
    });
  });

  it('goes on after a restart', async () => {
    const file = join(folder, 'children.sqlite');
    const slow = structuredClone(definition) as typeof definition;
    Object.assign(slow.States.M.ItemProcessor.States.T, { Type: 'Wait', Seconds: 10, Resource: undefined });
    const before = world({}, { file }, slow);
    const { executionArn } = await before.call('StartExecution', {
      stateMachineArn: before.arn,
      name: 'n',
      input: '[1,2,3]',
    });
    await before.kernel.clock.advance(1_000);
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = world({}, { file, seed: 2 }, slow);
    await after.kernel.clock.advance(20_000);
    expect(await after.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '[1,2,3]',
    });
    after.kernel.journal.close();
  });
});
