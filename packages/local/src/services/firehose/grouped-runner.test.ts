import { describe, expect, it } from 'vitest';
import { groupedRunner } from './grouped-runner.ts';

describe('grouped work', () => {
  it('runs side by side up to the limit, in order, and goes on after a failure', async () => {
    const run = groupedRunner(10);
    const log: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (name === 'b') throw new Error('no');
    };
    const all = [run(4, work('a')), run(4, work('b')), run(4, work('c')), run(40, work('d'))];
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends', 'c begins', 'c ends', 'd begins', 'd ends']);
    await run(1, work('e'));
    expect(log.at(-1)).toBe('e ends');
  });
});
