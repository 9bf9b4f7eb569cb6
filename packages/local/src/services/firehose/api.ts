import type {
  DescribeDeliveryStreamInput,
  DescribeDeliveryStreamOutput,
  ListDeliveryStreamsInput,
  ListDeliveryStreamsOutput,
  PutRecordBatchInput,
  PutRecordBatchOutput,
  PutRecordInput,
  PutRecordOutput,
} from '@aws-sdk/client-firehose';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import type { Waiting } from './buffer.ts';
import type { DeliveryStreams } from './delivery-stream.ts';
import type { Pump } from './pump.ts';

/** Quotas: a record has at most 1,000 KiB, a call 500 records and 4 MiB. */
const MOST_RECORD_BYTES = 1_024_000;
const MOST_RECORDS = 500;
const MOST_CALL_BYTES = 4 * 1024 * 1024;

export const deliveryStreamArn = (kernel: Kernel, name: string): string =>
  `arn:aws:firehose:${kernel.region}:${kernel.account}:deliverystream/${name}`;

type Named = { readonly DeliveryStreamName?: string | undefined };

export const waitingOf = (data: Uint8Array | undefined, at: number): Waiting => {
  if (data === undefined) throw new AwsError('InvalidArgumentException', 'A record has no Data.');
  if (data.length > MOST_RECORD_BYTES)
    throw new AwsError('InvalidArgumentException', `A record has at most ${MOST_RECORD_BYTES} bytes.`);
  return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'), at };
};

export const firehoseOperations = (
  kernel: Kernel,
  streams: DeliveryStreams,
  pump: Pump,
): Readonly<Record<string, AnyOperation>> => {
  const on = (action: string, { DeliveryStreamName = '' }: Named): readonly Permission[] => [
    { action: `firehose:${action}`, resource: deliveryStreamArn(kernel, DeliveryStreamName) },
  ];
  const note = (arn: string, records: number): void =>
    kernel.activity.note({ service: 'firehose', action: 'RecordsPut', resource: arn, facts: { records } });

  const putRecord: Operation<PutRecordInput, PutRecordOutput> = {
    needs: (input) => on('PutRecord', input),
    run(input) {
      const stream = streams.expect(input.DeliveryStreamName, kernel.account);
      pump.accept(stream, [waitingOf(input.Record?.Data, kernel.clock.now())]);
      note(stream.arn, 1);
      return { RecordId: kernel.identity.token(56), Encrypted: false };
    },
  };

  const putRecordBatch: Operation<PutRecordBatchInput, PutRecordBatchOutput> = {
    needs: (input) => on('PutRecordBatch', input),
    run(input) {
      const stream = streams.expect(input.DeliveryStreamName, kernel.account);
      const given = input.Records ?? [];
      const bytes = given.reduce((sum, { Data }) => sum + (Data?.length ?? 0), 0);
      if (given.length === 0 || given.length > MOST_RECORDS || bytes > MOST_CALL_BYTES)
        throw new AwsError('InvalidArgumentException', `A batch has 1 to ${MOST_RECORDS} records of 4 MiB in all.`);
      const now = kernel.clock.now();
      pump.accept(
        stream,
        given.map(({ Data }) => waitingOf(Data, now)),
      );
      note(stream.arn, given.length);
      const responses = given.map(() => ({ RecordId: kernel.identity.token(56) }));
      return { FailedPutCount: 0, Encrypted: false, RequestResponses: responses };
    },
  };

  const describe: Operation<DescribeDeliveryStreamInput, DescribeDeliveryStreamOutput> = {
    needs: (input) => on('DescribeDeliveryStream', input),
    run(input) {
      const stream = streams.expect(input.DeliveryStreamName, kernel.account);
      const { bucket, roleArn, buffering, gzip } = stream.destination;
      const s3 = {
        BucketARN: `arn:aws:s3:::${bucket}`,
        RoleARN: roleArn,
        BufferingHints: { SizeInMBs: buffering.bytes / 1024 / 1024, IntervalInSeconds: buffering.milliseconds / 1000 },
        CompressionFormat: gzip ? ('GZIP' as const) : ('UNCOMPRESSED' as const),
        EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' as const },
      };
      return {
        DeliveryStreamDescription: {
          DeliveryStreamName: stream.name,
          DeliveryStreamARN: stream.arn,
          DeliveryStreamStatus: 'ACTIVE',
          DeliveryStreamType: 'DirectPut',
          VersionId: String(stream.version),
          CreateTimestamp: new Date(stream.createdAt),
          HasMoreDestinations: false,
          Destinations: [{ DestinationId: 'destinationId-000000000001', ExtendedS3DestinationDescription: s3 }],
        },
      };
    },
  };

  const listStreams: Operation<ListDeliveryStreamsInput, ListDeliveryStreamsOutput> = {
    needs: () => [{ action: 'firehose:ListDeliveryStreams', resource: '*' }],
    run({ Limit = 10, ExclusiveStartDeliveryStreamName = '' }) {
      const after = streams
        .list()
        .map(({ name }) => name)
        .filter((name) => name > ExclusiveStartDeliveryStreamName);
      return { DeliveryStreamNames: after.slice(0, Limit), HasMoreDeliveryStreams: after.length > Limit };
    },
  };

  return {
    PutRecord: putRecord,
    PutRecordBatch: putRecordBatch,
    DescribeDeliveryStream: describe,
    ListDeliveryStreams: listStreams,
  };
};
