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

  it('refuses keys that would become one in UTF-8', () => {
    const table = openJournal().table<number>('numbers');
    const refused = expect.objectContaining({ code: 'ValidationException' });
    for (const key of ['a\ud800', 'a\udfff']) {
      expect(() => table.put(key, 1)).toThrow(refused);
      expect(() => table.get(key)).toThrow(refused);
    }
    table.put('😀', 1);
    expect(table.get('😀')).toBe(1);
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

  it('runs every effect of a commit although one throws, and reports that one', async () => {
    const reported: unknown[] = [];
    const journal = openJournal({ report: (error) => void reported.push(error) });
    const ran: string[] = [];
    journal.afterCommit(() => void ran.push('a'));
    journal.afterCommit(() => {
      throw new Error('no');
    });
    journal.afterCommit(() => void ran.push('c'));
    await journal.durable();
    expect(ran).toEqual(['a', 'c']);
    expect(reported).toEqual([new Error('no')]);
  });

  it('takes back the writes of an effect that throws', async () => {
    const journal = openJournal({ report: () => undefined });
    const table = journal.table<number>('numbers');
    journal.afterCommit(() => {
      table.put('half', 1);
      throw new Error('no');
    });
    await journal.durable();
    await journal.durable();
    expect(table.scan()).toEqual([]);
  });

  it('drops the effects of work that is taken back, and keeps those around it', async () => {
    const journal = openJournal();
    const ran: string[] = [];
    journal.afterCommit(() => void ran.push('before'), 'x');
    expect(() =>
      journal.atomically(() => {
        journal.afterCommit(() => void ran.push('inside'), 'y');
        throw new Error('no');
      }),
    ).toThrow('no');
    journal.afterCommit(() => void ran.push('again'), 'y');
    await journal.durable();
    expect(ran).toEqual(['before', 'again']);
  });

  it('runs one effect of a key in each commit', async () => {
    const journal = openJournal();
    let runs = 0;
    const count = (): void => {
      runs += 1;
    };
    journal.afterCommit(count, 'x');
    journal.afterCommit(count, 'x');
    await journal.durable();
    journal.afterCommit(count, 'x');
    await journal.durable();
    expect(runs).toBe(2);
  });

  it('nests: what an inner piece of work loses leaves the outer one whole', () => {
    const journal = openJournal();
    const table = journal.table<number>('numbers');
    journal.atomically(() => {
      table.put('outer', 1);
      expect(() =>
        journal.atomically(() => {
          table.put('inner', 2);
          throw new Error('no');
        }),
      ).toThrow('no');
      journal.atomically(() => table.put('second', 3));
    });
    expect(table.scan().map(([key]) => key)).toEqual(['outer', 'second']);
  });
});
