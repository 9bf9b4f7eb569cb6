import { type Engine, engine } from './engine.ts';
import { median, type Timed, timed } from './measure.ts';
import { DISTRIBUTED, INLINE, LOOP, parallel } from './workflows.ts';

/** What one thing costs at n, 2n and 4n; linear is twice and four times. */
export interface Growth {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly milliseconds: readonly number[];
  readonly longestTurn: readonly number[];
}

const numbers = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, n) => n));

type Case = readonly [name: string, n: number, prepare: (made: Engine, n: number) => Promise<() => Promise<unknown>>];

const running =
  (definition: (n: number) => object, input: (n: number) => string) =>
  async (made: Engine, n: number): Promise<() => Promise<unknown>> => {
    const arn = made.machine(`m${n}`, definition(n));
    return async () => {
      const { succeeded } = await made.run(arn, input(n));
      if (!succeeded) throw new Error('the execution failed');
    };
  };

const historyRead = async (made: Engine, n: number): Promise<() => Promise<unknown>> => {
  const { executionArn } = await made.run(made.machine(`h${n}`, LOOP), JSON.stringify({ n }));
  return async () => {
    let nextToken: unknown;
    do {
      ({ nextToken } = await made.call('GetExecutionHistory', { executionArn, maxResults: 1_000, nextToken }));
    } while (nextToken !== undefined);
  };
};

const listed = async (made: Engine, n: number): Promise<() => Promise<unknown>> => {
  const stateMachineArn = made.machine(`l${n}`, { StartAt: 'S', States: { S: { Type: 'Succeed' } } });
  for (let done = 0; done < n; done += 500)
    await Promise.all(Array.from({ length: Math.min(500, n - done) }, () => made.run(stateMachineArn)));
  return async () => {
    for (let count = 0; count < 500; count += 1)
      await made.call('ListExecutions', { stateMachineArn, statusFilter: 'FAILED' });
  };
};

const CASES: readonly Case[] = [
  ['Distributed Map of Pass, items', 2_500, running(() => DISTRIBUTED, numbers)],
  ['inline Map of Pass, items', 1_000, running(() => INLINE, numbers)],
  ['Parallel, branches', 500, running(parallel, () => '{}')],
  [
    'one execution, transitions',
    1_500,
    running(
      () => LOOP,
      (n) => JSON.stringify({ n }),
    ),
  ],
  ['its history read in pages, transitions', 1_500, historyRead],
  ['500 lists by a status that none has', 2_000, listed],
];

/** Each work so often, one after the other; the first round warms up. */
const measured = async (
  works: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<readonly (readonly Timed[])[]> => {
  const all: Timed[][] = works.map(() => []);
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, work] of works.entries()) {
      const took = await timed(work);
      if (round > 0) all[index]?.push(took);
    }
  return all;
};

/** @param rounds the median of so many is taken */
export const growth = async (rounds: number): Promise<readonly Growth[]> => {
  const grown: Growth[] = [];
  for (const [name, n, prepare] of CASES) {
    const sizes = [n, 2 * n, 4 * n];
    const made = engine();
    const works = [];
    for (const size of sizes) works.push(await prepare(made, size));
    const took = await measured(works, rounds);
    const of = (part: keyof Timed): readonly number[] => took.map((each) => median(each.map((one) => one[part])));
    grown.push({ name, sizes, milliseconds: of('milliseconds'), longestTurn: of('longestTurn') });
    made.close();
  }
  return grown;
};
