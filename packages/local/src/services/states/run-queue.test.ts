import { describe, expect, it } from 'vitest';
import { openJournal } from '../../kernel/journal.ts';
import { RunQueue } from './run-queue.ts';

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('the run queue', () => {
  it('does a bounded amount of work in a turn of the event loop, in order, and the rest in later turns', async () => {
    const queue = new RunQueue(openJournal());
    const done: number[] = [];
    for (let n = 0; n < 3_000; n += 1)
      queue.push(() => {
        done.push(n);
        return 1;
      });
    expect(done).toEqual([]);
    await turn();
    const first = done.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(500);
    await turn();
    expect(done.length).toBe(2 * first);
    while (done.length < 3_000) await turn();
    expect(done).toEqual(Array.from({ length: 3_000 }, (_, n) => n));
  });

  it('lets a slice that comes later have its turn before an endless one goes on', async () => {
    const queue = new RunQueue(openJournal());
    let endless = 0;
    let other = false;
    const again = (): number => {
      endless += 1;
      if (endless < 100_000) queue.push(again);
      return 50;
    };
    queue.push(again);
    await turn();
    queue.push(() => {
      other = true;
      return 1;
    });
    const before = endless;
    await turn();
    await turn();
    expect(other).toBe(true);
    expect(endless - before).toBeLessThanOrEqual(20);
    queue.stop();
  });

  it('does not run in a transaction that may be taken back', async () => {
    const journal = openJournal();
    const queue = new RunQueue(journal);
    let ran = false;
    const push = (): void =>
      queue.push(() => {
        ran = true;
        return 1;
      });
    expect(() =>
      journal.atomically(() => {
        push();
        expect(ran).toBe(false);
        throw new Error('taken back');
      }),
    ).toThrow('taken back');
    push();
    await turn();
    expect(ran).toBe(true);
  });
});
