import { gunzipSync } from 'node:zlib';
import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../../kernel/operations.ts';
import type { Service } from '../../kernel/service.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { firehose } from './service.ts';

type Put = { readonly Bucket: string; readonly Key: string; readonly Body: Uint8Array };

export const ARN: string = 'arn:aws:firehose:us-east-1:000000000000:deliverystream/archive';
export const LAMBDA: string = 'arn:aws:lambda:us-east-1:000000000000:function:transform';

/** An S3 of one table, as kernel.operations knows it: what it has written is in the same journal. */
interface Objects {
  all(): Record<string, string>;
  refuse(reason: string | undefined): void;
}

const objectsOf = (kernel: TestKernel): Objects => {
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

interface Sale {
  readonly siteId?: string | number;
  readonly say?: string;
}

/** The function behind the stream: partitions by shop, and does what a record tells it to. */
const answer = (record: JsonObject): readonly JsonObject[] => {
  const { siteId, say } = JSON.parse(Buffer.from(String(record.data), 'base64').toString()) as Sale;
  const ok = { recordId: record.recordId ?? '', result: 'Ok', data: record.data ?? '' };
  const keyed = { ...ok, metadata: { partitionKeys: siteId === undefined ? {} : { siteId } } };
  if (say === 'drop') return [{ recordId: record.recordId ?? '', result: 'Dropped' }];
  if (say === 'fail') return [{ ...ok, result: 'ProcessingFailed' }];
  if (say === 'omit') return [];
  if (say === 'double') return [keyed, keyed];
  return say === 'nonsense' ? [{ ...ok, result: 'Perhaps' }] : [keyed];
};

interface Transform {
  /** What the function was invoked with. */
  readonly events: JsonObject[];
  /** Lets it fail so many times from now on. */
  fail(times: number): void;
}

const transforming = (kernel: TestKernel): Transform => {
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

export const processing = (parameters: Readonly<Record<string, string>>): Json => ({
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

export const destination = (more: JsonObject = {}): JsonObject => ({
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

export const plain = (more: JsonObject = {}): JsonObject => ({
  BucketARN: 'arn:aws:s3:::archive',
  RoleARN: 'arn:aws:iam::000000000000:role/firehose',
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  ...more,
});

interface FirehoseOnTestKernel {
  readonly kernel: TestKernel;
  readonly objects: Objects;
  readonly lambda: Transform;
  readonly service: Service;
  /** Records through the target, as EventBridge delivers them. */
  put(...records: readonly Json[]): void;
  declare(s3: JsonObject): void;
}

export const openFirehose = (s3: JsonObject, file?: string, start?: number): FirehoseOnTestKernel => {
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

export const lines = (objects: Record<string, string>, prefix: string): readonly JsonObject[] =>
  Object.entries(objects)
    .filter(([key]) => key.startsWith(prefix))
    .flatMap(([, text]) => text.trim().split('\n'))
    .map((line) => JSON.parse(line) as JsonObject);
