import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { LifeCycleStack } from './life-cycle-stack.ts';
import { suppress } from './nag-suppressions.ts';

/** Where a bucket's access is logged, and how long its objects stay. */
export interface PrivateBucketProps {
  /** The bucket of an {@link AccessLogBucket}. */
  readonly accessLogs: Bucket;
  /** Objects are deleted after so many days; without it they stay. */
  readonly expireAfterDays?: number;
}

/** Days for which what was overwritten or deleted by mistake can be restored. */
const UNDO_DAYS = 30;

const ONE_REGION = 'One region by design; a copy in another region or account is for the organization to decide.';

/** A bucket for sensitive data: no public access, TLS only, SSE-KMS, versioned, its access logged. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { accessLogs, expireAfterDays }: PrivateBucketProps) {
    super(scope, id);
    const { key, removalPolicy } = LifeCycleStack.around(this);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      // The class declares as possibly undefined what the interface declares as optional.
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: `${id}/`,
      removalPolicy,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(UNDO_DAYS),
          ...(expireAfterDays === undefined ? {} : { expiration: Duration.days(expireAfterDays) }),
        },
      ],
    });
    suppress(this.bucket, ONE_REGION, 'HIPAA.Security-S3BucketReplicationEnabled');
  }
}

/** Where S3 writes the access logs of other buckets. */
export class AccessLogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { settings, removalPolicy } = LifeCycleStack.around(this);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      removalPolicy,
      lifecycleRules: [
        {
          expiration: Duration.days(settings.logRetentionDays),
          noncurrentVersionExpiration: Duration.days(UNDO_DAYS),
        },
      ],
    });
    suppress(this.bucket, ONE_REGION, 'HIPAA.Security-S3BucketReplicationEnabled');
    suppress(
      this.bucket,
      'It receives the access logs: logging its own access would log the logging ("Logging requests with server access logging", S3 User Guide).',
      'AwsSolutions-S1',
      'HIPAA.Security-S3BucketLoggingEnabled',
    );
    suppress(
      this.bucket,
      'S3 delivers access logs to buckets with SSE-S3 only ("Enabling Amazon S3 server access logging").',
      'HIPAA.Security-S3DefaultEncryptionKMS',
    );
  }
}
