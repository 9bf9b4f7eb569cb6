import type { LakeDefinition, TableInput } from '@carillon/runtime/lake-definition';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Aws, CfnOutput, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { pascalCase } from './application.ts';
import type { LakeSettings } from './environment.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';

/** The tables that the catalog declares, and the buckets that they read and answer into. */
export interface LakeProps {
  readonly definition: LakeDefinition;
  readonly archive: Bucket;
  /** Where Athena writes the results of queries. */
  readonly results: Bucket;
}

const GIGABYTE = 1_000_000_000;
const SCAN_LIMIT_GB = 10;

/** How a Parquet copy of the archive is read. */
const PARQUET = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
};

const storage = ({ StorageDescriptor: { SerdeInfo, ...stored } }: TableInput, isParquet: boolean): object =>
  isParquet
    ? PARQUET
    : {
        inputFormat: stored.InputFormat,
        outputFormat: stored.OutputFormat,
        serdeInfo: { serializationLibrary: SerdeInfo.SerializationLibrary, parameters: SerdeInfo.Parameters },
      };

/** A place in the archive. Its `${year}` is for Athena, not for CloudFormation. */
const place = (location: string, archive: Bucket, isParquet: boolean): string =>
  Fn.sub(
    location
      .replaceAll('${', '${!')
      .replace('{archive}', '${Archive}')
      .replace('/events/', isParquet ? '/parquet/' : '/events/'),
    { Archive: archive.bucketName },
  );

/** A partition whose values are known is listed, so that a query need not name one ("Enum type"). */
const projection = (settings: LakeSettings): Readonly<Record<string, string>> => ({
  ...(settings.fromYear === undefined ? {} : { 'projection.year.range': `${settings.fromYear},NOW` }),
  ...Object.fromEntries(
    Object.entries(settings.partitions ?? {}).flatMap(([column, values]) => [
      [`projection.${column}.type`, 'enum'],
      [`projection.${column}.values`, values.join(',')],
    ]),
  ),
});

/**
 * The archive as tables, one per event, and the workgroup that queries them:
 *
 *     events/type=X/year=.../ <-- Glue table x (partition projection) <-- Athena workgroup --> results, for some days
 */
export class Lake extends Construct {
  constructor(scope: Construct, id: string, { definition, archive, results }: LakeProps) {
    super(scope, id);
    const { key, settings: environment } = LifeCycleStack.around(this);
    const settings = environment.lake ?? {};
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: definition.database, description: 'The archive of all events, a table each.' },
    });
    const isParquet = settings.parquet === true;
    for (const table of definition.tables) {
      const at = (location: string): string => place(location, archive, isParquet);
      const keys = table.PartitionKeys.map(({ Name }) => Name);
      const known = Object.fromEntries(Object.entries(settings.partitions ?? {}).filter(([key]) => keys.includes(key)));
      const { compressionType: _gzip, ...parameters } = table.Parameters;
      new CfnTable(this, `${pascalCase(table.Name.replaceAll('_', '-'))}Table`, {
        catalogId: Aws.ACCOUNT_ID,
        databaseName: definition.database,
        tableInput: {
          name: table.Name,
          description: table.Description,
          tableType: table.TableType,
          parameters: {
            ...(isParquet ? { ...parameters, classification: 'parquet' } : table.Parameters),
            ...projection({ ...settings, partitions: known }),
            'storage.location.template': at(table.Parameters['storage.location.template'] ?? ''),
          },
          partitionKeys: table.PartitionKeys.map(({ Name, Type }) => ({ name: Name, type: Type })),
          storageDescriptor: {
            columns: table.StorageDescriptor.Columns.map(({ Name, Type, Comment = '' }) => ({
              name: Name,
              type: Type,
              comment: Comment,
            })),
            compressed: table.StorageDescriptor.Compressed,
            location: at(table.StorageDescriptor.Location),
            ...storage(table, isParquet),
          },
        },
      }).addResourceDependency(database);
    }
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: definition.database,
      description: 'Queries of the archive of all events.',
      recursiveDeleteOption: false,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: (settings.scanLimitGb ?? SCAN_LIMIT_GB) * GIGABYTE,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${results.bucketName}/athena/`,
          expectedBucketOwner: Aws.ACCOUNT_ID,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
    new CfnOutput(LifeCycleStack.around(this), 'AthenaWorkGroupName', { value: workGroup.ref });
    new CfnOutput(LifeCycleStack.around(this), 'GlueDatabaseName', { value: definition.database });
  }
}
