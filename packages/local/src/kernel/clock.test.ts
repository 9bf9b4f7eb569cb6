import { describe, expect, it } from 'vitest';
import { manualClock, scaledClock } from './clock.ts';

describe('a scaled clock', () => {
  it('runs ahead of the wall while nobody holds it, and never back behind what was shown', () => {
    const future = Date.parse('2099-01-01T00:00:00Z');
    const clock = scaledClock({ speed: 1000, notBefore: future });
    expect(clock.now()).toBeGreaterThanOrEqual(future);
  });

  it('wakes in the order of the due times, an hour of cloud time in a moment of the wall', async () => {
    const clock = scaledClock({ speed: 1_000_000 });
    const woken: string[] = [];
    const start = clock.now();
    await new Promise<void>((resolve) => {
      clock.at(start + 3_600_000, () => {
        woken.push('hour');
        resolve();
      });
      clock.at(start + 60_000, () => woken.push('minute'));
      clock.at(start + 1_000, () => woken.push('cancelled')).cancel();
    });
    expect(woken).toEqual(['minute', 'hour']);
  });

  it('keeps to the pace of the wall while it is held', async () => {
    const clock = scaledClock({ speed: 1_000_000 });
    const letGo = clock.hold();
    const from = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const held = clock.now() - from;
    letGo();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(held).toBeLessThan(10_000);
    expect(clock.now() - from).toBeGreaterThan(1_000_000);
  });
});

describe('the pace of a clock', () => {
  it('says where it stands and how fast it goes', () => {
    const clock = scaledClock({ speed: 60 });
    const free = clock.pace();
    const letGo = clock.hold();
    const held = clock.pace();
    letGo();
    expect([free.speed, held.speed, clock.pace().speed]).toEqual([60, 1, 60]);
    expect(held.wall).toBeGreaterThanOrEqual(free.wall);
    expect(held.cloud).toBeGreaterThanOrEqual(free.cloud);
    expect(manualClock(5).pace()).toEqual({ wall: 0, cloud: 5, speed: 0 });
  });
});

describe('a timer that throws', () => {
  it('is reported and does not keep the others from being called', async () => {
    const reported: unknown[] = [];
    const clock = scaledClock({ speed: 1_000_000, report: (error) => void reported.push(error) });
    await new Promise<void>((resolve) => {
      clock.at(clock.now() + 1_000, () => {
        throw new Error('no');
      });
      clock.at(clock.now() + 60_000, resolve);
    });
    expect(reported).toEqual([new Error('no')]);
  });
});

describe('a manual clock', () => {
  it('moves only when told to and wakes timers at their own time', async () => {
    const clock = manualClock(0);
    const seen: number[] = [];
    clock.at(50, () => {
      seen.push(clock.now());
      clock.at(70, () => seen.push(clock.now()));
    });
    await clock.advanceTo(60);
    expect([seen, clock.now()]).toEqual([[50], 60]);
    await clock.advance(100);
    expect(seen).toEqual([50, 70]);
  });
});
