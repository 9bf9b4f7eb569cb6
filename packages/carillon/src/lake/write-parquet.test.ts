import { existsSync, globSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LakeDefinition, readLake } from '@carillon/runtime/lake-definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryShop } from '../fixture-project.ts';
import { archivedEvent, archiveObject } from './fixture-archive.ts';
import { type Answer, openLake } from './lake.ts';
import { folderFiles } from './local-files.ts';
import { writeParquet } from './write-parquet.ts';

let definition: LakeDefinition;
let project = '';
const root = mkdtempSync(join(tmpdir(), 'lake-parquet-'));
const place = 'year=2026/month=11/day=24/hour=';

const ask = async (sql: string, format: 'events' | 'parquet'): Promise<Answer> => {
  const lake = await openLake(definition, folderFiles(root, format).files, sql);
  const answer = await lake.ask(sql);
  lake.close();
  return answer;
};

const ORDERS = ['order-1', 'order-2', 'order-3'];
const COUNTS = [1, 2];

beforeAll(async () => {
  project = await temporaryShop();
  definition = readLake(project);
  const put = (name: string, partition: string, hour: number, data: object): void => {
    const metadata = { id: `${name}-${hour}`, occurredAt: `2026-11-24T1${hour}:00:00.000Z` };
    // Delivered twice, as at-least-once delivery may.
    for (const copy of ['a', 'b'])
      archiveObject(root, `events/type=${name}/${partition}${place}1${hour}/${copy}.ndjson.gz`, [
        archivedEvent(name, metadata, data),
      ]);
  };
  for (const [hour, orderId] of ORDERS.entries())
    put('OrderPlaced', '', hour, { orderId, customerId: `of ${orderId}`, city: 'Bath' });
  for (const [hour, warehouse] of COUNTS.entries())
    put('StockCounted', `warehouseId=${warehouse}/`, hour, {
      id: `count-${hour}`,
      quantity: hour,
      scan: { raw: [hour] },
    });
});
afterAll(() => {
  for (const folder of [root, project]) rmSync(folder, { recursive: true });
});

describe('a Parquet copy of the archive', () => {
  it('has a file for each hour of each event, each event once, for nobody else to read', async () => {
    const written = await writeParquet(definition, folderFiles(root).files, root);
    const files = globSync('parquet/**/*.parquet', { cwd: root });
    const events = ORDERS.length + COUNTS.length;
    expect(written).toMatchObject({ objects: 2 * events, files: files.length, events });
    expect(files.length).toBe(events);
    for (const file of files) expect(statSync(join(root, file)).mode & 0o077).toBe(0);
    expect(readdirSync(root).toSorted()).toEqual(['events', 'parquet']);
  });

  it.each(['order_placed', 'stock_counted'])('answers a question about %s as the objects do', async (table) => {
    const sql = `SELECT * FROM ${table} ORDER BY detail.metadata.id`;
    const answer = await ask(sql, 'parquet');
    expect(answer.rows.length).toBeGreaterThan(0);
    expect(answer).toEqual(await ask(sql, 'events'));
  });

  it('is written anew, or not at all', async () => {
    const to = join(root, 'elsewhere');
    const key = `events/type=StockCounted/warehouseId=1/${place}10/bad.ndjson.gz`;
    writeFileSync(join(root, key), 'no gzip');
    const failed = writeParquet(definition, folderFiles(root).files, to);
    await expect(failed).rejects.toMatchObject({ code: 'UNREADABLE_OBJECT', message: expect.stringContaining(key) });
    expect(readdirSync(to)).toEqual([]);
    rmSync(join(root, key));
    for (const _ of [1, 2]) await writeParquet(definition, folderFiles(root).files, to);
    expect(existsSync(join(to, 'parquet'))).toBe(true);
    expect(globSync('**/*.parquet', { cwd: to }).length).toBe(globSync('parquet/**/*.parquet', { cwd: root }).length);
  });
});
