import { DatabaseSync } from 'node:sqlite';

export interface Probe {
  run(): Promise<void>;
  close(): void;
}

/** What a 5-Task execution writes, in the sizes that the engine's rows have: rows, index, and a history entry a turn. */
const ROW = 'r'.repeat(420);
const INDEX = 'i'.repeat(110);
const ENTRIES = [420, 330, 330, 330, 330, 330].map((bytes) => 'e'.repeat(bytes));

/** The limit of the machine: the same writes in the same number of turns, with group commit, and no language. */
export const probe = (file: string): Probe => {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA locking_mode=EXCLUSIVE;');
  db.exec(
    'CREATE TABLE rows(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID; CREATE TABLE open(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID; CREATE TABLE ended(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID; CREATE TABLE history(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;',
  );
  const put = (table: string) => db.prepare(`INSERT OR REPLACE INTO ${table} VALUES(?, ?)`);
  const [rows, open, ended, history] = [put('rows'), put('open'), put('ended'), put('history')];
  const close = db.prepare('DELETE FROM open WHERE key = ?');
  let inTransaction = false;
  let waiting: (() => void)[] = [];
  const flush = (): void => {
    if (inTransaction) db.exec('COMMIT');
    inTransaction = false;
    const released = waiting;
    waiting = [];
    for (const resolve of released) resolve();
  };
  const write = (): void => {
    if (inTransaction) return;
    db.exec('BEGIN IMMEDIATE');
    inTransaction = true;
    setImmediate(flush);
  };
  const committed = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  let sequence = 0;
  return {
    async run() {
      sequence += 1;
      const key = `arn:aws:states:us-east-1:000000000000:execution:five:${String(sequence).padStart(36, '0')}`;
      for (const [number, entry] of ENTRIES.entries()) {
        write();
        if (number === 0) {
          rows.run(key, ROW);
          open.run(key, INDEX);
        }
        history.run(`${String(sequence).padStart(8, '0')}|${number}`, entry);
        if (number === ENTRIES.length - 1) {
          rows.run(key, ROW);
          close.run(key);
          ended.run(key, INDEX);
        }
        await committed();
      }
    },
    close: () => db.close(),
  };
};
