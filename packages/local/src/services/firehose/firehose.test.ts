import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../kernel/json.ts';
import { ARN, destination, LAMBDA, lines, openFirehose, plain, processing } from './test-firehose.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a delivery stream without a transform', () => {
  it('writes what it buffered after its interval, under the default time prefix, in one object', async () => {
    const { kernel, objects, put } = openFirehose(plain());
    put({ a: 1 });
    await kernel.clock.advance(30_000);
    put({ a: 2 });
    await kernel.clock.advance(29_000);
    expect(objects.all()).toEqual({});
    await kernel.clock.advance(1_000);
    const [[key, text] = []] = Object.entries(objects.all());
    expect(key).toMatch(/^2026\/11\/23\/20\/archive-1-2026-11-23-20-00-00-[0-9a-f-]{36}$/);
    expect(text).toBe('{"a":1}{"a":2}');
  });

  it('writes at once when the size is reached, and appends the delimiter it was asked for', async () => {
    const Processors = [
      { Type: 'AppendDelimiterToRecord', Parameters: [{ ParameterName: 'Delimiter', ParameterValue: '\\n' }] },
    ];
    const { kernel, objects, put } = openFirehose(plain({ ProcessingConfiguration: { Enabled: true, Processors } }));
    const text = 'x'.repeat(400_000);
    put(text, text, text);
    await kernel.clock.advance(0);
    expect(Object.values(objects.all()).map((each) => each.length)).toEqual([2 * 400_003]);
    await kernel.clock.advance(60_000);
    expect(Object.values(objects.all()).map((each) => each.length)).toEqual([2 * 400_003, 400_003]);
  });

  it('retries a write that fails, longer and longer, and writes once', async () => {
    const { kernel, objects, put } = openFirehose(plain());
    objects.refuse('NoSuchBucket');
    const failed: Json[] = [];
    kernel.activity.watch(({ action, facts }) => action === 'DeliveryFailed' && failed.push(facts?.failures ?? 0));
    put({ a: 1 });
    await kernel.clock.advance(60_000 + 5_000 + 10_000);
    expect(failed).toEqual([1, 2, 3]);
    objects.refuse(undefined);
    put({ a: 2 });
    await kernel.clock.advance(20_000);
    expect(Object.values(objects.all())).toEqual(['{"a":1}']);
    await kernel.clock.advance(60_000);
    expect(Object.values(objects.all()).sort()).toEqual(['{"a":1}', '{"a":2}']);
  });
});

describe('a delivery stream with a transform and dynamic partitioning', () => {
  it('invokes the function with the event that AWS sends, and writes one object a partition', async () => {
    const { kernel, objects, lambda, put } = openFirehose(destination());
    put({ siteId: 1, a: 1 }, { siteId: 2 }, { siteId: 1, a: 2 });
    await kernel.clock.advance(10_000);
    expect(lambda.events).toHaveLength(1);
    expect(lambda.events[0]).toMatchObject({
      invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deliveryStreamArn: ARN,
      region: 'us-east-1',
      records: [
        { approximateArrivalTimestamp: 1795464000000, data: Buffer.from('{"siteId":1,"a":1}').toString('base64') },
        {},
        {},
      ],
    });
    await kernel.clock.advance(60_000);
    const written = objects.all();
    expect(Object.keys(written).map((key) => key.replace(/archive-.*/, ''))).toEqual([
      'data/siteId=1/2026/11/23/',
      'data/siteId=2/2026/11/23/',
    ]);
    expect(Object.keys(written).every((key) => key.endsWith('.gz'))).toBe(true);
    expect(Object.values(written)).toEqual(['{"siteId":1,"a":1}\n{"siteId":1,"a":2}\n', '{"siteId":2}\n']);
  });

  it.each([
    ['fail', 'Lambda.ProcessingFailedStatus'],
    ['omit', 'Lambda.MissingRecordId'],
    ['double', 'Lambda.DuplicatedRecordId'],
    ['nonsense', 'Lambda.JsonProcessingException'],
    ['unkeyed', 'DynamicPartitioning.MissingPartitionKey'],
  ])('keeps a record that the function answers with "%s" under the error prefix', async (say, errorCode) => {
    const { kernel, objects, put } = openFirehose(destination());
    const bad = { say };
    put({ siteId: 1 }, bad, { siteId: 1, say: 'drop' });
    await kernel.clock.advance(120_000);
    expect(lines(objects.all(), 'errors/processing-failed/20/')).toEqual([
      {
        attemptsMade: 1,
        arrivalTimestamp: 1795464000000,
        errorCode,
        errorMessage: expect.any(String),
        attemptEndingTimestamp: 1795464010000,
        rawData: Buffer.from(JSON.stringify(bad)).toString('base64'),
        lambdaArn: LAMBDA,
      },
    ]);
    expect(lines(objects.all(), 'data/')).toEqual([{ siteId: 1 }]);
  });

  it('invokes a failing function again, and gives the whole batch up after the last retry', async () => {
    const { kernel, objects, lambda, put } = openFirehose(
      destination({ ProcessingConfiguration: processing({ BufferIntervalInSeconds: '10', NumberOfRetries: '2' }) }),
    );
    lambda.fail(2);
    put({ siteId: 1 });
    await kernel.clock.advance(10_000 + 1_000 + 2_000);
    lambda.fail(3);
    put({ siteId: 2 });
    await kernel.clock.advance(120_000);
    expect(lambda.events).toHaveLength(6);
    expect(lines(objects.all(), 'data/')).toEqual([{ siteId: 1 }]);
    expect(lines(objects.all(), 'errors/')).toMatchObject([{ errorCode: 'Lambda.FunctionError', attemptsMade: 3 }]);
  });

  it('sends the records of a 501st active partition to the error prefix', async () => {
    const { kernel, objects, put } = openFirehose(destination());
    put(...Array.from({ length: 501 }, (_, siteId) => ({ siteId })));
    await kernel.clock.advance(120_000);
    const refused = lines(objects.all(), 'errors/');
    expect(refused).toMatchObject([{ errorCode: 'DynamicPartitioning.ActivePartitionsLimitExceeded' }]);
    expect(lines(objects.all(), 'data/')).toHaveLength(500);
  });

  it('splits what is larger than a processor buffer into several invocations, in order', async () => {
    const { kernel, lambda, put } = openFirehose(destination());
    put(...Array.from({ length: 30 }, (_, n) => ({ siteId: 1, n, text: 'x'.repeat(100_000) })));
    await kernel.clock.advance(10_000);
    expect(lambda.events.length).toBeGreaterThan(2);
    const seen = lambda.events.flatMap(({ records }) => (Array.isArray(records) ? records.filter(isJsonObject) : []));
    const numbers = seen.map(
      ({ data }) => (JSON.parse(Buffer.from(String(data), 'base64').toString()) as { n: number }).n,
    );
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });
});

describe('what was accepted', () => {
  it('is delivered exactly once, wherever in its way the process ends', async () => {
    // Around each busy moment (10 s: the transform, 70 s: the delivery) the process ends in each turn of the loop once.
    for (let crash = 0; crash < 40; crash += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'firehose-'));
      folders.push(folder);
      const first = openFirehose(destination(), join(folder, 'cloud.sqlite'));
      first.put({ siteId: 1 }, { siteId: 2 }, { siteId: 1, n: 2 }, { say: 'fail' });
      await first.kernel.journal.durable();
      await first.kernel.clock.advance(crash < 20 ? 9_999 : 69_999);
      // Not awaited: the clock wakes the buffer, and the process is gone some turns later.
      const running = first.kernel.clock.advance(1);
      for (let turn = 0; turn < crash % 20; turn += 1) await new Promise((resume) => setImmediate(resume));
      const now = first.kernel.clock.now();
      await first.service.stop?.();
      first.kernel.journal.close();
      await running.catch(() => undefined);
      const second = openFirehose(destination(), join(folder, 'cloud.sqlite'), now);
      await second.kernel.clock.advance(200_000);
      const written = second.objects.all();
      const delivered = lines(written, 'data/').map((line) => JSON.stringify(line));
      expect(delivered.sort(), `crash ${crash}`).toEqual(['{"siteId":1,"n":2}', '{"siteId":1}', '{"siteId":2}']);
      expect(lines(written, 'errors/')).toHaveLength(1);
      second.kernel.journal.close();
    }
  });
});
