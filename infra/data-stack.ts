import { DataStack, ItemTable, type ItemTableProps, PrivateBucket } from '@carillon/constructs';
import { AttributeType, StreamViewType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { FhirDatastore } from './fhir-datastore.ts';
import type { Settings } from './settings.ts';
import { SignIn } from './sign-in.ts';

/** What this application stores besides what every application does: its tables, exports, datastore and users. */
export class ExportDataStack extends DataStack {
  /** Files of HealthLake's exports, until the run that reads them is long over. */
  readonly exports: Bucket;
  readonly patients: Table;
  readonly sites: Table;
  /** WebSocket connections and what each follows. */
  readonly connections: Table;
  /** Counts of resources by type, site and day. */
  readonly counts: Table;
  readonly datastore: FhirDatastore;
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: 'Carillon: what is stored.',
      settings,
      metricsNamespace: 'Carillon',
      runbooks: 'docs/runbooks',
      keyServices: ['healthlake'],
    });
    this.exports = new PrivateBucket(this, 'ExportBucket', {
      accessLogs: this.accessLogs,
      expireAfterDays: settings.exportRetentionDays,
    }).bucket;
    const table = (name: string, props: ItemTableProps): Table => new ItemTable(this, name, props).table;
    const sort = { name: 'sk', type: AttributeType.STRING };
    const stream = StreamViewType.NEW_AND_OLD_IMAGES;
    this.patients = table('PatientTable', { partitionKey: 'id', sortKey: sort, stream, keep: true });
    this.sites = table('SiteTable', { partitionKey: 'id', stream, keep: true });
    this.connections = table('ConnectionTable', {
      partitionKey: 'PK',
      sortKey: { name: 'SK', type: AttributeType.STRING },
      timeToLive: 'expiresAt',
      keep: false,
    });
    this.counts = table('CountTable', { partitionKey: 'pk', timeToLive: 'expiresAt', keep: true });
    this.datastore = new FhirDatastore(this, 'FhirDatastore', this.exports, settings.datastoreId);
    this.signIn = new SignIn(this, 'SignIn', settings);
    this.output({
      CountTableName: this.counts.tableName,
      DatastoreEndpoint: this.datastore.endpoint,
      DatastoreId: this.datastore.id,
      ExportBucketName: this.exports.bucketName,
      PatientTableName: this.patients.tableName,
      SiteTableName: this.sites.tableName,
      UserPoolClientId: this.signIn.client.ref,
      UserPoolId: this.signIn.userPool.ref,
    });
  }
}
