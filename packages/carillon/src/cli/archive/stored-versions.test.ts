import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consume, type DeadLetters } from '@carillon/runtime/consume';
import type { Subscription } from '@carillon/runtime/descriptor';
import { batch, message } from '@carillon/runtime/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationCatalog, loadCatalog } from '../../application.ts';
import { temporaryShop } from '../../fixture-project.ts';
import { archivedEvent, archiveObject } from '../../lake/fixture-archive.ts';
import { type ArchivedEvent, archivedEvents, folderStore } from './archive.ts';
import { subscriptionMatch } from './subscription-match.ts';

const root = mkdtempSync(join(tmpdir(), 'stored-versions-'));
let project = '';
let catalog: ApplicationCatalog;

const id = (nth: number): string => `00000000-0000-4000-8000-00000000000${nth}`;
const schema = (version: number): string => `order/order-cancelled/v${version}`;
const cancelled = (nth: number, version: number, data: object): object => {
  const metadata = { id: id(nth), occurredAt: `2026-11-23T20:0${nth}:00.000Z`, schema: schema(version) };
  return { ...archivedEvent('OrderCancelled', metadata, { orderId: `order-${nth}`, ...data }), source: 'shop.order' };
};

beforeAll(async () => {
  project = await temporaryShop();
  catalog = await loadCatalog(project);
  // As the archive came to be: the first version, then the second, then one that is not known here yet.
  archiveObject(root, 'events/type=OrderCancelled/year=2026/month=11/day=23/hour=20/a.ndjson.gz', [
    cancelled(1, 1, { why: 'late' }),
    cancelled(2, 2, { reason: 'wrong' }),
    cancelled(3, 99, { reason: 'unknown' }),
  ]);
});
afterAll(() => {
  for (const folder of [root, project]) rmSync(folder, { recursive: true });
});

/** A consumer of the newest version. */
const subscription = (pattern: object = {}): Subscription<Cancelled> => {
  const [notifier] = catalog.subscriptions.filter(({ consumer }) => consumer === 'notifier');
  const events = catalog.events.filter(({ name }) => name === 'OrderCancelled');
  return { ...notifier, pattern: { 'detail-type': ['OrderCancelled'], ...pattern }, events } as Subscription<Cancelled>;
};

interface Cancelled {
  readonly 'detail-type': string;
  readonly detail: { readonly metadata: object; readonly data: object };
}

const replayed = async (to: Subscription<unknown>): Promise<readonly ArchivedEvent[]> => {
  const found: ArchivedEvent[] = [];
  const comes = subscriptionMatch(to, catalog.upcasters);
  for await (const event of archivedEvents(folderStore(root))) if (comes(event)) found.push(event);
  return found;
};

describe('an archive with events of several versions', () => {
  it('is replayed to a consumer that knows the newest alone', async () => {
    const seen: Cancelled['detail'][] = [];
    const letters: (readonly [string, string])[] = [];
    const deadLetters: DeadLetters = {
      maxReceiveCount: 3,
      send: async (_, { code, message: text }) => void letters.push([code, text]),
    };
    const handler = consume(subscription(), async ({ detail }) => void seen.push(detail), {
      deadLetters,
      upcasters: catalog.upcasters,
    });
    const events = await replayed(subscription());
    const response = await handler(batch(...events.map((event, index) => message(String(index), event))));
    expect(response.batchItemFailures).toEqual([]);
    expect(seen).toMatchObject([
      { metadata: { id: id(1), schema: schema(2) }, data: { reason: 'late' } },
      { metadata: { id: id(2), schema: schema(2) }, data: { reason: 'wrong' } },
    ]);
    expect(seen[0]?.data).not.toHaveProperty('why');
    expect(letters).toEqual([
      ['UNKNOWN_VERSION', expect.stringMatching(/v99 is not a known version .*redrive its dead-letter queue/)],
    ]);
  });

  it.each([
    ['the newest version', 'reason', [id(1), id(2), id(3)]],
    ['the version that was stored', 'why', [id(1)]],
    ['neither', 'city', []],
  ])('comes through a pattern for a field of %s', async (_, field, expected) => {
    const events = await replayed(subscription({ detail: { data: { [field]: [{ exists: true }] } } }));
    expect(events.map(({ detail }) => detail.metadata.id)).toEqual(expected);
  });
});
