import type { InvokeCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchivedEvent } from '../archive/archive.ts';
import type { Cloud } from '../operate/cloud.ts';
import { deliverBatch, inBatches, type Recipient } from './backfill.ts';

const event = (id: string, stream?: string): ArchivedEvent => ({
  'detail-type': 'StockCounted',
  source: 'shop.stock',
  detail: {
    metadata: { id, occurredAt: '2026-11-24T00:00:00.000Z', ...(stream === undefined ? {} : { stream }) },
    data: {},
  },
});

async function* each(events: readonly ArchivedEvent[]): AsyncGenerator<ArchivedEvent> {
  yield* events;
}

const idsOf = (events: readonly ArchivedEvent[]): readonly string[] => events.map(({ detail }) => detail.metadata.id);

describe('the past in batches', () => {
  it('keeps everything in its order, one of each stream at a time', async () => {
    const streams = fc.array(fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(streams, fc.integer({ min: 1, max: 10 }), async (all, batchSize) => {
        const events = all.map((stream, index) => event(String(index), stream));
        const batches: (readonly ArchivedEvent[])[] = [];
        for await (const batch of inBatches(each(events), batchSize)) batches.push(batch);
        expect(idsOf(batches.flat())).toEqual(idsOf(events));
        for (const batch of batches) {
          const named = batch.flatMap(({ detail }) => detail.metadata.stream ?? []);
          expect(new Set(named).size).toBe(named.length);
          expect(batch.length).toBeLessThanOrEqual(batchSize);
          expect(batch.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

/** A function that fails what it is told to, as often as it is told to. */
const failing = (times: Readonly<Record<string, number>>) => {
  const left = new Map(Object.entries(times));
  const calls: (readonly string[])[] = [];
  const send = async ({ input }: InvokeCommand): Promise<object> => {
    const { Records } = JSON.parse(String(input.Payload)) as {
      readonly Records: readonly { readonly messageId: string }[];
    };
    const ids = Records.map(({ messageId }) => messageId);
    calls.push(ids);
    const failed = ids.filter((id) => (left.get(id) ?? 0) > 0);
    for (const id of failed) left.set(id, (left.get(id) ?? 0) - 1);
    if (failed.includes('crash')) return { FunctionError: 'Unhandled' };
    const batchItemFailures = failed.map((itemIdentifier) => ({ itemIdentifier }));
    return { Payload: Buffer.from(JSON.stringify({ batchItemFailures })) };
  };
  return { cloud: { lambda: { send } } as unknown as Cloud, calls };
};

const pauses: number[] = [];
const recipient: Recipient = {
  consumer: 'stock-report',
  functionName: 'fn',
  queueArn: 'arn:aws:sqs:us-east-1:000000000000:q',
  batchSize: 10,
  pause: async (attempt) => void pauses.push(attempt),
};

describe('delivering a batch', () => {
  it('gives again what failed, and nothing else', async () => {
    const { cloud, calls } = failing({ b: 2 });
    await deliverBatch(cloud, recipient, [event('a'), event('b'), event('c')]);
    expect(calls).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  });

  it('gives all of it again when the function fails', async () => {
    const { cloud, calls } = failing({ crash: 1 });
    await deliverBatch(cloud, recipient, [event('a'), event('crash')]);
    expect(calls).toEqual([
      ['a', 'crash'],
      ['a', 'crash'],
    ]);
  });

  it('ends after six attempts, and says where it can go on', async () => {
    pauses.length = 0;
    const { cloud, calls } = failing({ b: 99 });
    await expect(deliverBatch(cloud, recipient, [event('a'), event('b')])).rejects.toMatchObject({
      code: 'CONSUMER_FAILED',
      message: expect.stringContaining('failed to handle 1 events'),
      fix: expect.stringContaining('run catch-up again'),
    });
    expect(calls).toHaveLength(6);
    expect(pauses).toEqual([1, 2, 3, 4, 5]);
  });
});
