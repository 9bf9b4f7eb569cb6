import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, ListQueuesCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { fhirResourceChanged } from '../../generated/events/fhir/fhir-resource-changed.ts';
import { siteMeasured } from '../../generated/events/site/site-measured.ts';
import { type CarillonProcess, carillon } from './carillon-process.ts';
import { type CloudClients, clientsAt, tableNamed } from './cloud-clients.ts';
import { waitUntil } from './wait-until.ts';

const EVENTS = 50_000;
const hasCargo = spawnSync('cargo', ['--version'], { stdio: 'ignore' }).status === 0;
const data = mkdtempSync(join(tmpdir(), 'carillon-count-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const uuidOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const dayOf = (n: number): string => `2026-11-${String((n % 20) + 1).padStart(2, '0')}`;
const TYPES = ['Patient', 'Observation', 'Encounter', 'Condition'];

interface Event {
  readonly body: string;
  readonly counter: string;
}

/** Every second one a measure of one of 37 sites, the others changes of four types, over twenty days. */
const eventOf = (n: number): Event => {
  const isSite = n % 2 === 0;
  const { name, source, schema } = isSite ? siteMeasured : fhirResourceChanged;
  const type = TYPES[n % TYPES.length] ?? '';
  const site = `site-${n % 37}`;
  const data = isSite
    ? { id: String(n), siteId: site, name: 'n', createdAtTime: n, valueOne: n / 8, valueTwo: 1 }
    : { runId: 'r', resourceType: type, resourceId: String(n), resource: { resourceType: type, id: String(n) } };
  const metadata = { id: uuidOf(n), correlationId: 'many', occurredAt: `${dayOf(n)}T10:00:00.000Z`, schema };
  const around = {
    version: '0',
    id: uuidOf(n),
    account: '0',
    time: '2026-11-24T00:00:00Z',
    region: 'us-east-1',
    resources: [],
  };
  return {
    body: JSON.stringify({ ...around, 'detail-type': name, source, detail: { metadata, data } }),
    counter: `count#${isSite ? 'site' : 'resource'}#${isSite ? site : type}#${dayOf(n)}`,
  };
};

const queueOf = async ({ sqs }: CloudClients): Promise<string> => {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ MaxResults: 1_000 }));
  return QueueUrls.find((url) => /PopulationCounterQueue/.test(url)) ?? '';
};

/** All events of a range, in batches of ten, eight under way at once. */
const send = async (at: CloudClients, QueueUrl: string, order: readonly number[]): Promise<void> => {
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < order.length) {
      const part = order.slice(next, next + 10);
      next += 10;
      const Entries = part.map((n, index) => ({ Id: String(index), MessageBody: eventOf(n).body }));
      const { Failed = [] } = await at.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      expect(Failed).toEqual([]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
};

const left = async ({ sqs }: CloudClients, QueueUrl: string): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return Object.values(Attributes).reduce((sum, text) => sum + Number(text), 0);
};

const countsIn = async ({ dynamodb }: CloudClients, TableName: string): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({
        TableName,
        ConsistentRead: true,
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      }),
    );
    for (const { pk, total } of page.Items ?? []) if (total !== undefined) counts.set(String(pk), Number(total));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return counts;
};

const start = (): CarillonProcess => carillon('start', '--data', data, '--port', '0', '--speed', '60');

const killed = async (run: CarillonProcess): Promise<void> => {
  run.kill('SIGKILL');
  await run.ended;
};

describe.skipIf(!hasCargo)('the consumer in Rust', () => {
  it('counts 50,000 events exactly, each sent twice, killed in between', { timeout: 1_500_000 }, async () => {
    const first = start();
    await first.told(/population-counter is (compiled and )?running/);
    const at = clientsAt(await first.endpoint());
    const queue = await queueOf(at);
    const once = Array.from({ length: EVENTS }, (_, n) => n);
    await send(at, queue, once);
    await killed(first);

    const second = start();
    const again = clientsAt(await second.endpoint());
    const rest = await left(again, await queueOf(again));
    expect(rest).toBeGreaterThan(0);
    await send(again, await queueOf(again), once.toReversed());
    await killed(second);

    const last = start();
    const end = clientsAt(await last.endpoint());
    const lastQueue = await queueOf(end);
    await waitUntil(
      'an empty queue',
      () => left(end, lastQueue),
      (messages) => messages === 0,
      900_000,
    );
    const expected = new Map<string, number>();
    for (const n of once) {
      const { counter } = eventOf(n);
      expected.set(counter, (expected.get(counter) ?? 0) + 1);
    }
    const table = await tableNamed(end, 'CountTable');
    const counts = await countsIn(end, table);
    // The demo's own events are counted too, on the day of the test.
    const found = [...counts].filter(([key]) => expected.has(key));
    expect(new Map(found)).toEqual(expected);
    expect(found.reduce((sum, [, total]) => sum + total, 0)).toBe(EVENTS);
    last.kill('SIGINT');
    expect((await last.ended).code).toBe(0);
  });
});
