import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { consume } from '@carillon/runtime/consume';
import type { DeadLetters } from '@carillon/runtime/dead-letters';
import type { Subscription } from '@carillon/runtime/descriptor';
import { batch, message } from '@carillon/runtime/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRunSkipped } from '../../../../../generated/events/export/export-run-skipped.ts';
import { exampleExportRunSkipped } from '../../../../../generated/examples/export/export-run-skipped.ts';
import { exampleExportRunSkippedV1 } from '../../../../../generated/examples/export/export-run-skipped-v1.ts';
import { type WebsocketNotifierEvent, websocketNotifier } from '../../../../../generated/subscriptions.ts';
import { upcasters } from '../../../../../src/upcasters/upcasters.ts';
import { type ArchivedEvent, archivedEvents, folderStore } from './archive.ts';
import { comesThrough } from './comes-through.ts';

const root = mkdtempSync(join(tmpdir(), 'stored-versions-'));
const head = { version: '0', account: '000000000000', region: 'us-east-1', resources: [] };
const about = { source: exportRunSkipped.source, 'detail-type': exportRunSkipped.name, time: '2026-11-23T20:05:00Z' };
const envelope = (detail: object): object => ({ ...head, ...about, id: 'e', detail });

const id = (nth: number): string => `00000000-0000-4000-8000-00000000000${nth}`;
const at = (minute: number): string => `2026-11-23T20:0${minute}:00.000Z`;

/** As the archive came to be: the first version, then the second, then one that is not known here yet. */
const first = exampleExportRunSkippedV1({ triggeredAt: at(1) }, { id: id(1), occurredAt: at(1) });
const second = exampleExportRunSkipped({ until: at(2) }, { id: id(2), occurredAt: at(2) });
const third = exampleExportRunSkipped(
  {},
  { id: id(3), occurredAt: at(3), schema: exportRunSkipped.schema.replace(/\d+$/, '99') },
);

beforeAll(() => {
  const path = join(root, 'events/type=ExportRunSkipped/year=2026/month=11/day=23/hour=20/a.ndjson.gz');
  mkdirSync(dirname(path), { recursive: true });
  const lines = [first, second, third].map((detail) => `${JSON.stringify(envelope(detail))}\n`);
  writeFileSync(path, gzipSync(lines.join('')));
});
afterAll(() => rmSync(root, { recursive: true }));

const replayed = async (subscription: Subscription<unknown>): Promise<readonly ArchivedEvent[]> => {
  const found: ArchivedEvent[] = [];
  const comes = comesThrough(subscription, upcasters);
  for await (const event of archivedEvents(folderStore(root))) if (comes(event)) found.push(event);
  return found;
};

describe('an archive with events of several versions', () => {
  it('is replayed to a consumer that knows the newest alone', async () => {
    const [seen, letters]: [WebsocketNotifierEvent['detail'][], (readonly [string, string])[]] = [[], []];
    const deadLetters: DeadLetters = {
      maxReceiveCount: 3,
      send: async (_, { code, message: text }) => void letters.push([code, text]),
    };
    const handler = consume(websocketNotifier, async ({ detail }) => void seen.push(detail), {
      deadLetters,
      upcasters,
    });
    const events = await replayed(websocketNotifier);
    const response = await handler(batch(...events.map((event, index) => message(String(index), event))));
    expect(response.batchItemFailures).toEqual([]);
    expect(seen).toMatchObject([
      { metadata: { id: id(1), schema: exportRunSkipped.schema }, data: { until: at(1) } },
      { metadata: { id: id(2), schema: exportRunSkipped.schema }, data: { until: at(2) } },
    ]);
    expect(seen[0]?.data).not.toHaveProperty('triggeredAt');
    expect(letters).toEqual([
      ['UNKNOWN_VERSION', expect.stringMatching(/v99 is not a known version .*redrive its dead-letter queue/)],
    ]);
  });

  it.each([
    ['the newest version', 'until', [id(1), id(2), id(3)]],
    ['the version that was stored', 'triggeredAt', [id(1)]],
    ['neither', 'jobId', []],
  ])('comes through a pattern for a field of %s', async (_, field, expected) => {
    const pattern = { 'detail-type': [exportRunSkipped.name], detail: { data: { [field]: [{ exists: true }] } } };
    const events = await replayed({ ...websocketNotifier, pattern });
    expect(events.map(({ detail }) => detail.metadata.id)).toEqual(expected);
  });
});
