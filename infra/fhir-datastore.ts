import { allow, allowWildcard, LifeCycleStack, serviceRole } from '@carillon/constructs';
import { CfnFHIRDatastore } from 'aws-cdk-lib/aws-healthlake';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Aws, CfnDeletionPolicy, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** A datastore as its clients know it, whether this stack created or imported it. */
interface Datastore {
  readonly id: string;
  readonly arn: string;
  /** `https://healthlake.<region>.amazonaws.com/datastore/<id>/r4/` */
  readonly endpoint: string;
}

/** "Resource types defined by AWS HealthLake" and "HealthLake endpoints": both follow from the id. */
const imported = (id: string): Datastore => ({
  id,
  arn: `arn:${Aws.PARTITION}:healthlake:${Aws.REGION}:${Aws.ACCOUNT_ID}:datastore/fhir/${id}`,
  endpoint: `https://healthlake.${Aws.REGION}.${Aws.URL_SUFFIX}/datastore/${id}/r4/`,
});

/** A HealthLake FHIR R4 data store, created or imported, and the role of its exports. */
export class FhirDatastore extends Construct implements Datastore {
  readonly id: string;
  readonly arn: string;
  readonly endpoint: string;
  readonly exportRole: Role;

  /** `datastoreId` names an existing datastore; without it one is created. */
  constructor(scope: Construct, id: string, exports: Bucket, datastoreId: string | undefined) {
    super(scope, id);
    const { key } = LifeCycleStack.around(this);
    const datastore = datastoreId === undefined ? this.created() : imported(datastoreId);
    this.id = datastore.id;
    this.arn = datastore.arn;
    this.endpoint = datastore.endpoint;
    // "Setting up permissions for export jobs" in the HealthLake Developer Guide.
    this.exportRole = serviceRole(this, 'ExportRole', {
      service: 'healthlake',
      conditions: { ArnEquals: { 'aws:SourceArn': datastore.arn } },
      statements: [
        allowWildcard("HealthLake names an export's files itself.", ['s3:PutObject'], exports.arnForObjects('*')),
        allow(['s3:GetBucketPublicAccessBlock', 's3:GetEncryptionConfiguration', 's3:ListBucket'], exports.bucketArn),
        allow(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], key.keyArn),
      ],
    });
  }

  private created(): Datastore {
    const { key, removalPolicy } = LifeCycleStack.around(this);
    const datastore = new CfnFHIRDatastore(this, 'Datastore', {
      datastoreTypeVersion: 'R4',
      sseConfiguration: {
        kmsEncryptionConfig: { cmkType: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: key.keyArn },
      },
    });
    const policy = removalPolicy === RemovalPolicy.RETAIN ? CfnDeletionPolicy.RETAIN : CfnDeletionPolicy.DELETE;
    datastore.cfnOptions.deletionPolicy = policy;
    datastore.cfnOptions.updateReplacePolicy = policy;
    return {
      id: datastore.attrDatastoreId,
      arn: datastore.attrDatastoreArn,
      endpoint: datastore.attrDatastoreEndpoint,
    };
  }
}
