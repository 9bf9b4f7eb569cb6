import { CfnFHIRDatastore } from 'aws-cdk-lib/aws-healthlake';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Aws, CfnDeletionPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { allow } from './use.ts';

export interface FhirDatastoreProps {
  readonly key: IKey;
  /** Where its exports go. */
  readonly exports: Bucket;
}

/** A HealthLake FHIR R4 data store, and the role in which it writes exports. */
export class FhirDatastore extends Construct {
  readonly datastore: CfnFHIRDatastore;
  readonly exportRole: Role;

  constructor(scope: Construct, id: string, { key, exports }: FhirDatastoreProps) {
    super(scope, id);
    this.datastore = new CfnFHIRDatastore(this, 'Datastore', {
      datastoreTypeVersion: 'R4',
      sseConfiguration: {
        kmsEncryptionConfig: { cmkType: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: key.keyArn },
      },
    });
    this.datastore.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    this.datastore.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    // "Setting up permissions for export jobs" in the HealthLake Developer Guide.
    this.exportRole = new Role(this, 'ExportRole', {
      assumedBy: new ServicePrincipal('healthlake.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnEquals: { 'aws:SourceArn': this.datastore.attrDatastoreArn },
        },
      }),
      inlinePolicies: {
        Export: new PolicyDocument({
          statements: [
            allow(['s3:PutObject'], exports.arnForObjects('*')),
            allow(
              ['s3:GetBucketPublicAccessBlock', 's3:GetEncryptionConfiguration', 's3:ListBucket'],
              exports.bucketArn,
            ),
            new PolicyStatement({
              effect: Effect.ALLOW,
              actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
              resources: [key.keyArn],
            }),
          ],
        }),
      },
    });
  }
}
