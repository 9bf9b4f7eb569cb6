import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Journal, journalOn, openJournal } from './journal.ts';
import { openFile } from './journal-file.ts';

let folder: string;
let db: DatabaseSync;
let journal: Journal;
const reported: unknown[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-full-'));
  const opened = openFile(join(folder, 'cloud.sqlite'));
  db = opened.db;
  journal = journalOn(opened, (error) => void reported.push(error));
  reported.length = 0;
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

const large = 'x'.repeat(200_000);
const unavailable = expect.objectContaining({ code: 'ServiceUnavailable', status: 503 });
const fill = (): void => db.exec('PRAGMA max_page_count=20');
const makeRoom = (): void => db.exec('PRAGMA max_page_count=100000');

describe('a disk that is full', () => {
  it('takes nothing of the turn, and says so to whoever waits for it', async () => {
    const table = journal.table<string>('facts');
    table.put('before', 'kept');
    await journal.durable();
    fill();
    const ran: string[] = [];
    const failures: Error[] = [];
    journal.onFailure((error) => void failures.push(error));
    table.put('small', 'lost with the turn');
    journal.afterCommit(() => void ran.push('effect'));
    const waiting = expect(journal.durable()).rejects.toEqual(unavailable);
    expect(() => journal.atomically(() => table.put('large', large))).toThrow(unavailable);
    await waiting;
    expect(() => table.put('another', 'refused at once')).toThrow(unavailable);
    expect([failures.length, ran]).toEqual([1, []]);
    expect(table.scan().map(([key]) => key)).toEqual(['before']);
    await journal.durable();
  });

  it('goes on when there is room', async () => {
    const table = journal.table<string>('facts');
    fill();
    expect(() => table.put('large', large)).toThrow(unavailable);
    makeRoom();
    expect(() => table.put('large', large)).toThrow(unavailable);
    journal.resume();
    journal.atomically(() => table.put('large', large));
    await journal.durable();
    journal.close();
    journal = openJournal({ file: join(folder, 'cloud.sqlite'), verify: true });
    expect(journal.table<string>('facts').get('large')).toBe(large);
  });

  it('leaves a piece of work within another whole: both are lost, none half', async () => {
    const table = journal.table<string>('facts');
    fill();
    const work = (): void =>
      journal.atomically(() => {
        table.put('outer', 'x');
        try {
          journal.atomically(() => table.put('large', large));
        } catch {
          // Somebody who goes on all the same.
        }
        table.put('after', 'x');
      });
    expect(work).toThrow(unavailable);
    makeRoom();
    journal.resume();
    expect(table.scan()).toEqual([]);
    table.put('next', 'x');
    await journal.durable();
    expect(table.count()).toBe(1);
  });
});
