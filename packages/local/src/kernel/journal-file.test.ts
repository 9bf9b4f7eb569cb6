import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Journal, openJournal } from './journal.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-file-'));
  file = join(folder, 'cloud.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As many commits as there are numbers, and as many rows. */
const filled = async (count: number): Promise<Journal> => {
  const journal = openJournal({ file });
  const table = journal.table<string>('facts');
  for (let n = 0; n < count; n += 1) {
    table.put(String(n).padStart(4, '0'), `fact ${n} ${'x'.repeat(200)}`);
    await journal.durable();
  }
  return journal;
};
/** What a process that is killed leaves: the file and its log, not put together. */
const killed = async (count: number): Promise<void> => {
  const journal = await filled(count);
  const left = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
  journal.close();
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const [name, bytes] of left) writeFileSync(join(folder, name), bytes);
};
const contents = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !name.endsWith('-shm'))
      .map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );
const refused = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message), mend: expect.any(String) });

describe('a data folder', () => {
  it('is its owner’s alone, with all that lies in it, whatever was before', async () => {
    (await filled(1)).close();
    chmodSync(folder, 0o755);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
    const journal = openJournal({ file });
    journal.table<number>('n').put('a', 1);
    await journal.durable();
    const modes = Object.fromEntries(
      readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]),
    );
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(Object.values(modes).every((mode) => mode === 0o600)).toBe(true);
    expect(Object.keys(modes)).toContain('cloud.sqlite-wal');
    journal.close();
  });

  it('is not taken from others when it holds something else', () => {
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(() => openJournal({ file })).toThrow(refused('SHARED_FOLDER', /holds other files/));
    expect(readdirSync(folder)).toEqual(['notes.txt']);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    chmodSync(folder, 0o700);
    openJournal({ file }).close();
  });

  it('that is made is its owner’s alone from the start', () => {
    openJournal({ file: join(folder, 'new', 'cloud.sqlite') }).close();
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
  });

  it('of another version is left as it is', () => {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode=WAL; PRAGMA user_version=99; CREATE TABLE x(y);');
    db.close();
    chmodSync(file, 0o644);
    const before = contents();
    expect(() => openJournal({ file })).toThrow(refused('OTHER_VERSION', /layout 99/));
    expect(contents()).toEqual(before);
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  it('that another process uses is left as it is', async () => {
    const journal = await filled(1);
    const before = contents();
    expect(() => openJournal({ file })).toThrow(refused('IN_USE', /in use/));
    expect(contents()).toEqual(before);
    journal.close();
  });

  it.skipIf(process.getuid?.() === 0)('that cannot be written is left as it is', async () => {
    (await filled(1)).close();
    chmodSync(folder, 0o500);
    expect(() => openJournal({ file })).toThrow(refused('READ_ONLY', /cannot be written/));
    chmodSync(folder, 0o700);
  });
});

describe('what was acknowledged', () => {
  it('is there after a kill', async () => {
    await killed(20);
    const journal = openJournal({ file, verify: true });
    expect(journal.table('facts').count()).toBe(20);
    journal.close();
  });

  it('is missed when the log is missing, cut or damaged, and nothing is changed', async () => {
    for (const damage of [
      () => rmSync(`${file}-wal`),
      () => truncateSync(`${file}-wal`, Math.floor(statSync(`${file}-wal`).size / 2)),
      () => {
        const bytes = readFileSync(`${file}-wal`);
        bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
        writeFileSync(`${file}-wal`, bytes);
      },
    ]) {
      await killed(40);
      damage();
      const before = contents();
      expect(() => openJournal({ file })).toThrow(refused('DAMAGED', /holds \d+ of 40 acknowledged commits/));
      expect(contents()).toEqual(before);
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
    }
  });

  it('is missed when the file itself is empty or gone', async () => {
    for (const damage of [() => truncateSync(file, 0), () => rmSync(file)]) {
      (await filled(3)).close();
      damage();
      expect(() => openJournal({ file })).toThrow(refused('DAMAGED', /holds 0 of 3 acknowledged commits/));
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
    }
  });

  it('may be given up by who says so', async () => {
    await killed(10);
    rmSync(`${file}-wal`);
    rmSync(`${file}-commits`);
    const journal = openJournal({ file, verify: true });
    journal.table<number>('n').put('a', 1);
    await journal.durable();
    journal.close();
    openJournal({ file }).close();
  });
});

describe('a flipped bit', () => {
  it('is found wherever it lies, at the start or when its row is read, and never read as another value', async () => {
    (await filled(60)).close();
    const whole = readFileSync(file);
    const values = (journal: Journal): readonly unknown[] =>
      journal
        .table('facts')
        .scan()
        .map(([, value]) => value);
    const intact = openJournal({ file });
    const expected = values(intact);
    intact.close();
    const sound = readFileSync(file);
    let found = 0;
    for (let at = 4096; at < whole.length; at += 97) {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      writeFileSync(file, bytes);
      rmSync(`${file}-wal`, { force: true });
      let read: readonly unknown[] | undefined;
      try {
        const journal = openJournal({ file, verify: true });
        read = values(journal);
        journal.close();
      } catch (error) {
        found += 1;
        expect(error).toEqual(refused('DAMAGED', /./));
      }
      if (read !== undefined) expect(read).toEqual(expected);
    }
    expect(found).toBeGreaterThan(50);
    expect(existsSync(file)).toBe(true);
  });

  it('in the head of the file is said as such', async () => {
    (await filled(1)).close();
    writeFileSync(file, Buffer.concat([Buffer.from('not a database, '), readFileSync(file).subarray(16)]));
    expect(() => openJournal({ file })).toThrow(refused('DAMAGED', /not a database/));
  });
});

describe('a folder without a file', () => {
  it('begins empty', () => {
    mkdirSync(join(folder, 'x'));
    const journal = openJournal({ file: join(folder, 'x', 'cloud.sqlite'), verify: true });
    expect(journal.lastInstant()).toBe(0);
    journal.close();
  });
});
