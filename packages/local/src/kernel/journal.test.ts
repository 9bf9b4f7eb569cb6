import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openJournal } from './journal.ts';

const folders: string[] = [];
const file = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  folders.push(folder);
  return join(folder, 'cloud.sqlite');
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a journal', () => {
  it('keeps documents in key order and finds them by prefix, range and direction', () => {
    const table = openJournal().table<number>('numbers');
    for (const [key, value] of [
      ['b/2', 2],
      ['a/1', 1],
      ['b/1', 3],
      ['c', 4],
    ] as const)
      table.put(key, value);
    expect(table.scan({ prefix: 'b/' }).map(([key]) => key)).toEqual(['b/1', 'b/2']);
    expect(table.scan({ reverse: true, limit: 2 }).map(([, value]) => value)).toEqual([4, 2]);
    expect(table.scan({ after: 'a/1', before: 'c' }).length).toBe(2);
    expect(table.count('b/')).toBe(2);
  });

  it('releases effects only after the commit, so that a reopened file holds what they announced', async () => {
    const path = file();
    const journal = openJournal({ file: path });
    journal.table<string>('facts').put('a', 'accepted');
    await journal.durable();
    journal.close();
    expect(openJournal({ file: path }).table<string>('facts').get('a')).toBe('accepted');
  });

  it('takes back all of a piece of work that throws, and nothing else', () => {
    const journal = openJournal();
    const table = journal.table<number>('numbers');
    const log = journal.log<string>('lines');
    table.put('before', 1);
    const failing = (): void =>
      journal.atomically(() => {
        table.put('inside', 2);
        log.append('p', 'lost');
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(table.scan().map(([key]) => key)).toEqual(['before']);
    expect(log.append('p', 'kept')).toBe(1);
  });

  it('numbers a log without gaps and never again after a trim', () => {
    const log = openJournal().log<string>('lines');
    for (const line of ['a', 'b', 'c']) log.append('p', line);
    log.trim('p', 3);
    expect(log.append('p', 'd')).toBe(4);
    expect(log.read('p', 0, 10)).toEqual([{ n: 4, entry: 'd' }]);
  });

  it('refuses a file that another cloud holds, with the way out', () => {
    const path = file();
    const journal = openJournal({ file: path });
    expect(() => openJournal({ file: path })).toThrow(expect.objectContaining({ code: 'IN_USE' }));
    journal.close();
  });
});
