import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLake } from '@carillon/runtime/lake-definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import catalog from '../../../../generated/catalog.json' with { type: 'json' };
import { archivedEvent, archiveObject } from './fixture-archive.ts';
import { type Answer, openLake } from './lake.ts';
import { folderFiles } from './local-files.ts';
import { writeParquet } from './write-parquet.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const definition = readLake(ROOT);
const root = mkdtempSync(join(tmpdir(), 'lake-parquet-'));
const place = 'year=2026/month=11/day=24/hour=';

const ask = async (sql: string, format: 'events' | 'parquet'): Promise<Answer> => {
  const lake = await openLake(definition, folderFiles(root, format).files, sql);
  const answer = await lake.ask(sql);
  lake.close();
  return answer;
};

beforeAll(async () => {
  for (const { name, file } of catalog.events) {
    const { examples } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as {
      readonly examples: readonly { readonly metadata: object; readonly data: { readonly siteId?: string } }[];
    };
    for (const [index, { metadata, data }] of examples.entries()) {
      const site = name === 'SiteMeasured' ? `siteId=${data.siteId}/` : '';
      for (const copy of ['a', 'b'])
        archiveObject(root, `events/type=${name}/${site}${place}1${index}/${copy}.ndjson.gz`, [
          archivedEvent(name, metadata, data),
        ]);
    }
  }
});
afterAll(() => rmSync(root, { recursive: true }));

describe('a Parquet copy of the archive', () => {
  it('has a file for each hour of each event, each event once, for nobody else to read', async () => {
    const written = await writeParquet(definition, folderFiles(root).files, root);
    const files = globSync('parquet/**/*.parquet', { cwd: root });
    const examples = catalog.events.reduce((sum, event) => sum + event.examples.length, 0);
    expect(written).toMatchObject({ objects: 2 * examples, files: files.length, events: examples });
    expect(files.length).toBe(examples);
    for (const file of files) expect(statSync(join(root, file)).mode & 0o077).toBe(0);
    expect(readdirSync(root).toSorted()).toEqual(['events', 'parquet']);
  });

  it.each(definition.tables)('$Name tells the same as the objects do', async ({ Name }) => {
    const sql = `SELECT * FROM ${Name} ORDER BY detail.metadata.id`;
    const told = await ask(sql, 'parquet');
    expect(told.rows.length).toBeGreaterThan(0);
    expect(told).toEqual(await ask(sql, 'events'));
  });

  it.each(globSync('examples/lake/*.sql', { cwd: ROOT }))('answers %s as the objects do', async (file) => {
    const sql = readFileSync(join(ROOT, file), 'utf8');
    expect(await ask(sql, 'parquet')).toEqual(await ask(sql, 'events'));
  });

  it('is written anew, or not at all', async () => {
    const to = join(root, 'elsewhere');
    const key = `events/type=SiteMeasured/siteId=1/${place}10/bad.ndjson.gz`;
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
