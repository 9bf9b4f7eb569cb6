import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import type { StreamRecord } from '../../kernel/sources.ts';
import type { Delivery } from '../../kernel/targets.ts';
import { declared, type TestKernel, type TestKernelOptions, testKernel } from '../../kernel/test-kernel.ts';
import { pipes } from './service.ts';

const STREAM = 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1';
const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';

interface Stand {
  readonly kernel: TestKernel;
  readonly sent: { body: unknown; parameters: unknown }[];
  readonly dead: Delivery[];
  readonly batches: unknown[][];
  start(): void;
  append(...values: number[]): void;
  stop(): Promise<void>;
}

type Enrich = (batch: JsonObject[]) => unknown;

/** A stream in the journal, a function that is a function, a bus that listens. */
const stand = (enrichment: Enrich, options: TestKernelOptions = {}, over: JsonObject = {}): Stand => {
  const kernel = testKernel(options);
  const log = kernel.journal.log<number>('stream');
  const sent: { body: unknown; parameters: unknown }[] = [];
  const dead: Delivery[] = [];
  const batches: unknown[][] = [];
  const listeners = new Set<() => void>();
  const recordOf = (n: number, value: number): StreamRecord => ({
    n,
    record: {
      eventName: 'INSERT',
      value,
      dynamodb: { SequenceNumber: String(n), ApproximateCreationDateTime: kernel.clock.now() / 1000 },
    },
  });
  kernel.sources.register('dynamodb', () => ({
    kind: 'stream',
    shardId: 'shard-1',
    read: (after, limit) => log.read('s', after, limit).map(({ n, entry }) => recordOf(n, entry)),
    latest: () => log.last('s'),
    onReady(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  }));
  kernel.targets.register('lambda', {
    async invoke(_arn, { payload }) {
      const batch = JSON.parse(payload) as JsonObject[];
      batches.push(batch.map(({ value }) => value));
      try {
        return { ok: true, payload: JSON.stringify(enrichment(batch)) };
      } catch (error) {
        return { ok: false, error: 'Error', cause: String(error), payload: '{}' };
      }
    },
  });
  kernel.targets.register('events', {
    deliver: (_arn, { body, parameters }) => void sent.push({ body: JSON.parse(body), parameters }),
  });
  kernel.targets.register('sqs', { deliver: (_arn, delivery) => void dead.push(delivery) });
  const service = kernel.add(pipes);
  service.resources['AWS::Pipes::Pipe']?.declare(
    declared('P', {
      Name: 'p',
      RoleArn: 'role',
      Source: STREAM,
      SourceParameters: {
        FilterCriteria: { Filters: [{ Pattern: '{"value":[{"numeric":[">",0]}]}' }] },
        DynamoDBStreamParameters: {
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: 4,
          MaximumRetryAttempts: 2,
          OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          DeadLetterConfig: { Arn: DEAD },
        },
      },
      Enrichment: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      Target: 'arn:aws:events:us-east-1:000000000000:event-bus/b',
      TargetParameters: {
        InputTemplate: '<$.detail>',
        EventBridgeEventBusParameters: { DetailType: '$.type', Source: 'app' },
      },
      ...over,
    }),
  );
  return {
    kernel,
    sent,
    dead,
    batches,
    start: () => service.start?.(),
    append(...values) {
      for (const value of values) log.append('s', value);
      for (const listener of listeners) listener();
    },
    async stop() {
      await service.stop?.();
      kernel.journal.close();
    },
  };
};

const typed: Enrich = (batch) => batch.map(({ value }) => ({ type: `T${String(value)}`, detail: { value } }));

describe('a pipe', () => {
  it('filters, enriches in batches, and sends each item of the answer as one event by its template', async () => {
    const { kernel, start, append, sent, batches } = stand(typed);
    append(1, 0, 2, 3, 4);
    start();
    await kernel.clock.advance(0);
    expect(batches).toEqual([[1, 2, 3], [4]]);
    expect(sent).toEqual(
      [1, 2, 3, 4].map((value) => ({ body: { value }, parameters: { DetailType: `T${value}`, Source: 'app' } })),
    );
  });

  it('reads on as records come', async () => {
    const { kernel, start, append, sent } = stand(typed);
    start();
    append(1);
    await kernel.clock.advance(0);
    append(2, 3);
    await kernel.clock.advance(0);
    expect(sent.length).toBe(3);
  });

  it('ends a batch whose enrichment answers with nothing', async () => {
    const { kernel, start, append, sent, dead } = stand(() => []);
    append(1, 2);
    start();
    await kernel.clock.advance(0);
    expect([sent, dead]).toEqual([[], []]);
  });

  it('finds the poison by halves, buries it alone with the reason, and loses no other', async () => {
    const { kernel, start, append, sent, dead } = stand((batch) => {
      if (batch.some(({ value }) => value === 3)) throw new Error('poison');
      return typed(batch);
    });
    append(1, 2, 3, 4, 5);
    start();
    await kernel.clock.advance(60_000);
    expect(sent.map(({ body }) => body)).toEqual([1, 2, 4, 5].map((value) => ({ value })));
    expect(dead.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        context: { condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: { startSequenceNumber: '3', endSequenceNumber: '3', batchSize: 1, streamArn: STREAM },
      },
    ]);
    expect(dead[0]?.body).not.toContain('"value"');
  });

  it('goes on where it stood after a restart, neither losing nor repeating', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pipes-')), 'cloud.sqlite');
    const first = stand(typed, { file });
    first.append(1, 2, 3);
    first.start();
    await first.kernel.clock.advance(0);
    await first.stop();
    const second = stand(typed, { file });
    second.append(4);
    second.start();
    await second.kernel.clock.advance(0);
    expect([...first.sent, ...second.sent].map(({ body }) => body)).toEqual([1, 2, 3, 4].map((value) => ({ value })));
  });

  it('with a filter that is none is refused', () => {
    const over = { SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] } } };
    expect(() => stand(typed, {}, over)).toThrow(expect.objectContaining({ path: '/SourceParameters/FilterCriteria' }));
  });
});
