import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openJournal } from '@carillon/local/kernel/journal';
import { bucketsIn } from '@carillon/local/services/s3/bucket';
import { objectsIn } from '@carillon/local/services/s3/object';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryShop } from '../../fixture-project.ts';
import { archivedEvent, archiveObject } from '../../lake/fixture-archive.ts';
import { type Project, projectAt } from '../../project.ts';
import { parse, UsageError } from '../command.ts';
import { query } from './command.ts';

let project: Project;
const root = mkdtempSync(join(tmpdir(), 'query-test-'));
const counted = (id: string): object =>
  archivedEvent('StockCounted', { id, occurredAt: '2026-11-24T11:00:00.000Z' }, { id, warehouseId: '1', quantity: 97 });
const key = (hour: string): string =>
  `events/type=StockCounted/warehouseId=1/year=2026/month=11/day=24/hour=${hour}/a.ndjson.gz`;

beforeAll(async () => {
  project = projectAt(await temporaryShop(), { name: 'shop' });
  archiveObject(root, key('11'), [counted('m1')]);
  archiveObject(root, key('12'), [counted('m2')]);
  const journal = openJournal({ file: join(root, 'cloud.sqlite') });
  bucketsIn(journal).keep('carillondata-archivebucket-1', 0);
  const bytes = gzipSync(`${JSON.stringify(counted('in-data'))}\n`);
  const head = { etag: 'e', size: bytes.length, modifiedAt: 0, crc32: undefined, metadata: {}, headers: {} };
  objectsIn(journal).write({ bucket: 'carillondata-archivebucket-1', key: key('11'), blob: 's3/1' }, head, bytes);
  journal.close();
});
afterAll(() => {
  for (const folder of [root, project.root]) rmSync(folder, { recursive: true });
});

const run = async (
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const lines: Record<'log' | 'error', string[]> = { log: [], error: [] };
  const spies = (['log', 'error'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((text: string) => void lines[name].push(text)),
  );
  try {
    const { given, positionals } = parse(query, argv);
    return {
      code: await query.run(given, positionals, project),
      out: lines.log.join('\n'),
      err: lines.error.join('\n'),
    };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

const IDS = 'SELECT detail.metadata.id AS id FROM stock_counted ORDER BY 1';

describe('carillon query', () => {
  it('answers from a folder, as a table, JSON or CSV', async () => {
    expect((await run(IDS, '--archive', root)).out).toBe('id\n--\nm1\nm2\n(2 rows)');
    expect((await run(IDS, '--archive', root, '--csv')).out).toBe('id\r\nm1\r\nm2');
    expect(JSON.parse((await run(IDS, '--archive', root, '--json')).out)).toEqual({
      ok: true,
      columns: ['id'],
      rows: [['m1'], ['m2']],
      skipped: [],
    });
  });

  it('answers from a data folder, and leaves no copy behind', async () => {
    expect((await run(IDS, '--data', root)).out).toBe('id\n-------\nin-data\n(1 row)');
    expect(
      globSync('carillon-lake-*', { cwd: tmpdir() }).filter((name) => existsSync(join(tmpdir(), name, 'events'))),
    ).toEqual([]);
  });

  it('says of a text that asks nothing that there is no question in it', async () => {
    expect((await run('/* nothing */', '--archive', root)).err).toMatch(/^carillon: SQL_STATEMENTS: there are 0/);
    expect((await run('SELECT 1 AS one; -- and no more', '--archive', root)).out).toContain('(1 row)');
  });

  it('names an object that cannot be read, and not what is in it', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'query-broken-'));
    archiveObject(broken, key('11'), [{ ...counted('m1'), resources: 'Unforgettable "Example"' }]);
    const { code, err } = await run(IDS, '--archive', broken);
    rmSync(broken, { recursive: true });
    expect([code, err]).toEqual([1, expect.stringMatching(/UNREADABLE_OBJECT.*a\.ndjson\.gz: .*line 1/s)]);
    expect(err).not.toMatch(/Unforgettable|Example/);
  });

  it('reads the hours that are asked for', async () => {
    expect((await run(IDS, '--archive', root, '--from', '2026-11-24T12:10:00Z')).out).toContain('m2\n(1 row)');
    expect((await run(IDS, '--archive', root, '--until', '2026-11-24T12:00:00Z')).out).toContain('m1\n(1 row)');
  });

  it('lists the tables, and what of them is PHI', async () => {
    const { out } = await run('--tables', '--json');
    const { tables } = JSON.parse(out) as {
      readonly tables: readonly { readonly table: string; readonly phi: readonly string[] }[];
    };
    expect(tables.find(({ table }) => table === 'order_placed')?.phi).toEqual(['detail.data.customerid']);
    expect((await run('--tables')).out).toContain('  PHI: detail.data.customerid');
  });

  it('tells a fault with its place and a fix', async () => {
    const { code, err } = await run('SELECT nope FROM stock_counted', '--archive', root);
    expect(code).toBe(1);
    expect(err).toMatch(/^carillon: SQL_NO_COLUMN: .*nope.*\(line 1, column 8\)\n {2}fix: carillon query --tables/);
    const told = await run('SELECT 1', '--data', join(root, 'none'), '--json');
    expect([told.code, JSON.parse(told.out).code]).toEqual([1, 'NO_DATA']);
    const nobody = await run('SELECT 1 FROM stock_counted', '--endpoint', 'http://127.0.0.1:9', '--json');
    expect([nobody.code, JSON.parse(nobody.out).code]).toEqual([1, 'NO_CLOUD']);
  });

  it.each([
    [['SELECT 1', 'SELECT 2'], 'one SQL text'],
    [[], '--file'],
    [['SELECT 1', '--file', 'x.sql'], '--file'],
    [['--file', join(root, 'none.sql')], 'there is no such file'],
    [['SELECT 1', '--data', root, '--archive', root], 'Choose one of --data, --archive.'],
    [['SELECT 1', '--archive', join(root, 'none')], 'there is no such folder'],
    [['SELECT 1', '--json', '--csv'], 'Choose --json or --csv'],
    [['SELECT 1', '--profile', 'prod', '--data', root], '--data is not for Athena'],
    [['SELECT 1', '--region', 'eu-west-1', '--skip-invalid'], '--skip-invalid is not for Athena'],
    [['SELECT 1', '--archive', root, '--from', 'today'], '--from takes an instant'],
  ])('%j is not usable', async (argv, message) => {
    const refused = run(...argv);
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    await expect(run(...argv)).rejects.toThrow(message);
  });
});
