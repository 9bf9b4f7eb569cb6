import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Asked, fakeCloud } from '../operate/fake-cloud.ts';
import { erase, holdingsOf, isNothing, type Request } from './erase.ts';
import { FakeBuckets } from './fake-buckets.ts';

const ARCHIVE = 'carillondata-archivebucket1';
const CLAIMS = 'carillondata-claimbucket1';
const INVOICES = 'carillondata-invoicebucket1';
const HOUR = 'type=OrderPlaced/year=2026/month=11/day=23/hour=20';
const event = (data: object, metadata: object = {}): string => JSON.stringify({ detail: { metadata, data } });
const packed = (...lines: readonly string[]): Uint8Array => gzipSync(lines.map((line) => `${line}\n`).join(''));

const own = event({ customerId: 'c1', name: 'Unforgettable' });
const about = event({ orderId: 'o1', placedBy: 'customers/c1' });
const other = event({ customerId: 'c2', name: 'Somebody' });
const claimed = event({ orderId: 'o2' }, { claim: { key: 'claims/large.json' } });

const request: Request = {
  subject: { field: 'customerId', value: 'c1' },
  application: {
    refersTo: (value, { value: id }) => value === `customers/${id}`,
    source: async (_, { tableNamed }) => {
      expect(await tableNamed('CustomerTable')).toBe('CarillonData-CustomerTable1');
      return items > 0 ? { message: 'the customer table has it', fix: 'Delete it first.' } : undefined;
    },
    buckets: [{ name: 'invoices', construct: 'InvoiceBucket' }],
    workflows: ['send-invoices'],
  },
};

let buckets: FakeBuckets;
let items = 0;
let running = 0;
let letters: { readonly MessageId: string; readonly Body: string; readonly ReceiptHandle: string }[] = [];
const deleted: string[] = [];

const cloudOf = (over: Parameters<typeof fakeCloud>[0] = {}): ReturnType<typeof fakeCloud> => {
  let received = false;
  return fakeCloud({
    ...buckets.answers(),
    ListTables: () => ({ TableNames: ['CarillonData-CustomerTable1'] }),
    ListStateMachines: () => ({ stateMachines: [{ stateMachineArn: 'arn:CarillonWorkflow-SendInvoices' }] }),
    ListExecutions: () => ({ executions: Array.from({ length: running }, () => ({})) }),
    ListQueues: () => ({ QueueUrls: ['http://q/1/CarillonBus-ADeadLetters1', 'http://q/1/CarillonBus-AQueue1'] }),
    GetQueueAttributes: () => ({ Attributes: { ApproximateNumberOfMessages: String(letters.length) } }),
    ReceiveMessage: () => {
      received = !received;
      return { Messages: received ? letters : [] };
    },
    ChangeMessageVisibilityBatch: () => ({}),
    DeleteMessage: ({ ReceiptHandle }) => {
      deleted.push(String(ReceiptHandle));
      letters = letters.filter((each) => each.ReceiptHandle !== ReceiptHandle);
    },
    ...over,
  });
};

const texts = (): string =>
  buckets
    .all()
    .map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : Buffer.from(bytes)).toString())
    .join('\n');

beforeEach(() => {
  buckets = new FakeBuckets();
  [items, running] = [0, 0];
  deleted.splice(0);
  letters = [
    { MessageId: '1', ReceiptHandle: 'own', Body: own },
    { MessageId: '2', ReceiptHandle: 'other', Body: other },
  ];
  buckets.put(ARCHIVE, `events/${HOUR}/a.ndjson.gz`, packed(own, other, about));
  buckets.put(ARCHIVE, `events/${HOUR}/b.ndjson.gz`, packed(claimed));
  buckets.put(ARCHIVE, `events/${HOUR}/c.ndjson.gz`, packed(other));
  // An older version of what somebody rewrote before.
  buckets.put(ARCHIVE, `events/${HOUR}/d.ndjson.gz`, packed(own, other));
  buckets.put(ARCHIVE, `events/${HOUR}/d.ndjson.gz`, packed(other));
  buckets.put(ARCHIVE, `parquet/${HOUR}/events.parquet`, 'PAR1 Unforgettable');
  buckets.put(ARCHIVE, 'parquet/type=ShelfFilled/hour=20/events.parquet', 'PAR1 shelves');
  const rawData = Buffer.from(own).toString('base64');
  buckets.put(ARCHIVE, 'errors/processing-failed/x.ndjson.gz', packed(JSON.stringify({ rawData })));
  buckets.put(CLAIMS, 'claims/large.json', JSON.stringify({ data: { placedBy: 'customers/c1' } }));
  buckets.put(INVOICES, 'invoices/1.ndjson', '{"customerId":"c1","name":"Unforgettable"}\n');
  buckets.put(INVOICES, 'invoices/2.ndjson', '{"shelfId":"c1"}\n');
  buckets.put('carillondata-queryresultbucket1', 'athena/1.csv', 'Unforgettable');
});

const silent = (): void => undefined;

describe('what is stored of a subject', () => {
  it('is found wherever a copy is, in every version, and nothing is touched', async () => {
    const { cloud, asked } = cloudOf();
    const { places, deadLetters } = await holdingsOf(cloud, request);
    expect(Object.fromEntries(places.map(({ place, objects }) => [place, objects]))).toEqual({
      'Parquet copies': 1,
      'archived events': 3,
      'undelivered records': 1,
      invoices: 1,
      'query results': 1,
      'large events': 1,
    });
    expect(deadLetters).toEqual([{ queue: 'CarillonBus-ADeadLetters1', messages: 1 }]);
    expect(asked.filter(([name]) => /^(Put|Delete)/.test(name))).toEqual([]);
  });

  it('is also found where the application adds nothing', async () => {
    const { places } = await holdingsOf(cloudOf().cloud, { ...request, application: {} });
    expect(places.map(({ place, lines }) => [place, lines])).toEqual([
      ['Parquet copies', 0],
      ['archived events', 2],
      ['undelivered records', 1],
      ['query results', 0],
    ]);
  });

  it('says of an object that cannot be looked into which it is', async () => {
    buckets.put(ARCHIVE, 'events/broken.gz', Buffer.from([0x1f, 0x8b, 0]));
    await expect(holdingsOf(cloudOf().cloud, request)).rejects.toMatchObject({ code: 'UNREADABLE_OBJECT' });
  });
});

describe('an erasure', () => {
  it('removes all of it, leaves the others, and proves it', async () => {
    const { removed, left, record } = await erase(cloudOf().cloud, request, silent);
    expect(removed.places.length).toBe(6);
    expect(isNothing(left)).toBe(true);
    expect(texts()).not.toMatch(/Unforgettable|customers\/c1|"c1","name/);
    expect(texts().match(/Somebody/g)?.length).toBe(3);
    expect(buckets.keys(INVOICES)).toEqual(['invoices/2.ndjson']);
    expect(buckets.keys(ARCHIVE)).toContain('parquet/type=ShelfFilled/hour=20/events.parquet');
    expect(deleted).toEqual(['own']);
    const written =
      texts()
        .split('\n')
        .find((text) => text.includes('subjectSha256')) ?? '';
    expect(buckets.keys(ARCHIVE)).toContain(record);
    expect(written).not.toContain('"c1"');
    expect(texts()).toMatch(/"state":"done"/);
  });

  it('removes a copy in Parquet that somebody made while it rewrote the events', async () => {
    const { PutObject } = buckets.answers();
    const copying: typeof PutObject = (input) => {
      if (String(input.Key).startsWith('events/'))
        buckets.put(ARCHIVE, `parquet/${HOUR}/events.parquet`, 'PAR1 Unforgettable');
      return PutObject?.(input);
    };
    await erase(cloudOf({ PutObject: copying }).cloud, request, silent);
    expect(texts()).not.toContain('Unforgettable');
  });

  it.each([
    ['SOURCE_HOLDS', 1, 0],
    ['RUN_ACTIVE', 0, 1],
  ])('is refused with %s before anything is touched', async (code, itemsLeft, runs) => {
    [items, running] = [itemsLeft, runs];
    const { cloud, asked } = cloudOf();
    await expect(erase(cloud, request, silent)).rejects.toMatchObject({ code });
    expect(asked.filter(([name]) => /^(Put|Delete)/.test(name))).toEqual([]);
  });

  it('that is cut off anywhere is done by doing it again', async () => {
    const isChange = ([name]: Asked): boolean => /^(Put|Delete)/.test(name);
    for (let most = 0; ; most += 1) {
      const { cloud, asked } = cloudOf();
      const cut = new Proxy(cloud.s3, {
        get: () => async (command: never) => {
          if (asked.filter(isChange).length >= most) throw new Error('killed');
          return cloud.s3.send(command);
        },
      });
      const ended = await erase({ ...cloud, s3: cut }, request, silent).then(
        () => true,
        () => false,
      );
      if (ended) break;
      expect(most).toBeLessThan(50);
    }
    const { cloud } = cloudOf();
    expect(isNothing(await holdingsOf(cloud, request))).toBe(true);
    expect(texts()).not.toContain('Unforgettable');
    expect(texts().match(/Somebody/g)?.length).toBe(3);
  });
});
