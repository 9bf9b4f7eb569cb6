import { join } from 'node:path';
import { readApplication } from '@carillon/constructs';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import { type Resource, synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');

/** Where a resource of each type names its key; everything of the system that keeps somebody's data is of one of these. */
const KEY_PLACES: Readonly<Record<string, string>> = {
  'AWS::Athena::WorkGroup': '/WorkGroupConfiguration/ResultConfiguration/EncryptionConfiguration/KmsKey',
  'AWS::DynamoDB::Table': '/SSESpecification/KMSMasterKeyId',
  'AWS::Events::EventBus': '/KmsKeyIdentifier',
  'AWS::HealthLake::FHIRDatastore': '/SseConfiguration/KmsEncryptionConfig/KmsKeyId',
  'AWS::KinesisFirehose::DeliveryStream': '/DeliveryStreamEncryptionConfigurationInput/KeyARN',
  'AWS::Logs::LogGroup': '/KmsKeyId',
  'AWS::S3::Bucket':
    '/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID',
  'AWS::SNS::Topic': '/KmsMasterKeyId',
  'AWS::SQS::Queue': '/KmsMasterKeyId',
  // The history of a run holds its task token ("Data at rest encryption in Step Functions").
  'AWS::StepFunctions::StateMachine': '/EncryptionConfiguration/KmsKeyId',
};

/** Types that could name a key too, and keep nothing of anybody: what would be encrypted is in this repository. */
const CONFIGURATION_ALONE = [
  // Filters, templates ("Encrypting pipes data").
  'AWS::Pipes::Pipe',
  // The input {} ("Encryption at rest in EventBridge Scheduler").
  'AWS::Scheduler::Schedule',
  // Names of tables and queues ("Securing Lambda environment variables").
  'AWS::Lambda::Function',
  'AWS::Lambda::EventSourceMapping',
];

/**
 * S3 delivers access logs to buckets with SSE-S3 only ("Enabling Amazon S3 server access logging"), and what the bus puts
 * aside since it cannot use the key is ciphertext under that key.
 */
const EXCEPT = /^(AccessLogBucket|BusDeadLetters)/;

const { resources } = synthesized(await readApplication(ROOT), readSettings(ROOT, 'prod'));
const keyAt = ({ Properties }: Resource, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((here, name) => (here as Readonly<Record<string, unknown>> | undefined)?.[name], Properties);

describe('the customer-managed key', () => {
  it.each(Object.entries(KEY_PLACES))('is that of every %s', (type, pointer) => {
    const those = Object.entries(resources).filter(([, { Type }]) => Type === type);
    expect(those.length).toBeGreaterThan(0);
    const without = those.filter(([, each]) => !JSON.stringify(keyAt(each, pointer) ?? '').includes('EncryptionKey'));
    expect(without.map(([id]) => id).filter((id) => !EXCEPT.test(id))).toEqual([]);
  });

  it('is nowhere left out where a resource could have one', () => {
    const covered = new Set([...Object.keys(KEY_PLACES), ...CONFIGURATION_ALONE]);
    const kinds = new Set(Object.values(resources).map(({ Type }) => Type));
    const others = [...kinds].filter((type) => !covered.has(type) && !KEYLESS.test(type));
    expect(others).toEqual([]);
  });
});

/** Types of which CloudFormation knows no key property. */
const KEYLESS =
  /^AWS::(ApiGatewayV2|CloudWatch|Cognito|Glue|IAM|KMS)::|^AWS::Events::Rule$|^AWS::Lambda::Permission$|^AWS::Logs::LogStream$|^AWS::(S3::Bucket|SNS::Topic|SQS::Queue)Policy$/;
