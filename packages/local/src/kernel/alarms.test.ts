import { describe, expect, it } from 'vitest';
import { alarmsOn } from './alarms.ts';
import { manualClock } from './clock.ts';
import { openJournal } from './journal.ts';

const unexpected = (error: unknown): never => {
  throw error;
};

describe('alarms', () => {
  it('ring in the order of their time, once, and move when they are set again', async () => {
    const clock = manualClock(1_000);
    const alarms = alarmsOn(openJournal(), clock, unexpected);
    const rung: string[] = [];
    alarms.on('x', (key) => rung.push(`${key}@${clock.now()}`));
    alarms.start();
    alarms.set('x', 'late', 3_000);
    alarms.set('x', 'soon', 2_000);
    alarms.set('x', 'gone', 2_500);
    alarms.set('x', 'late', 2_700);
    alarms.cancel('x', 'gone');
    await clock.advanceTo(10_000);
    expect(rung).toEqual(['soon@2000', 'late@2700']);
  });

  it('that came due while nobody was there ring at the next start', async () => {
    const clock = manualClock(1_000);
    const journal = openJournal();
    alarmsOn(journal, clock, unexpected).set('x', 'k', 2_000, 'note');
    await clock.advanceTo(5_000);
    const rung: unknown[] = [];
    const again = alarmsOn(journal, clock, unexpected);
    again.on('x', (key, note) => rung.push([key, note]));
    again.start();
    await clock.advance(0);
    expect(rung).toEqual([['k', 'note']]);
  });

  it('may be set again by their own ring', async () => {
    const clock = manualClock(0);
    const alarms = alarmsOn(openJournal(), clock, unexpected);
    let times = 0;
    alarms.on('x', (key) => {
      times += 1;
      if (times < 5) alarms.set('x', key, clock.now() + 100);
    });
    alarms.start();
    alarms.set('x', 'tick', 100);
    await clock.advance(1_000);
    expect(times).toBe(5);
  });

  it('that throw are set aside with their error and reported; the others ring, and no start rings them again', async () => {
    const clock = manualClock(1_000);
    const reported: unknown[] = [];
    const journal = openJournal();
    const written = journal.table<string>('written');
    const report = (error: unknown): void => void reported.push(error);
    const alarms = alarmsOn(journal, clock, report);
    const rung: string[] = [];
    const ring = (key: string): void => {
      rung.push(key);
      written.put(key, 'half');
      if (key === 'bad') throw new TypeError('cannot');
    };
    alarms.on('x', ring);
    alarms.start();
    alarms.set('x', 'bad', 2_000, 'note');
    alarms.set('x', 'good', 2_000);
    await clock.advanceTo(3_000);
    expect(rung).toEqual(['bad', 'good']);
    expect(written.scan().map(([key]) => key)).toEqual(['good']);
    expect(alarms.failed()).toEqual([
      { owner: 'x', key: 'bad', due: 2_000, note: 'note', at: 2_000, error: 'TypeError: cannot' },
    ]);
    expect(reported).toEqual([new TypeError('cannot')]);
    alarms.stop();
    const again = alarmsOn(journal, clock, report);
    again.on('x', ring);
    again.start();
    await clock.advance(10_000);
    expect(rung).toEqual(['bad', 'good']);
  });
});
