import type {
  CreateBucketOutput,
  CreateBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { type Buckets, bucketArn, isBucketName } from './bucket.ts';

const on = (action: string, bucket: string | undefined): readonly Permission[] => [
  { action: `s3:${action}`, resource: bucketArn(bucket ?? '') },
];

const createBucket = (kernel: Kernel, buckets: Buckets): Operation<CreateBucketRequest, CreateBucketOutput> => ({
  needs: (input) => on('CreateBucket', input.Bucket),
  run({ Bucket = '' }) {
    if (!isBucketName(Bucket)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
    if (buckets.find(Bucket) !== undefined) {
      const message = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new AwsError('BucketAlreadyOwnedByYou', message, { status: 409 });
    }
    buckets.keep(Bucket, kernel.clock.now());
    return { Location: `/${Bucket}` };
  },
});

const headBucket = (kernel: Kernel, buckets: Buckets): Operation<HeadBucketRequest, HeadBucketOutput> => ({
  needs: (input) => on('ListBucket', input.Bucket),
  run({ Bucket = '' }) {
    if (buckets.find(Bucket) === undefined) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    return { BucketRegion: kernel.region, AccessPointAlias: false };
  },
});

const listBuckets = (buckets: Buckets): Operation<object, ListBucketsOutput> => ({
  needs: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  run: () => ({
    Buckets: buckets.list().map(({ name, createdAt }) => ({ Name: name, CreationDate: new Date(createdAt) })),
  }),
});

const getBucketLocation = (
  kernel: Kernel,
  buckets: Buckets,
): Operation<GetBucketLocationRequest, GetBucketLocationOutput> => ({
  needs: (input) => on('GetBucketLocation', input.Bucket),
  run(input) {
    buckets.expect(input.Bucket);
    // US East (N. Virginia) has no location constraint (API Reference, GetBucketLocation).
    return kernel.region === 'us-east-1'
      ? {}
      : { LocationConstraint: kernel.region as NonNullable<GetBucketLocationOutput['LocationConstraint']> };
  },
});

export const bucketOperations = (kernel: Kernel, buckets: Buckets): Readonly<Record<string, AnyOperation>> => ({
  CreateBucket: createBucket(kernel, buckets),
  HeadBucket: headBucket(kernel, buckets),
  ListBuckets: listBuckets(buckets),
  GetBucketLocation: getBucketLocation(kernel, buckets),
});
