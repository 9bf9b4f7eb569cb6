import { globSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import { type LakeDefinition, readLake } from '@carillon/runtime/lake-definition';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryShop } from '../../fixture-project.ts';
import { archivedEvent } from '../../lake/fixture-archive.ts';
import { openLake } from '../../lake/lake.ts';
import { fetchedFiles } from '../../lake/local-files.ts';
import { FakeBuckets } from '../erase/fake-buckets.ts';
import { type Asked, fakeCloud } from '../operate/fake-cloud.ts';
import { bucketStore, type Span } from './archive.ts';
import { type CopiedArchive, hourCopies } from './hour-copies.ts';
import { type PutParquet, putParquet } from './put-parquet.ts';

const ARCHIVE = 'carillondata-archivebucket1';
let definition: LakeDefinition;
let project = '';
const NOON = Date.UTC(2026, 10, 24, 12, 20);
const hourOf = (hour: number): string =>
  `type=StockCounted/warehouseId=1/year=2026/month=11/day=24/hour=${String(hour).padStart(2, '0')}`;

const counted = (id: string, more: object = {}): object =>
  archivedEvent('StockCounted', { id, occurredAt: '2026-11-24T11:00:00.000Z' }, { id, warehouseId: '1', ...more });
const packed = (...events: readonly object[]): Uint8Array =>
  gzipSync(events.map((event) => `${JSON.stringify(event)}\n`).join(''));

let buckets: FakeBuckets;
const archive = (ids: readonly string[], hour: number, name = ids.join('-')): void =>
  buckets.put(ARCHIVE, `events/${hourOf(hour)}/${name}.ndjson.gz`, packed(...ids.map((id) => counted(id))));

type Before = (asked: Asked) => void;

/** The bucket, and what happens just before a call is answered. */
const inBucket = (before: Before = () => undefined): CopiedArchive => {
  const { cloud } = fakeCloud(buckets.answers());
  const s3 = new Proxy(cloud.s3, {
    get: () => async (command: never) => {
      const sent = command as { readonly constructor: { readonly name: string }; readonly input: Asked[1] };
      before([sent.constructor.name.replace(/Command$/, ''), sent.input]);
      return cloud.s3.send(command);
    },
  }) as S3Client;
  return { s3, bucket: ARCHIVE, definition };
};

const put = async (before?: Before, span: Span = {}, now = NOON): Promise<PutParquet> => {
  const into = inBucket(before);
  return putParquet(into, await hourCopies(into, span, now), () => undefined);
};

const idsIn = async (part: 'events/' | 'parquet/'): Promise<readonly unknown[]> => {
  const { files, release } = await fetchedFiles(bucketStore(inBucket().s3, ARCHIVE, part), () => true);
  const sql = 'SELECT hour, detail.metadata.id FROM stock_counted ORDER BY 1, 2';
  const lake = await openLake(definition, files, sql).finally(release);
  const { rows } = await lake.ask(sql);
  lake.close();
  return rows.map((row) => row.join(' '));
};

const erase = (hour: number, name: string): void => {
  buckets.objects.get(ARCHIVE)?.delete(`events/${hourOf(hour)}/${name}.ndjson.gz`);
};

beforeAll(async () => {
  project = await temporaryShop();
  definition = readLake(project);
});
afterAll(() => rmSync(project, { recursive: true }));

beforeEach(() => {
  buckets = new FakeBuckets();
  archive(['a', 'b'], 10);
  archive(['b'], 10, 'again');
  archive(['c'], 11);
});

describe('the copy in the bucket', () => {
  it('is made once, tells what the events do, and is not made again', async () => {
    expect(await put()).toMatchObject({ partitions: 2, copied: 2, unchanged: 0, removed: 0, events: 3 });
    expect(await idsIn('parquet/')).toEqual(['10 a', '10 b', '11 c']);
    expect(await idsIn('parquet/')).toEqual(await idsIn('events/'));
    const nothingElse: string[] = [];
    const again = await put(([name]) => void nothingElse.push(name));
    expect(again).toEqual({ partitions: 2, copied: 0, unchanged: 2, removed: 0, events: 0, bytes: 0 });
    expect(new Set(nothingElse)).toEqual(new Set(['ListObjectsV2']));
  });

  it('takes up what comes late, and nothing besides', async () => {
    await put();
    archive(['late'], 10);
    expect(await put()).toMatchObject({ copied: 1, unchanged: 1, events: 3 });
    expect(await idsIn('parquet/')).toEqual(['10 a', '10 b', '10 late', '11 c']);
    expect(await put()).toMatchObject({ copied: 0 });
  });

  it('goes when its events are gone, and its marks with it', async () => {
    await put();
    erase(11, 'c');
    expect(await put()).toMatchObject({ partitions: 2, copied: 0, removed: 1 });
    expect(buckets.keys(ARCHIVE).filter((key) => key.includes('hour=11'))).toEqual([]);
    expect(await put()).toMatchObject({ partitions: 1, removed: 0 });
  });

  it('that was erased is made again of what is left', async () => {
    await put();
    buckets.put(ARCHIVE, `events/${hourOf(10)}/a-b.ndjson.gz`, packed(counted('b')));
    buckets.objects.get(ARCHIVE)?.delete(`parquet/${hourOf(10)}/events.parquet`);
    expect(await put()).toMatchObject({ copied: 1, unchanged: 1 });
    expect(await idsIn('parquet/')).toEqual(['10 b', '11 c']);
  });

  it('that somebody else put there is not taken for ours', async () => {
    await put();
    buckets.put(ARCHIVE, `parquet/${hourOf(10)}/events.parquet`, 'PAR1 of another');
    expect(await put()).toMatchObject({ copied: 1 });
    expect(await idsIn('parquet/')).toEqual(['10 a', '10 b', '11 c']);
  });

  it('is made anew when the event has other columns', async () => {
    await put();
    const tables = definition.tables.map((table) => {
      const { StorageDescriptor: storage } = table;
      const Columns = storage.Columns.filter(({ Name }) => Name !== 'account');
      return table.Name === 'stock_counted' ? { ...table, StorageDescriptor: { ...storage, Columns } } : table;
    });
    const hours = await hourCopies({ ...inBucket(), definition: { ...definition, tables } }, {}, NOON);
    expect(hours.map(({ state }) => state)).toEqual(['due', 'due']);
  });

  it('of an hour that cannot be read stays as it was; the others are brought up to date', async () => {
    await put();
    const key = `events/${hourOf(10)}/bad.ndjson.gz`;
    buckets.put(ARCHIVE, key, 'no gzip');
    archive(['late'], 11);
    await expect(put()).rejects.toMatchObject({ code: 'UNREADABLE_OBJECT', message: expect.stringContaining(key) });
    expect(await idsIn('parquet/')).toEqual(['10 a', '10 b', '11 c', '11 late']);
  });

  it('leaves no file on this machine, whatever happens', async () => {
    const failing = put(([name]) => {
      if (name === 'PutObject') throw new Error('killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect(globSync(`carillon-lake-${process.pid}-*`, { cwd: tmpdir() })).toEqual([]);
  });
});

describe('the hours that are meant', () => {
  it.each<[string, Span, number, number]>([
    ['are those before the one that is filling', {}, Date.UTC(2026, 10, 24, 11, 59), 1],
    ['are those of the span, the filling one too', { until: NOON }, Date.UTC(2026, 10, 24, 11, 59), 2],
    ['begin where the span does', { from: Date.UTC(2026, 10, 24, 11) }, NOON, 1],
  ])('%s', async (_, span, now, expected) => {
    expect(await put(undefined, span, now)).toMatchObject({ partitions: expected, copied: expected });
  });

  it('go by the clock of a cloud that is ahead of this machine', async () => {
    buckets.now = new Date(NOON);
    expect(await put(undefined, {}, Date.UTC(2026, 10, 24, 9))).toMatchObject({ copied: 2 });
  });
});

describe('a run', () => {
  const isChange = ([name]: Asked): boolean => /^(Put|Delete)/.test(name);

  /** What is to be done: a new hour, a late event, an hour whose events are gone. */
  const withWork = async (): Promise<void> => {
    buckets = new FakeBuckets();
    archive(['a', 'b'], 10);
    archive(['c'], 11);
    await put();
    archive(['new'], 9);
    archive(['late'], 10);
    erase(11, 'c');
  };

  /** Whether the run came to its end before its n-th change. */
  const cutOffAt = (nth: number): Promise<boolean> => {
    let changes = 0;
    const cut = put((asked) => {
      if (isChange(asked) && changes++ === nth) throw new Error('killed');
    });
    return cut.then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ message: 'killed' });
        return false;
      },
    );
  };

  const versionsBelow = (prefix: string): number =>
    [...(buckets.objects.get(ARCHIVE) ?? [])].flatMap(([key, versions]) => (key.startsWith(prefix) ? versions : []))
      .length;

  it('that is cut off at any change is ended by the next', async () => {
    let cuts = 0;
    for (; ; cuts += 1) {
      await withWork();
      if (await cutOffAt(cuts)) break;
      await put();
      expect(await idsIn('parquet/')).toEqual(['09 new', '10 a', '10 b', '10 late']);
      expect(await put()).toMatchObject({ partitions: 2, copied: 0, removed: 0, unchanged: 2 });
      expect(versionsBelow('parquet/')).toBe(2);
      // A mark may be left that speaks of a copy there is no more; it goes with the hour's next copy.
      expect([2, 3]).toContain(versionsBelow('lake/'));
    }
    // Two copies and their marks, an older copy and its mark, a copy and a mark that are orphaned.
    expect(cuts).toBe(8);
  });

  it('says nothing is made before the copy is there', async () => {
    const puts: string[] = [];
    await put(([name, { Key }]) => void (name === 'PutObject' && puts.push(String(Key).split('/')[0] ?? '')));
    expect(puts).toEqual(['parquet', 'lake', 'parquet', 'lake']);
  });

  it('makes again, at once and with no older version, what is erased while it copies', async () => {
    let isErased = false;
    const done = await put(([name, { Key }]) => {
      if (isErased || name !== 'PutObject' || !String(Key).includes('hour=10')) return;
      isErased = true;
      buckets.put(ARCHIVE, `events/${hourOf(10)}/a-b.ndjson.gz`, packed(counted('b')));
    });
    expect(done).toMatchObject({ copied: 2, events: 2 });
    expect(await idsIn('parquet/')).toEqual(['10 b', '11 c']);
    expect(buckets.objects.get(ARCHIVE)?.get(`parquet/${hourOf(10)}/events.parquet`)).toHaveLength(1);
    expect(await put()).toMatchObject({ copied: 0 });
  });

  it('goes on when an object is gone since it was listed', async () => {
    const done = await put(([name, { Key }]) => {
      if (name === 'GetObject' && String(Key).endsWith('hour=10/a-b.ndjson.gz')) erase(10, 'a-b');
    });
    expect(done).toMatchObject({ copied: 2, removed: 0 });
    expect(await idsIn('parquet/')).toEqual(['10 b', '11 c']);
  });

  it('removes what it copied when all of it is erased meanwhile', async () => {
    const done = await put(([name, { Key }]) => {
      if (name === 'PutObject' && String(Key).includes('hour=11')) erase(11, 'c');
    });
    expect(done).toMatchObject({ copied: 1, removed: 1 });
    expect(await idsIn('parquet/')).toEqual(['10 a', '10 b']);
  });

  it('beside another ends in one copy that is known', async () => {
    archive(['late'], 11);
    await Promise.all([put(), put()]);
    expect(await put()).toMatchObject({ copied: 0, unchanged: 2 });
    expect(await idsIn('parquet/')).toEqual(['10 a', '10 b', '11 c', '11 late']);
    // Both said of their own copy what it is made of, and one of the copies is there.
    expect([versionsBelow('parquet/'), versionsBelow('lake/')]).toEqual([2, 4]);
  });

  it('names nobody: marks are places and digests', async () => {
    await put();
    const marks = buckets.keys(ARCHIVE).filter((key) => key.startsWith('lake/'));
    for (const mark of marks) expect(mark).toMatch(/^lake\/made-of\/type=StockCounted\/.*\/[0-9a-f]{64}-\d+$/);
    expect(marks).toHaveLength(2);
  });
});
