import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { evolve } from './evolve.ts';
import { unstarted } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import { PureRun } from './pure-run.ts';
import { MANIFEST, RUNS, tokenOf, type World, world } from './test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'states-'));
afterAll(() => rmSync(folder, { recursive: true }));

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const statusOf = async ({ call }: World, executionArn: string): Promise<unknown> =>
  (await call('DescribeExecution', { executionArn }).catch(() => ({ status: 'UNKNOWN' }))).status;

/** Answers the callback as soon as it can be; a holder who answered already hears that the task is over. */
const drive = async (each: World, executionArn: string, turns: number): Promise<number> => {
  for (let count = 0; count < turns; count += 1) {
    if ((await statusOf(each, executionArn)) === 'SUCCEEDED') return count;
    const put = each.puts.at(-1);
    if (put !== undefined)
      await each.call('SendTaskSuccess', { taskToken: tokenOf(put), output: MANIFEST }).catch(() => {});
    await each.kernel.clock.advance(0);
    await turn();
  }
  return turns;
};

const ARN = 'arn:aws:states:us-east-1:000000000000:execution:export:one';

/** Turn by turn, without settling: a cut can fall between any two commits. */
const cutAfter = async (file: string, turns: number): Promise<World> => {
  const before = world(RUNS, { file });
  await before.call('StartExecution', { stateMachineArn: before.arn, name: 'one', input: '{}' });
  for (let count = 0; count < turns; count += 1) {
    await turn();
    const put = before.puts.at(-1);
    if (put !== undefined)
      await before.call('SendTaskSuccess', { taskToken: tokenOf(put), output: MANIFEST }).catch(() => {});
  }
  return before;
};

describe('an execution cut off at any moment', () => {
  it.each(Array.from({ length: 14 }, (_, turns) => turns))('goes on to the same end (turn %i)', async (turns) => {
    const file = join(folder, `cut-${turns}.sqlite`);
    const before = await cutAfter(file, turns);
    const ended = (await statusOf(before, ARN)) === 'SUCCEEDED';
    await before.service.stop?.();
    before.kernel.journal.close();
    const after = world(RUNS, { file, seed: 2, start: Date.parse('2026-11-23T20:00:01Z') });
    // The token went to the table before the cut: what is there outlives the process, as a table does.
    after.puts.push(...before.puts);
    if ((await statusOf(after, ARN)) === 'UNKNOWN')
      await after.call('StartExecution', { stateMachineArn: after.arn, name: 'one' });
    await drive(after, ARN, 60);
    expect(await after.call('DescribeExecution', { executionArn: ARN })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"resources":6}',
    });
    if (ended) expect(after.invoked).toEqual([]);
    const files = [...before.invoked, ...after.invoked].filter(({ payload }) => 'file' in payload);
    expect(new Set(files.map(({ payload }) => payload.file)).size).toBe(3);
    expect(after.kernel.reported).toEqual([]);
    after.kernel.journal.close();
  });

  it('keeps its timers: what came due meanwhile fires', async () => {
    const file = join(folder, 'timers.sqlite');
    const before = world(RUNS, { file });
    const { executionArn } = await before.call('StartExecution', { stateMachineArn: before.arn, name: 'one' });
    await before.kernel.clock.advance(0);
    before.kernel.journal.close();
    const after = world(RUNS, { file, start: Date.parse('2026-11-23T21:00:00Z') });
    await after.kernel.clock.advance(0);
    expect(await after.call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
    after.kernel.journal.close();
  });
});

const pass = (more: object = {}): object => ({ Type: 'Pass', End: true, ...more });
const flow = (state: object): object => ({ StartAt: 'Inner', States: { Inner: state } });

describe('folding a history', () => {
  it.each([
    ['parallel', { Type: 'Parallel', Branches: [flow(pass())], End: true }],
    [
      'map',
      { Type: 'Map', Items: [1, 2, 3], ItemProcessor: flow(pass({ Assign: { x: 1 } })), MaxConcurrency: 2, End: true },
    ],
    [
      'distributed map',
      {
        Type: 'Map',
        Items: [1, null, 'a'],
        ItemProcessor: { ...flow(pass()), ProcessorConfig: { Mode: 'DISTRIBUTED' } },
        End: true,
      },
    ],
    [
      'retry',
      {
        Type: 'Parallel',
        Branches: [flow({ Type: 'Fail', Error: 'E' })],
        Retry: [{ ErrorEquals: ['E'], JitterStrategy: 'FULL' }],
        End: true,
      },
    ],
    ['wait', { Type: 'Wait', Seconds: 60, Assign: { now: '{% $now() %}', id: '{% $uuid() %}' }, End: true }],
  ])('gives the live state after each event: %s', async (_, state) => {
    const run = new PureRun(compile(JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: state } })));
    await run.run({});
    const kept = JSON.parse(JSON.stringify(run.events)) as readonly HistoryEvent[];
    const folded = unstarted();
    for (const event of kept) evolve(folded, event);
    expect(folded).toEqual(run.execution);
    expect(run.execution.status).not.toBe('RUNNING');
  });
});
