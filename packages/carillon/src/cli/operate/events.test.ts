import { rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryShop } from '../../fixture-project.ts';
import { projectAt } from '../../project.ts';
import { parse, UsageError } from '../command.ts';
import { eventsCommand } from './events.ts';
import { fakeCloud } from './fake-cloud.ts';

vi.mock('./cloud.ts', async (actual) => ({
  ...(await actual<typeof import('./cloud.ts')>()),
  operating: (_given: unknown, _project: unknown, act: (cloud: unknown) => Promise<number>) => act(here.cloud),
}));

const keyOf = (name: string): string => `events/type=Moved/year=2026/month=11/day=23/hour=20/${name}.ndjson.gz`;
const objectOf = (key: string): Uint8Array => {
  const metadata = { id: key, occurredAt: '2026-11-23T20:00:00.000Z' };
  return gzipSync(`${JSON.stringify({ 'detail-type': 'Moved', source: 's', detail: { metadata, data: {} } })}\n`);
};

let listings: (readonly string[])[] = [];
const here = fakeCloud({
  ListBuckets: () => ({ Buckets: [{ Name: 'carillondata-archivebucket1' }] }),
  ListObjectsV2: () => ({
    Contents: (listings.length > 1 ? listings.shift() : listings[0])?.map((name) => ({ Key: keyOf(name) })),
  }),
  GetObject: ({ Key }) => ({ Body: { transformToByteArray: async () => objectOf(String(Key)) } }),
});

let root = '';
beforeAll(async () => {
  root = await temporaryShop();
});
afterAll(() => rmSync(root, { recursive: true }));

const run = (...argv: readonly string[]): Promise<number> => {
  const { given, positionals } = parse(eventsCommand, argv);
  return eventsCommand.run(given, positionals, projectAt(root, { name: 'shop' }));
};

afterEach(() => void here.asked.splice(0));

describe('events tail', () => {
  it('reads an object once, and none of those that were there before', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    listings = [['old'], ['old', 'new'], ['old', 'new']];
    expect(await run('tail', '--for', '3')).toBe(0);
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
    const read = here.asked.filter(([name]) => name === 'GetObject').map(([, { Key }]) => Key);
    expect(read).toEqual([keyOf('new')]);
  });
});

describe('events replay', () => {
  it('until before it begins means nothing', async () => {
    const argv = ['replay', '--to', 'notifier', '--from', '2026-01-02T00:00:00Z', '--until', '2026-01-01T00:00:00Z'];
    await expect(async () => run(...argv)).rejects.toBeInstanceOf(UsageError);
  });
});
