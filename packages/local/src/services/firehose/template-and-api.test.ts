import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { checkProperties } from '../../kernel/property-rules.ts';
import type { TestKernel } from '../../kernel/test-kernel.ts';
import { ARN, destination, openFirehose, plain } from './test-firehose.ts';

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
    const { declare } = openFirehose(plain());
    expect(() => declare(s3)).toThrow(expect.objectContaining({ path: expect.stringContaining(path) }));
  });

  it('has a new version of the stream when its destination changes', async () => {
    const { kernel, objects, declare, put } = openFirehose(plain());
    declare(plain({ Prefix: 'next/' }));
    put({ a: 1 });
    await kernel.clock.advance(60_000);
    expect(Object.keys(objects.all())[0]).toMatch(/^next\/2026\/11\/23\/20\/archive-2-/);
  });

  it('is refused properties that nothing here executes', () => {
    const { service } = openFirehose(plain());
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
    kernel = openFirehose(plain()).kernel;
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
