import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Aws, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** The services that encrypt with the key on behalf of whoever calls them. */
const VIA = ['dynamodb', 's3', 'firehose', 'sqs', 'sns', 'states'];

interface ServiceUse {
  readonly sid: string;
  readonly service: string;
  readonly actions: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };

/** Services that use the key of their own accord, nobody calling: they are named, and only for this account. */
const SERVICES: readonly ServiceUse[] = [
  {
    // "Authorizing EventBridge to use a customer managed key"; "Configuring KMS permissions for AWS services" (SQS).
    sid: 'EventBridge',
    service: 'events.amazonaws.com',
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
    conditions: ofThisAccount,
  },
  {
    // "Sending alarms to an encrypted topic": "Amazon SNS Developer Guide, Enabling compatibility between event sources".
    sid: 'Alarms',
    service: 'cloudwatch.amazonaws.com',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    conditions: ofThisAccount,
  },
  {
    // "Data at rest encryption in Step Functions", encrypted log delivery.
    sid: 'LogDelivery',
    service: 'delivery.logs.amazonaws.com',
    actions: ['kms:Decrypt'],
    conditions: ofThisAccount,
  },
  {
    // "Encrypt log data in CloudWatch Logs using AWS KMS".
    sid: 'Logs',
    service: `logs.${Aws.REGION}.${Aws.URL_SUFFIX}`,
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`,
      },
    },
  },
];

/** What an {@link EncryptionKey} is made with. */
export interface EncryptionKeyProps {
  readonly removalPolicy: RemovalPolicy;
  /** Further services that encrypt for their callers, such as `secretsmanager`. */
  readonly services?: readonly string[];
}

/**
 * The one customer-managed key, for everything that is stored or queued. Its policy has the shape of an AWS managed key's
 * ("AWS managed keys" in the KMS Developer Guide): whoever of this account may use the table or the bucket may use the
 * key, but only through that service. So no role needs key permissions as well.
 */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { removalPolicy, services = [] }: EncryptionKeyProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Tables, buckets, queues, streams, bus, runs and logs of the application.',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.allowThrough([...VIA, ...services]);
    for (const { sid, service, actions, conditions } of SERVICES) {
      this.key.addToResourcePolicy(
        new PolicyStatement({
          sid,
          effect: Effect.ALLOW,
          principals: [new ServicePrincipal(service)],
          actions: [...actions],
          resources: ['*'],
          conditions,
        }),
      );
    }
  }

  private allowThrough(services: readonly string[]): void {
    const throughServices = {
      'kms:CallerAccount': Aws.ACCOUNT_ID,
      'kms:ViaService': services.map((service) => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`),
    };
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'UseThroughServices',
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ],
        resources: ['*'],
        conditions: { StringEquals: throughServices },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'GrantToServices',
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { StringEquals: throughServices, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    );
  }
}
