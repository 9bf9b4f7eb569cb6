import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../../kernel/operations.ts';
import { checkProperties } from '../../kernel/property-rules.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { firehose } from './service.ts';

type Put = { readonly Bucket: string; readonly Key: string; readonly Body: Uint8Array };

const ARN = 'arn:aws:firehose:us-east-1:000000000000:deliverystream/archive';
const LAMBDA = 'arn:aws:lambda:us-east-1:000000000000:function:transform';

/** An S3 of one table, as kernel.operations knows it: what it has written is in the same journal. */
const objectsOf = (kernel: TestKernel): { all(): Record<string, string>; refuse(reason: string | undefined): void } => {
  const table = kernel.journal.table<string>('objects');
  let refusal: string | undefined;
  const refuse = (reason: string | undefined): void => {
    refusal = reason;
  };
  const putObject: Operation<Put, object> = {
    needs: () => [],
    run({ Key, Body }) {
      if (refusal !== undefined) throw new AwsError(refusal, 'no');
      if (table.get(Key) !== undefined) throw new Error(`written twice: ${Key}`);
      table.put(Key, Buffer.from(Key.endsWith('.gz') ? gunzipSync(Body) : Body).toString());
      return {};
    },
  };
  kernel.operations.register('s3', { PutObject: putObject });
  return { all: () => Object.fromEntries(table.scan()), refuse };
};

interface Site {
  readonly siteId?: string | number;
  readonly say?: string;
}

/** The function behind the stream: partitions by site, and does what a record tells it to. */
const answer = (record: JsonObject): readonly JsonObject[] => {
  const { siteId, say } = JSON.parse(Buffer.from(String(record.data), 'base64').toString()) as Site;
  const ok = { recordId: record.recordId ?? '', result: 'Ok', data: record.data ?? '' };
  const keyed = { ...ok, metadata: { partitionKeys: siteId === undefined ? {} : { siteId } } };
  if (say === 'drop') return [{ recordId: record.recordId ?? '', result: 'Dropped' }];
  if (say === 'fail') return [{ ...ok, result: 'ProcessingFailed' }];
  if (say === 'omit') return [];
  if (say === 'double') return [keyed, keyed];
  return say === 'nonsense' ? [{ ...ok, result: 'Perhaps' }] : [keyed];
};

const transforming = (kernel: TestKernel): { readonly events: JsonObject[]; fail(times: number): void } => {
  const events: JsonObject[] = [];
  let failures = 0;
  kernel.targets.register('lambda', {
    async invoke(_arn, { payload }) {
      const event = JSON.parse(payload) as JsonObject;
      events.push(event);
      failures -= 1;
      if (failures >= 0) return { ok: false, error: 'Unhandled', cause: 'x', payload: '{}' };
      const given = Array.isArray(event.records) ? event.records.filter(isJsonObject) : [];
      return { ok: true, payload: JSON.stringify({ records: given.flatMap(answer) }) };
    },
  });
  const fail = (times: number): void => {
    failures = times;
  };
  return { events, fail };
};

const processing = (parameters: Readonly<Record<string, string>>): Json => ({
  Enabled: true,
  Processors: [
    { Type: 'AppendDelimiterToRecord', Parameters: [] },
    {
      Type: 'Lambda',
      Parameters: Object.entries({ LambdaArn: LAMBDA, ...parameters }).map(([ParameterName, ParameterValue]) => ({
        ParameterName,
        ParameterValue,
      })),
    },
  ],
});

const destination = (more: JsonObject = {}): JsonObject => ({
  BucketARN: 'arn:aws:s3:::archive',
  RoleARN: 'arn:aws:iam::000000000000:role/firehose',
  Prefix: 'data/siteId=!{partitionKeyFromLambda:siteId}/!{timestamp:yyyy/MM/dd}/',
  ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/!{timestamp:HH}/',
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  CompressionFormat: 'GZIP',
  DynamicPartitioningConfiguration: { Enabled: true },
  ProcessingConfiguration: processing({ BufferIntervalInSeconds: '10' }),
  ...more,
});

const plain = (more: JsonObject = {}): JsonObject => ({
  BucketARN: 'arn:aws:s3:::archive',
  RoleARN: 'arn:aws:iam::000000000000:role/firehose',
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  ...more,
});

const folders: string[] = [];
const open = (s3: JsonObject, file?: string, start?: number) => {
  const options = { ...(file === undefined ? {} : { file }), ...(start === undefined ? {} : { start }) };
  const kernel = testKernel(options);
  const objects = objectsOf(kernel);
  const lambda = transforming(kernel);
  const service = kernel.add(firehose);
  const declare = (next: JsonObject): void => {
    const properties = { DeliveryStreamName: 'archive', ExtendedS3DestinationConfiguration: next };
    service.resources['AWS::KinesisFirehose::DeliveryStream']?.declare(declared('S', properties));
  };
  declare(s3);
  service.start?.();
  const put = (...records: readonly Json[]): void => {
    for (const record of records) kernel.targets.deliver(ARN, { body: JSON.stringify(record), caller: 'events' });
  };
  return { kernel, objects, lambda, service, put, declare };
};

const lines = (objects: Record<string, string>, prefix: string): readonly JsonObject[] =>
  Object.entries(objects)
    .filter(([key]) => key.startsWith(prefix))
    .flatMap(([, text]) => text.trim().split('\n'))
    .map((line) => JSON.parse(line) as JsonObject);

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a delivery stream without a transform', () => {
  it('writes what it buffered after its interval, under the default time prefix, in one object', async () => {
    const { kernel, objects, put } = open(plain());
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
    const { kernel, objects, put } = open(plain({ ProcessingConfiguration: { Enabled: true, Processors } }));
    const text = 'x'.repeat(400_000);
    put(text, text, text);
    await kernel.clock.advance(0);
    expect(Object.values(objects.all()).map((each) => each.length)).toEqual([2 * 400_003]);
    await kernel.clock.advance(60_000);
    expect(Object.values(objects.all()).map((each) => each.length)).toEqual([2 * 400_003, 400_003]);
  });

  it('retries a write that fails, longer and longer, and writes once', async () => {
    const { kernel, objects, put } = open(plain());
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
    const { kernel, objects, lambda, put } = open(destination());
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
    const { kernel, objects, put } = open(destination());
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
    const { kernel, objects, lambda, put } = open(
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
    const { kernel, objects, put } = open(destination());
    put(...Array.from({ length: 501 }, (_, siteId) => ({ siteId })));
    await kernel.clock.advance(120_000);
    const refused = lines(objects.all(), 'errors/');
    expect(refused).toMatchObject([{ errorCode: 'DynamicPartitioning.ActivePartitionsLimitExceeded' }]);
    expect(lines(objects.all(), 'data/')).toHaveLength(500);
  });

  it('splits what is larger than a processor buffer into several invocations, in order', async () => {
    const { kernel, lambda, put } = open(destination());
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
      const first = open(destination(), join(folder, 'cloud.sqlite'));
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
      const second = open(destination(), join(folder, 'cloud.sqlite'), now);
      await second.kernel.clock.advance(200_000);
      const written = second.objects.all();
      const delivered = lines(written, 'data/').map((line) => JSON.stringify(line));
      expect(delivered.sort(), `crash ${crash}`).toEqual(['{"siteId":1,"n":2}', '{"siteId":1}', '{"siteId":2}']);
      expect(lines(written, 'errors/')).toHaveLength(1);
      second.kernel.journal.close();
    }
  });
});

describe('a template', () => {
  const faults: readonly (readonly [JsonObject, string])[] = [
    [destination({ Prefix: 'a/!{partitionKeyFromQuery:x}/' }), '/ExtendedS3DestinationConfiguration/Prefix'],
    [destination({ Prefix: 'a/!{timestamp:QQQ}/' }), '/ExtendedS3DestinationConfiguration/Prefix'],
    [
      destination({ ErrorOutputPrefix: 'errors/!{timestamp:yyyy}/' }),
      '/ExtendedS3DestinationConfiguration/ErrorOutputPrefix',
    ],
    [
      destination({ DynamicPartitioningConfiguration: { Enabled: false } }),
      '/ExtendedS3DestinationConfiguration/Prefix',
    ],
    [destination({ BufferingHints: { SizeInMBs: 5 } }), '/ExtendedS3DestinationConfiguration/BufferingHints/SizeInMBs'],
    [
      plain({ ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'MetadataExtraction' }] } }),
      'Processors/0/Type',
    ],
  ];
  it.each(faults)('is refused what is not executed: case %#', (s3, path) => {
    const { declare } = open(plain());
    expect(() => declare(s3)).toThrow(expect.objectContaining({ path: expect.stringContaining(path) }));
  });

  it('has a new version of the stream when its destination changes', async () => {
    const { kernel, objects, declare, put } = open(plain());
    declare(plain({ Prefix: 'next/' }));
    put({ a: 1 });
    await kernel.clock.advance(60_000);
    expect(Object.keys(objects.all())[0]).toMatch(/^next\/2026\/11\/23\/20\/archive-2-/);
  });

  it('is refused properties that nothing here executes', () => {
    const { service } = open(plain());
    const rules = service.resources['AWS::KinesisFirehose::DeliveryStream']?.properties ?? {};
    const faults = checkProperties(
      { ExtendedS3DestinationConfiguration: plain({ DataFormatConversionConfiguration: {} }) },
      rules,
    );
    expect(faults.map(({ path }) => path)).toEqual([
      '/ExtendedS3DestinationConfiguration/DataFormatConversionConfiguration',
    ]);
  });
});

describe('the API', () => {
  let kernel: TestKernel;
  beforeEach(() => {
    kernel = open(plain()).kernel;
  });
  const call = (operation: string, input: object): Promise<unknown> =>
    kernel.operations.call(
      'firehose',
      operation,
      { DeliveryStreamName: 'archive', ...input },
      { caller: 'root', requestId: 'r' },
    );
  const Data = new TextEncoder().encode('x');

  it('takes records by one and by many, and describes the stream', async () => {
    expect(await call('PutRecord', { Record: { Data } })).toMatchObject({ RecordId: expect.any(String) });
    expect(await call('PutRecordBatch', { Records: [{ Data }, { Data }] })).toMatchObject({ FailedPutCount: 0 });
    expect(await call('ListDeliveryStreams', {})).toEqual({
      DeliveryStreamNames: ['archive'],
      HasMoreDeliveryStreams: false,
    });
    expect(await call('DescribeDeliveryStream', {})).toMatchObject({
      DeliveryStreamDescription: { DeliveryStreamARN: ARN, DeliveryStreamStatus: 'ACTIVE' },
    });
  });

  it.each([
    ['PutRecord', { Record: { Data: new Uint8Array(1_024_001) } }, 'InvalidArgumentException'],
    ['PutRecord', { DeliveryStreamName: 'none', Record: { Data } }, 'ResourceNotFoundException'],
    ['PutRecordBatch', { Records: Array.from({ length: 501 }, () => ({ Data })) }, 'InvalidArgumentException'],
  ])('%s refuses what AWS refuses: case %#', async (operation, input, code) => {
    await expect(call(operation, input)).rejects.toMatchObject({ code });
  });
});
