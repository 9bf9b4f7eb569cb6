import { afterEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../kernel/clock.ts';
import type { Environment, InvocationRequest, Outcome } from './environment.ts';
import { environmentPool, type Pool, type PoolLimits } from './pool.ts';

const limits: PoolLimits = {
  environmentsPerFunction: 2,
  environments: 3,
  patienceMilliseconds: 0,
  idleMilliseconds: 60_000,
};

interface Stage {
  readonly pool: Pool;
  /** Functions of the environments that were started, and of those that were ended. */
  readonly started: string[];
  readonly ended: string[];
  /** Lets the longest running invocation of a function come to its end. */
  finish(name: string): Promise<void>;
  run(name: string, reservedConcurrency?: number): Promise<Outcome>;
}

const settle = (): Promise<void> => new Promise((resume) => setImmediate(resume));

let pool: Pool | undefined;
afterEach(() => pool?.stop());

const stage = (some: Partial<PoolLimits> = {}): Stage => {
  const started: string[] = [];
  const ended: string[] = [];
  const running: { readonly name: string; readonly done: () => void }[] = [];
  const start = (name: string): Environment => {
    started.push(name);
    return {
      ended: false,
      end: async () => void ended.push(name),
      invoke: () =>
        new Promise((resolve) => running.push({ name, done: () => resolve({ ok: true, payload: 'null' }) })),
    };
  };
  const made = environmentPool({ ...limits, ...some }, { clock: manualClock(0), report: () => undefined }, start);
  pool = made;
  const request: InvocationRequest = { requestId: 'r', payload: '{}', functionArn: 'arn', version: '$LATEST' };
  return {
    pool: made,
    started,
    ended,
    run: (name, reservedConcurrency) =>
      made.run({ name, ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }) }, request),
    async finish(name) {
      const at = running.findIndex((each) => each.name === name);
      running.splice(at, 1)[0]?.done();
      await settle();
    },
  };
};

describe('the pool', () => {
  it('uses an idle environment again, and starts another only while all are busy', async () => {
    const { run, finish, started } = stage();
    const first = run('a');
    await finish('a');
    await first;
    const again = [run('a'), run('a'), run('a')];
    expect(started).toEqual(['a', 'a']);
    for (const _ of again) await finish('a');
    expect((await Promise.all(again)).every(({ ok }) => ok)).toBe(true);
  });

  it('waits a moment for a busy environment before it starts one more', async () => {
    const { run, finish, started } = stage({ patienceMilliseconds: 60_000 });
    const both = [run('a'), run('a')];
    expect(started).toEqual(['a']);
    await finish('a');
    await finish('a');
    await Promise.all(both);
    expect(started).toEqual(['a']);
  });

  it('keeps to a reserved concurrency', () => {
    const { run, started } = stage();
    void run('a', 1);
    void run('a', 1);
    expect(started).toEqual(['a']);
  });

  it('takes the room of who was idle longest, and gives every function one even when there is none', async () => {
    const { run, finish, started, ended } = stage();
    const idle = [run('a'), run('b')];
    await finish('a');
    await finish('b');
    await Promise.all(idle);
    void run('c');
    void run('d');
    expect(ended).toEqual(['a']);
    void run('e');
    expect(ended).toEqual(['a', 'b']);
    void run('f');
    void run('c');
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('ends what is retired, what is busy after its invocation, and starts anew', async () => {
    const { pool: made, run, finish, started, ended } = stage();
    const [idle, busy] = [run('a'), run('a')];
    await finish('a');
    await idle;
    made.retire('a');
    expect(ended).toEqual(['a']);
    await finish('a');
    expect((await busy).ok).toBe(true);
    expect(ended).toEqual(['a', 'a']);
    const next = run('a');
    expect(started).toEqual(['a', 'a', 'a']);
    await finish('a');
    await next;
    made.retire('nobody');
  });

  it('abandons who waits when it stops', async () => {
    const { pool: stopping, run, ended } = stage();
    const waiting = [run('a', 1), run('a', 1)][1];
    await stopping.stop();
    expect(await waiting).toMatchObject({ ok: false, abandoned: true });
    expect(await run('a')).toMatchObject({ ok: false, abandoned: true });
    expect(ended).toEqual(['a']);
  });
});
