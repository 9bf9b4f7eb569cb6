import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, list, object, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { deliveryStreamArn } from './api.ts';
import type { DeliveryStreams } from './delivery-stream.ts';

const destination = object({
  BucketARN: executed,
  RoleARN: executed,
  Prefix: executed,
  ErrorOutputPrefix: executed,
  FileExtension: executed,
  BufferingHints: object({ SizeInMBs: executed, IntervalInSeconds: executed }),
  CompressionFormat: oneOf('GZIP', 'UNCOMPRESSED'),
  CustomTimeZone: oneOf('UTC'),
  DynamicPartitioningConfiguration: object({
    Enabled: executed,
    RetryOptions: inert('A delivery that fails is retried until it succeeds.'),
  }),
  ProcessingConfiguration: object({
    Enabled: executed,
    Processors: list(object({ Type: executed, Parameters: executed })),
  }),
  S3BackupMode: oneOf('Disabled'),
  CloudWatchLoggingOptions: inert(
    'A failed delivery is an activity of the cloud, and its records lie under the error prefix.',
  ),
  EncryptionConfiguration: inert('The data folder is as safe as the disk it lies on.'),
});

export const firehoseResources = (
  kernel: Kernel,
  streams: DeliveryStreams,
): Readonly<Record<string, ResourceType>> => ({
  'AWS::KinesisFirehose::DeliveryStream': {
    properties: {
      DeliveryStreamName: executed,
      DeliveryStreamType: oneOf('DirectPut'),
      ExtendedS3DestinationConfiguration: destination,
      DeliveryStreamEncryptionConfigurationInput: inert('The data folder is as safe as the disk it lies on.'),
      Tags: inert('Nothing on one machine is chosen by tag.'),
    },
    declare(declared) {
      const { DeliveryStreamName, ExtendedS3DestinationConfiguration: s3 } = declared.properties;
      const name = typeof DeliveryStreamName === 'string' ? DeliveryStreamName : declared.physicalName(64);
      if (!isJsonObject(s3)) {
        const mend = 'Give an ExtendedS3DestinationConfiguration: the local firehose writes to S3 alone.';
        throw new RefusedError('/ExtendedS3DestinationConfiguration', 'nothing', mend);
      }
      const arn = deliveryStreamArn(kernel, name);
      streams.keep(name, { arn, now: kernel.clock.now() }, s3);
      return { ref: name, attributes: { Arn: arn } };
    },
    remove: (name) => streams.remove(name),
  },
});
