import { RefusedError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, object, oneOf } from '../../kernel/property-rules.ts';
import type { Declared, Made, ResourceType } from '../../kernel/service.ts';
import { type Buckets, bucketArn, isBucketName } from './bucket.ts';
import type { Objects } from './object.ts';

/** A generated name as a bucket may have it: lower case, and at most 63 characters. */
const nameOf = (declared: Declared): string => {
  const given = declared.properties.BucketName;
  const name =
    typeof given === 'string'
      ? given
      : declared
          .physicalName(63)
          .toLowerCase()
          .replaceAll(/[^a-z0-9.-]/g, '-');
  if (isBucketName(name)) return name;
  throw new RefusedError(
    '/BucketName',
    name,
    'A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens.',
  );
};

const madeOf = (kernel: Kernel, name: string): Made => ({
  ref: name,
  attributes: {
    Arn: bucketArn(name),
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${kernel.region}.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${kernel.region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${kernel.region}.amazonaws.com`,
  },
});

const bucketType = (kernel: Kernel, buckets: Buckets, objects: Objects): ResourceType => ({
  properties: {
    BucketName: executed,
    BucketEncryption: inert('The data folder is as safe as the disk it lies on; nothing is encrypted once more.'),
    PublicAccessBlockConfiguration: inert('Nothing is public: the gateway answers on loopback alone.'),
    OwnershipControls: inert('There is one account, and it owns every object.'),
    VersioningConfiguration: inert('The current version alone is kept; a call that names another version is refused.'),
    LifecycleConfiguration: inert('Nothing expires or moves to another storage class on one machine.'),
    ObjectLockEnabled: oneOf(false),
    LoggingConfiguration: inert('Access is not logged to a bucket: the activity feed shows it.'),
    Tags: inert('Nothing on one machine is chosen or billed by tag.'),
    NotificationConfiguration: object({}),
  },
  declare(declared) {
    return madeOf(kernel, buckets.keep(nameOf(declared), kernel.clock.now()).name);
  },
  remove(name) {
    // CloudFormation deletes an empty bucket only: what it holds is the user's.
    if (objects.isEmpty(name)) buckets.remove(name);
  },
});

const bucketPolicyType: ResourceType = {
  properties: {
    Bucket: executed,
    PolicyDocument: inert('Calls are judged by the policies of the role that calls; no resource policy is evaluated.'),
  },
  declare: ({ properties }) => ({ ref: String(properties.Bucket), attributes: {} }),
};

export const s3Resources = (
  kernel: Kernel,
  buckets: Buckets,
  objects: Objects,
): Readonly<Record<string, ResourceType>> => ({
  'AWS::S3::Bucket': bucketType(kernel, buckets, objects),
  'AWS::S3::BucketPolicy': bucketPolicyType,
});
