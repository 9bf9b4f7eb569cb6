import { describe, expect, it } from 'vitest';
import { manualClock } from './kernel/clock.ts';
import { recoverOnFailure } from './recovery.ts';

interface Stand {
  readonly clock: ReturnType<typeof manualClock>;
  readonly did: string[];
  readonly reported: string[];
  fail(error: Error): void;
  room: boolean;
  durable: () => Promise<void>;
  stop(): void;
}

const stand = (): Stand => {
  const clock = manualClock(0);
  const did: string[] = [];
  const reported: string[] = [];
  let listener: (error: Error) => void = () => undefined;
  const made: Stand = {
    clock,
    did,
    reported,
    fail: (error) => listener(error),
    room: true,
    durable: async () => undefined,
    stop: () => recovery.stop(),
  };
  const recovery = recoverOnFailure({
    journal: {
      onFailure(next) {
        listener = next;
      },
      resume: () => void did.push('resume'),
      durable: () => made.durable(),
    },
    wall: clock,
    report: (error) => void reported.push((error as Error).message),
    hasRoom: () => made.room,
    halt: async () => void did.push('halt'),
    raise: () => void did.push('raise'),
  });
  return made;
};

describe('after a write that the disk refused', () => {
  it('everything is stopped, and made anew when there is room', async () => {
    const made = stand();
    made.room = false;
    made.fail(new Error('full'));
    await made.clock.advance(10_000);
    expect(made.did).toEqual(['halt']);
    made.room = true;
    await made.clock.advance(30_000);
    expect(made.did).toEqual(['halt', 'resume', 'raise']);
    expect(made.reported).toEqual(['full', 'The data folder takes writes again.']);
  });

  it('an attempt that fails is undone and made again; failures meanwhile are part of it', async () => {
    const made = stand();
    let attempts = 0;
    made.durable = async () => {
      attempts += 1;
      if (attempts > 1) return;
      made.fail(new Error('again'));
      throw new Error('again');
    };
    made.fail(new Error('full'));
    await made.clock.advance(60_000);
    expect(made.did).toEqual(['halt', 'resume', 'raise', 'halt', 'resume', 'raise']);
    made.fail(new Error('later'));
    await made.clock.advance(60_000);
    expect(made.did.slice(6)).toEqual(['halt', 'resume', 'raise']);
  });

  it('nothing is made anew once the cloud stops', async () => {
    const made = stand();
    made.fail(new Error('full'));
    made.stop();
    await made.clock.advance(60_000);
    expect(made.did).toEqual(['halt']);
  });
});
