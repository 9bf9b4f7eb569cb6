import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openJournal } from '../../kernel/journal.ts';
import { world } from './test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'states-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const LOOP = {
  StartAt: 'A',
  States: {
    A: { Type: 'Pass', Next: 'B' },
    B: { Type: 'Choice', Choices: [{ Variable: '$.end', IsPresent: true, Next: 'Done' }], Default: 'A' },
    Done: { Type: 'Succeed' },
  },
};

type Event = { readonly id: number; readonly type: string; readonly executionFailedEventDetails?: object };

describe('an endless loop', () => {
  it('fails at 25,000 history events, and lets others run meanwhile', async () => {
    const { arn, call } = world({}, {}, LOOP);
    const statusOf = async (executionArn: unknown): Promise<unknown> =>
      (await call('DescribeExecution', { executionArn } as object)).status;
    const loop = await call('StartExecution', { stateMachineArn: arn, input: '{}' });
    for (let count = 0; count < 5; count += 1) await turn();
    const normal = await call('StartExecution', { stateMachineArn: arn, input: '{"end":1}' });
    for (let count = 0; count < 5; count += 1) await turn();
    expect(await statusOf(normal.executionArn)).toBe('SUCCEEDED');
    expect(await statusOf(loop.executionArn)).toBe('RUNNING');
    while ((await statusOf(loop.executionArn)) === 'RUNNING') await turn();
    const cause = 'The execution reached the maximum number of history events (25000).';
    expect(await call('DescribeExecution', { executionArn: loop.executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause,
    });
    const last = await call('GetExecutionHistory', {
      executionArn: loop.executionArn,
      reverseOrder: true,
      maxResults: 1,
    });
    const [event] = last.events as unknown as readonly Event[];
    expect(event).toMatchObject({ id: 25_000, type: 'ExecutionFailed' });
  });

  it('is not caught by a Catch around it', async () => {
    const { arn, call } = world(
      {},
      {},
      {
        StartAt: 'P',
        States: {
          P: {
            Type: 'Parallel',
            Branches: [LOOP],
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
            Retry: [{ ErrorEquals: ['States.ALL'] }],
            End: true,
          },
          Caught: { Type: 'Succeed' },
        },
      },
    );
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input: '{}' });
    let described = await call('DescribeExecution', { executionArn });
    while (described.status === 'RUNNING') {
      await turn();
      described = await call('DescribeExecution', { executionArn });
    }
    expect(described).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('goes on where it was when the process ends in the middle of it', async () => {
    const file = join(folder, 'loop.sqlite');
    const before = world({}, { file }, LOOP);
    const { executionArn } = await before.call('StartExecution', {
      stateMachineArn: before.arn,
      name: 'l',
      input: '{}',
    });
    for (let count = 0; count < 10; count += 1) await turn();
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = world({}, { file, seed: 2 }, LOOP);
    let described = await after.call('DescribeExecution', { executionArn });
    expect(described.status).toBe('RUNNING');
    while (described.status === 'RUNNING') {
      await turn();
      described = await after.call('DescribeExecution', { executionArn });
    }
    const { events } = await after.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1000 });
    const ids = (events as unknown as readonly Event[]).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 1000 }, (_, index) => 25_000 - index));
    after.kernel.journal.close();
  });
});

describe('an execution that cannot be taken up', () => {
  it('fails with its reason, and the others of that start go on', async () => {
    const file = join(folder, 'poison.sqlite');
    const WAIT = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
    const before = world({}, { file }, WAIT);
    const start = async (name: string) => before.call('StartExecution', { stateMachineArn: before.arn, name });
    const [poisoned, sound] = [await start('poisoned'), await start('sound')];
    await before.kernel.clock.advance(0);
    await before.service.stop?.();
    before.kernel.journal.close();
    const journal = openJournal({ file });
    const histories = journal.table<object>('states_history');
    const [[key] = ['']] = histories.scan({ limit: 1 });
    histories.put(key, { at: 1, id: 0, values: [], events: [{ t: 5, v: 1 }, null] });
    await journal.durable();
    journal.close();
    const after = world({}, { file, seed: 2 }, WAIT);
    await after.kernel.clock.advance(60_000);
    expect(await after.call('DescribeExecution', { executionArn: sound.executionArn })).toMatchObject({
      status: 'SUCCEEDED',
    });
    const failed = await after.call('DescribeExecution', { executionArn: poisoned.executionArn });
    expect(failed).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(String(failed.cause)).toContain('The local cloud could not go on with this execution. TypeError');
    after.kernel.journal.close();
    const again = world({}, { file, seed: 3 }, WAIT);
    await again.kernel.clock.advance(0);
    expect(again.kernel.reported).toEqual([]);
    again.kernel.journal.close();
  });
});

describe('a timer whose firing was not handled before the process ended', () => {
  it('fires again', async () => {
    const file = join(folder, 'timer.sqlite');
    const WAIT = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
    const before = world({}, { file }, WAIT);
    const { executionArn } = await before.call('StartExecution', { stateMachineArn: before.arn, name: 'n' });
    await before.kernel.clock.advance(0);
    before.kernel.alarms.cancel('states', `${executionArn}#0|wait`);
    await before.kernel.journal.durable();
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = world({}, { file, seed: 2 }, WAIT);
    await after.kernel.clock.advance(60_000);
    expect(await after.call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
    after.kernel.journal.close();
  });
});

const MAP = {
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      MaxConcurrency: 3,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Inner',
        States: { Inner: { Type: 'Pass', End: true } },
      },
      End: true,
    },
  },
};

describe('a Distributed Map', () => {
  it('of 2,000 items leaves the event loop to others between its children', async () => {
    const { kernel, arn, call } = world({}, {}, MAP);
    const { executionArn } = await call('StartExecution', {
      stateMachineArn: arn,
      input: JSON.stringify(Array.from({ length: 2_000 }, (_, n) => n)),
    });
    let turns = 0;
    while ((await call('DescribeExecution', { executionArn })).status === 'RUNNING') {
      await turn();
      turns += 1;
    }
    expect(turns).toBeGreaterThan(50);
    const described = await call('DescribeExecution', { executionArn });
    expect(described).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(String(described.output))).toHaveLength(2_000);
    expect(kernel.reported).toEqual([]);
  });

  it('runs no more children at once than MaxConcurrency says', async () => {
    const definition = structuredClone(MAP) as typeof MAP;
    Object.assign(definition.States.M.ItemProcessor.States.Inner, { Type: 'Wait', Seconds: 10 });
    const { kernel, arn, call } = world({}, {}, definition);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input: '[1,2,3,4,5,6,7]' });
    const running: number[] = [];
    for (let second = 0; second < 3; second += 1) {
      await kernel.clock.advance(second === 0 ? 0 : 10_000);
      const { mapRuns } = await call('ListMapRuns', { executionArn });
      const [{ mapRunArn } = { mapRunArn: '' }] = mapRuns as unknown as { mapRunArn: string }[];
      const { executions } = await call('ListExecutions', { mapRunArn, statusFilter: 'RUNNING' });
      running.push((executions as unknown as unknown[]).length);
      expect(await call('DescribeMapRun', { mapRunArn })).toMatchObject({
        maxConcurrency: 3,
        itemCounts: { running: running.at(-1), total: 7, succeeded: second * 3 },
      });
    }
    expect(running).toEqual([3, 3, 1]);
  });

  it('hands on the end of a child that ended just before the process did', async () => {
    const file = join(folder, 'child.sqlite');
    const before = world({}, { file }, MAP);
    const { executionArn } = await before.call('StartExecution', {
      stateMachineArn: before.arn,
      name: 'n',
      input: '[1,2,3,4,5]',
    });
    for (let count = 0; count < 3; count += 1) await turn();
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = world({}, { file, seed: 2 }, MAP);
    await after.kernel.clock.advance(0);
    expect(await after.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '[1,2,3,4,5]',
    });
    after.kernel.journal.close();
  });
});

describe('ids', () => {
  it('are all different, though the cloud is seeded', async () => {
    const { kernel, arn, call } = world(
      {},
      {},
      {
        StartAt: 'M',
        States: {
          M: {
            Type: 'Map',
            ItemProcessor: {
              StartAt: 'I',
              States: { I: { Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' }, End: true } },
            },
            End: true,
          },
        },
      },
    );
    const input = JSON.stringify(Array.from({ length: 40 }, () => 0));
    const seen = new Set<string>();
    for (let count = 0; count < 50; count += 1) {
      const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input });
      await kernel.clock.advance(0);
      const { output } = await call('DescribeExecution', { executionArn });
      for (const { id } of JSON.parse(String(output)) as { id: string }[]) {
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        seen.add(id);
      }
    }
    expect(seen.size).toBe(2_000);
  });
});
