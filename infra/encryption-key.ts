import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Aws, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** The services that encrypt with the key on behalf of whoever calls them. */
const VIA = ['dynamodb', 's3', 'firehose', 'healthlake'];

/**
 * The one customer-managed key, for tables, buckets, the delivery stream and the datastore. Its policy has the shape
 * of an AWS managed key's ("AWS managed keys" in the KMS Developer Guide): whoever of this account may use the table
 * or the bucket may use the key, but only through that service. So no role has to carry key permissions as well.
 */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Carillon: tables, buckets, delivery stream, datastore.',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const throughServices = {
      'kms:CallerAccount': Aws.ACCOUNT_ID,
      'kms:ViaService': VIA.map((service) => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`),
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
