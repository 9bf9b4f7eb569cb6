import { AlarmTopic } from '@carillon/constructs/alarm-topic';
import { EncryptionKey } from '@carillon/constructs/encryption-key';
import type { Environment } from '@carillon/constructs/environment';
import { ItemTable, type ItemTableProps } from '@carillon/constructs/item-table';
import { LifeCycleStack } from '@carillon/constructs/life-cycle-stack';
import { AccessLogBucket, PrivateBucket } from '@carillon/constructs/private-bucket';
import { AttributeType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { FhirDatastore } from './fhir-datastore.ts';
import { SignIn } from './sign-in.ts';
import type { Kept } from './uses.ts';

const TABLES = {
  patients: {
    partitionKey: 'id',
    sortKey: { name: 'sk', type: AttributeType.STRING },
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    keep: true,
  },
  sites: { partitionKey: 'id', stream: StreamViewType.NEW_AND_OLD_IMAGES, keep: true },
  ledger: {
    partitionKey: 'stream',
    sortKey: { name: 'sequence', type: AttributeType.NUMBER },
    stream: StreamViewType.NEW_IMAGE,
    keep: true,
  },
  callbacks: { partitionKey: 'runId', stream: StreamViewType.NEW_IMAGE, timeToLive: 'expiresAt', keep: false },
  idempotency: { partitionKey: 'id', timeToLive: 'expiration', keep: false },
  connections: {
    partitionKey: 'PK',
    sortKey: { name: 'SK', type: AttributeType.STRING },
    timeToLive: 'expiresAt',
    keep: false,
  },
  counts: { partitionKey: 'pk', timeToLive: 'expiresAt', keep: true },
} satisfies Readonly<Record<string, ItemTableProps>>;

const QUERY_RESULT_DAYS = 7;

/** What is kept: the key, tables, buckets, the datastore and the users. It changes rarely and is never made anew. */
export class DataStack extends LifeCycleStack {
  readonly key: Key;
  readonly alarmTopicArn: string;
  readonly kept: Kept;
  /** What queries of the lake answered: copies, of persons too. */
  readonly queryResults: Bucket;

  constructor(scope: Construct, id: string, settings: Environment) {
    super(scope, id, { settings, description: 'Carillon: what is kept.' });
    this.key = new EncryptionKey(this, 'EncryptionKey', this.removalPolicy).key;
    this.alarmTopicArn = new AlarmTopic(this, 'AlarmTopic').arn;
    const accessLogs = new AccessLogBucket(this, 'AccessLogBucket').bucket;
    const exports = new PrivateBucket(this, 'ExportBucket', {
      accessLogs,
      expireAfterDays: settings.exportRetentionDays,
    }).bucket;
    this.queryResults = new PrivateBucket(this, 'QueryResultBucket', {
      accessLogs,
      expireAfterDays: QUERY_RESULT_DAYS,
    }).bucket;
    const table = (name: string, props: ItemTableProps): ItemTable['table'] => new ItemTable(this, name, props).table;
    this.kept = {
      // The archive's events refer to their claims: these live as long as it does.
      claims: new PrivateBucket(this, 'ClaimBucket', { accessLogs }).bucket,
      archive: new PrivateBucket(this, 'ArchiveBucket', { accessLogs }).bucket,
      exports,
      patients: table('PatientTable', TABLES.patients),
      sites: table('SiteTable', TABLES.sites),
      ledger: table('LedgerTable', TABLES.ledger),
      callbacks: table('CallbackTable', TABLES.callbacks),
      idempotency: table('IdempotencyTable', TABLES.idempotency),
      connections: table('ConnectionTable', TABLES.connections),
      counts: table('CountTable', TABLES.counts),
      datastore: new FhirDatastore(this, 'FhirDatastore', exports),
      signIn: new SignIn(this, 'SignIn'),
    };
    this.tell();
  }

  /** Names that a person or a tool outside needs. */
  private tell(): void {
    const { archive, claims, counts, exports, datastore, ledger, patients, sites, signIn } = this.kept;
    const outputs: Readonly<Record<string, string>> = {
      AlarmTopicArn: this.alarmTopicArn,
      ArchiveBucketName: archive.bucketName,
      ClaimBucketName: claims.bucketName,
      CountTableName: counts.tableName,
      DatastoreEndpoint: datastore.endpoint,
      DatastoreId: datastore.id,
      ExportBucketName: exports.bucketName,
      LedgerTableName: ledger.tableName,
      PatientTableName: patients.tableName,
      QueryResultBucketName: this.queryResults.bucketName,
      SiteTableName: sites.tableName,
      UserPoolClientId: signIn.client.ref,
      UserPoolId: signIn.userPool.ref,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
