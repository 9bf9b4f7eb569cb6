import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LakeDefinition, readLake } from '@carillon/runtime/lake-definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOP, temporaryShop } from '../fixture-project.ts';
import { archivedEvent, archiveObject } from './fixture-archive.ts';
import { type Answer, openLake, type Skipped } from './lake.ts';
import type { LakeError } from './lake-error.ts';
import { folderFiles } from './local-files.ts';

let definition: LakeDefinition;
let project = '';
const root = mkdtempSync(join(tmpdir(), 'lake-test-'));
/** An archive of every event's examples. */
const examples = mkdtempSync(join(tmpdir(), 'lake-examples-'));

const EVENTS = [
  ['OrderPlaced', 'order_placed', 'order/order-placed/v1'],
  ['OrderCancelled', 'order_cancelled', 'order/order-cancelled/v2'],
  ['PaymentCaptured', 'payment_captured', 'payment/payment-captured/v1'],
  ['StockCounted', 'stock_counted', 'stock/stock-counted/v1'],
] as const;
/** Of events with partitions of their own; what a key says is not looked up in its events. */
const partitions: Readonly<Record<string, string>> = { StockCounted: 'warehouseId=1/' };

interface Example {
  readonly metadata: object;
  readonly data: object;
}

const examplesOf = (event: string): readonly Example[] => {
  const schema = EVENTS.find(([name]) => name === event)?.[2];
  const text = readFileSync(join(SHOP, 'catalog', `${schema}.json`), 'utf8');
  return (JSON.parse(text) as { readonly examples: readonly Example[] }).examples;
};

const hour = 'year=2026/month=11/day=24/hour=11';

const ask = async (sql: string, folder = root, skip?: (skipped: Skipped) => void): Promise<Answer> => {
  const lake = await openLake(definition, folderFiles(folder).files, sql, skip);
  try {
    return await lake.ask(sql);
  } finally {
    lake.close();
  }
};
const faultOf = async (sql: string, folder = root): Promise<Partial<LakeError>> => {
  try {
    await ask(sql, folder);
  } catch (error) {
    return error as LakeError;
  }
  throw new Error('there was no fault');
};

const count = (id: string, warehouseId: string, quantity: number): object =>
  archivedEvent(
    'StockCounted',
    { id, occurredAt: '2026-11-24T11:00:00.000Z' },
    { id, warehouseId, product: 'lamp', countedAtTime: 1_795_520_208_250, quantity, weight: 0.5 },
  );

beforeAll(async () => {
  project = await temporaryShop();
  definition = readLake(project);
  archiveObject(root, `events/type=StockCounted/warehouseId=1/${hour}/a.ndjson.gz`, [
    count('m1', '1', 97),
    count('m2', '1', 98),
  ]);
  archiveObject(root, `events/type=StockCounted/warehouseId=1/${hour}/again.ndjson.gz`, [count('m1', '1', 97)]);
  archiveObject(root, `events/type=StockCounted/warehouseId=a%20b/${hour}/a.ndjson.gz`, [count('m3', 'a b', 99)]);
  for (const [name] of EVENTS)
    archiveObject(
      examples,
      `events/type=${name}/${partitions[name] ?? ''}${hour}/a.ndjson.gz`,
      examplesOf(name).map(({ metadata, data }) => archivedEvent(name, metadata, data)),
    );
});
afterAll(() => {
  for (const folder of [root, examples, project]) rmSync(folder, { recursive: true });
});

/** What a reader of columns sees of a value: names folded, free objects as text, and nothing for what is missing. */
const folded = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(folded);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? Number(value) : value;
  const fields = Object.entries(value).flatMap(([key, each]) => {
    if (each === null) return [];
    if (key === 'scan') return [[key, typeof each === 'string' ? JSON.parse(each) : each]];
    return [[key.toLowerCase(), folded(each)]];
  });
  return Object.fromEntries(fields);
};

describe('the lake', () => {
  it.each(EVENTS)('returns %s as it was archived', async (name, table) => {
    const { rows } = await ask(`SELECT detail FROM ${table} ORDER BY detail.metadata.id`, examples);
    const expected = examplesOf(name).map((each) => folded(each));
    expect(rows.map(([detail]) => folded(detail))).toMatchObject(expected as object[]);
  });

  it('tells an event once, however often it was delivered', async () => {
    const { rows } = await ask('SELECT detail.data.id, detail.data.quantity FROM stock_counted ORDER BY 1');
    expect(rows).toEqual([
      ['m1', 97n],
      ['m2', 98n],
      ['m3', 99n],
    ]);
  });

  it('has the partitions of the keys as columns, decoded', async () => {
    const { columns, rows } = await ask(
      'SELECT DISTINCT warehouseid, year, month, day, hour FROM stock_counted ORDER BY 1',
    );
    expect(columns).toEqual(['warehouseid', 'year', 'month', 'day', 'hour']);
    expect(rows).toEqual([
      ['1', '2026', '11', '24', '11'],
      ['a b', '2026', '11', '24', '11'],
    ]);
  });

  it('knows its tables by the name of the database too, and what Athena calls otherwise', async () => {
    const sql = `SELECT from_iso8601_timestamp('2026-11-24T11:00:00.500Z'), from_unixtime(1.5), json_extract_scalar('{"a":{"b":"x"}}', '$.a.b'), approx_distinct(detail.data.id) FROM shop.stock_counted`;
    const { rows } = await ask(sql);
    expect(rows[0]).toEqual([new Date('2026-11-24T11:00:00.500Z'), new Date(1_500), 'x', 3n]);
  });

  it('of no archive has all its tables, empty', async () => {
    for (const { Name } of definition.tables)
      expect((await ask(`SELECT count(*) FROM ${Name}`, join(root, 'nothing'))).rows).toEqual([[0n]]);
  });
});

describe('a question', () => {
  it.each([
    ['SELECT count(*)\nFORM stock_counted x', 'SQL_SYNTAX', { line: 2, column: 6 }],
    ['SELECT nope FROM stock_counted', 'SQL_NO_COLUMN', { line: 1, column: 8 }],
    ['SELECT *\nFROM nope', 'SQL_NO_TABLE', { line: 2, column: 6 }],
    ['SELECT nope(1)', 'SQL_NO_FUNCTION', { line: 1, column: 8 }],
    ["SELECT * FROM read_csv('/etc/passwd')", 'SQL_NOT_ALLOWED', { line: 1, column: 15 }],
    ["SELECT * FROM read_text('/etc/passwd')", 'SQL_NOT_ALLOWED', { line: 1, column: 15 }],
    ["COPY (SELECT 1) TO '/tmp/lake-test.csv'", 'SQL_NOT_ALLOWED', undefined],
    ["ATTACH '/tmp/lake-test.db'", 'SQL_NOT_SELECT', undefined],
    ['DROP TABLE stock_counted', 'SQL_NOT_SELECT', undefined],
    ['SET enable_external_access = true', 'SQL_NOT_SELECT', undefined],
    ['EXPLAIN ANALYZE DELETE FROM stock_counted', 'SQL_NOT_SELECT', undefined],
    ['SELECT 1; SELECT 2', 'SQL_STATEMENTS', undefined],
    ['', 'SQL_STATEMENTS', undefined],
  ])('%j is refused as %s, with its place', async (sql, code, place) => {
    const { fix, ...fault } = await faultOf(sql);
    expect({ code: fault.code, place: fault.place }).toEqual({ code, place });
    expect(fix).not.toBe('');
  });
});

describe('an object that cannot be read', () => {
  const bad = join(root, 'bad');
  const key = (name: string): string => `events/type=StockCounted/warehouseId=1/${hour}/${name}.ndjson.gz`;
  beforeAll(() => {
    for (const name of ['good', 'no-gzip', 'no-json', 'no-number'])
      archiveObject(bad, key(name), [count(name, '1', 1)]);
    writeFileSync(join(bad, key('no-gzip')), 'hello');
    archiveObject(bad, key('no-number'), [count('m', '1', 'many' as unknown as number)]);
    archiveObject(bad, key('no-json'), []);
    writeFileSync(join(bad, key('no-json')), Buffer.from(BROKEN, 'base64'));
  });

  it('is named, with all others like it, and nothing is answered', async () => {
    const fault = await faultOf('SELECT count(*) FROM stock_counted', bad);
    expect(fault.code).toBe('UNREADABLE_OBJECT');
    for (const name of ['no-gzip', 'no-json', 'no-number']) expect(fault.message).toContain(key(name));
    expect(fault.message).not.toContain(key('good'));
    expect(fault.message).not.toContain(bad);
  });

  it('is left out when that is asked for, and named', async () => {
    const skipped: string[] = [];
    const { rows } = await ask('SELECT detail.metadata.id FROM stock_counted', bad, (each) => skipped.push(each.key));
    expect(rows).toEqual([['good']]);
    expect(skipped.toSorted()).toEqual([key('no-gzip'), key('no-json'), key('no-number')]);
  });
});

/** `{"version":` in gzip: JSON that ends too soon. */
const BROKEN = 'H4sIAAAAAAACA6tWKkstKs7Mz1OyAgCKlk/ECwAAAA==';
