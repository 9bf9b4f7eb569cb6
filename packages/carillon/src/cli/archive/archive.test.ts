import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivedEvents, folderStore, type Span } from './archive.ts';

const root = mkdtempSync(join(tmpdir(), 'archive-'));

const event = (id: string, occurredAt: string, more: object = {}): object => ({
  'detail-type': 'OrderPlaced',
  source: 'shop.order',
  detail: { metadata: { id, occurredAt, ...more }, data: {} },
});

const object = (key: string, ...events: readonly object[]): void => {
  const path = join(root, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gzipSync(events.map((each) => `${JSON.stringify(each)}\n`).join('')));
};

const ids = async (span?: Span): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { detail } of archivedEvents(folderStore(root), span)) found.push(detail.metadata.id);
  return found;
};

beforeAll(() => {
  const at = (hour: string): string => `year=2026/month=11/day=23/hour=${hour}`;
  const stream = 'order/7';
  object(`events/type=OrderPlaced/${at('21')}/b.ndjson.gz`, event('late', '2026-11-23T21:10:00.000Z'));
  object(
    `events/type=OrderPlaced/${at('20')}/a.ndjson.gz`,
    event('second', '2026-11-23T20:04:00.000Z', { stream, sequence: 2 }),
    event('first', '2026-11-23T20:05:00.000Z', { stream, sequence: 1 }),
    event('early', '2026-11-23T20:01:00.000Z'),
    { no: 'event' },
  );
  object(`events/type=OrderPlaced/${at('20')}/again.ndjson.gz`, event('early', '2026-11-23T20:01:00.000Z'));
  object(`events/type=StockCounted/warehouseId=1/${at('20')}/a.ndjson.gz`, event('count', '2026-11-23T20:30:00.000Z'));
  object('events/stray.ndjson.gz', event('stray', '2026-11-23T20:00:00.000Z'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the archive', () => {
  it('is read in the order in which things happened, each event once', async () => {
    expect(await ids()).toEqual(['early', 'first', 'second', 'count', 'late']);
  });

  it.each<[string, Span, readonly string[]]>([
    ['from an instant on', { from: Date.UTC(2026, 10, 23, 20, 30) }, ['count', 'late']],
    ['until an instant', { until: Date.UTC(2026, 10, 23, 20, 4) }, ['early']],
    ['for some events', { types: new Set(['StockCounted']) }, ['count']],
  ])('is read %s', async (_, span, expected) => expect(await ids(span)).toEqual(expected));

  it.each([
    ['no gzip', Buffer.from('Unforgettable Example'), 'is no gzip'],
    ['no JSON', gzipSync('{}\n{"name":Unforgettable Example"}\n'), 'is no JSON in line 2'],
  ])('that holds %s is named by its key, and not quoted', async (_, bytes, expected) => {
    const key = 'events/type=X/year=2026/month=11/day=23/hour=20/a.ndjson.gz';
    const broken = { keys: async () => [key], read: async () => bytes };
    const read = async (): Promise<void> => {
      for await (const event of archivedEvents(broken)) expect(event).toBeUndefined();
    };
    await expect(read()).rejects.toMatchObject({ code: 'UNREADABLE_OBJECT', message: `${key} ${expected}` });
  });
});
