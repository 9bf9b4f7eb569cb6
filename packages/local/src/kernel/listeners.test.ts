import { describe, expect, it } from 'vitest';
import { openJournal } from './journal.ts';
import { listenersOn } from './listeners.ts';

describe('listeners', () => {
  it('are called once after each commit that concerned their name', async () => {
    const journal = openJournal();
    const listeners = listenersOn(journal, 'x', () => undefined);
    const called: string[] = [];
    const unsubscribe = listeners.listen('a', () => void called.push('a'));
    listeners.listen('b', () => void called.push('b'));
    listeners.notify('a');
    listeners.notify('a');
    expect(called).toEqual([]);
    await journal.durable();
    expect(called).toEqual(['a']);
    unsubscribe();
    listeners.notify('a');
    await journal.durable();
    expect(called).toEqual(['a']);
  });

  it('do not keep one another from being called: one that throws is reported and its writes are taken back', async () => {
    const journal = openJournal();
    const table = journal.table<number>('numbers');
    const reported: unknown[] = [];
    const listeners = listenersOn(journal, 'x', (error) => void reported.push(error));
    const called: string[] = [];
    listeners.listen('a', () => {
      table.put('half', 1);
      throw new Error('no');
    });
    listeners.listen('a', () => void called.push('second'));
    listeners.notify('a');
    await journal.durable();
    expect([called, reported, table.count()]).toEqual([['second'], [new Error('no')], 0]);
  });
});
