import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Job, S3Place } from './job.ts';

/** API Reference, "S3Configuration": s3://bucket, s3://bucket/prefix, or one NDJSON object. @throws AwsError ValidationException */
export const placeOf = (uri: string | undefined): S3Place => {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(uri ?? '') ?? [];
  if (bucket === undefined) throw new AwsError('ValidationException', 'S3Uri is not of the form s3://bucket/prefix.');
  return { bucket, prefix: path === '' || /(\/|\.ndjson(\.gz)?)$/.test(path) ? path : `${path}/` };
};

/** A job fails before it writes anything when its role may not see the bucket or the key. @throws AwsError */
export const checkOutput = async (kernel: Kernel, { output, roleArn, kmsKeyId }: Job): Promise<void> => {
  const call = { caller: roleArn, requestId: kernel.identity.uuid() };
  try {
    await kernel.operations.call('s3', 'HeadBucket', { Bucket: output.bucket }, call);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AwsError('ValidationException', `The output bucket ${output.bucket} cannot be used: ${why}`);
  }
  if (kernel.operations.has('kms', 'DescribeKey'))
    await kernel.operations.call('kms', 'DescribeKey', { KeyId: kmsKeyId }, call);
};
