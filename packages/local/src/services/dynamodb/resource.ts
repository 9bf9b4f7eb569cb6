import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { executed, inert, list, object, oneOf, type PropertyRules } from '../../kernel/property-rules.ts';
import type { Declared, Made, ResourceType } from '../../kernel/service.ts';
import type { Database } from './database.ts';
import type { Table } from './table.ts';
import { readTableDeclaration, type TableDeclaration } from './table-declaration.ts';
import { setTimeToLive } from './table-operations.ts';

const throughput = inert('one machine has no provisioned capacity to run out of');
const keySchema = list(object({ AttributeName: executed, KeyType: oneOf('HASH', 'RANGE') }));
const projection = object({ ProjectionType: oneOf('ALL', 'KEYS_ONLY', 'INCLUDE'), NonKeyAttributes: executed });
const index = { IndexName: executed, KeySchema: keySchema, Projection: projection };
const backups = inert('the data folder is the table; a backup is a copy of it');
const encryption = inert('the data folder is as safe as the disk it lies on');
const insight = inert('there is no CloudWatch to report to');

const shared: PropertyRules = {
  TableName: executed,
  AttributeDefinitions: list(object({ AttributeName: executed, AttributeType: oneOf('S', 'N', 'B') })),
  KeySchema: keySchema,
  LocalSecondaryIndexes: list(object(index)),
  BillingMode: oneOf('PAY_PER_REQUEST', 'PROVISIONED'),
  TimeToLiveSpecification: object({ AttributeName: executed, Enabled: executed }),
  SSESpecification: encryption,
  DeletionProtectionEnabled: executed,
  Tags: inert('tags change nothing on one machine'),
};

const streamView = oneOf('NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY');

const tableRules: PropertyRules = {
  ...shared,
  GlobalSecondaryIndexes: list(
    object({
      ...index,
      ProvisionedThroughput: throughput,
      OnDemandThroughput: throughput,
      ContributorInsightsSpecification: insight,
    }),
  ),
  StreamSpecification: object({ StreamViewType: streamView }),
  PointInTimeRecoverySpecification: backups,
  ContributorInsightsSpecification: insight,
  ProvisionedThroughput: throughput,
  OnDemandThroughput: throughput,
  WarmThroughput: throughput,
  TableClass: oneOf('STANDARD', 'STANDARD_INFREQUENT_ACCESS'),
};

const globalTableRules: PropertyRules = {
  ...shared,
  GlobalSecondaryIndexes: list(
    object({ ...index, WriteProvisionedThroughputSettings: throughput, WriteOnDemandThroughputSettings: throughput }),
  ),
  StreamSpecification: object({ StreamViewType: streamView }),
  WriteProvisionedThroughputSettings: throughput,
  WriteOnDemandThroughputSettings: throughput,
  WarmThroughput: throughput,
  Replicas: list(
    object({
      Region: executed,
      DeletionProtectionEnabled: executed,
      PointInTimeRecoverySpecification: backups,
      ContributorInsightsSpecification: insight,
      SSESpecification: encryption,
      TableClass: inert('storage has one price on one machine'),
      GlobalSecondaryIndexes: insight,
      ReadProvisionedThroughputSettings: throughput,
      ReadOnDemandThroughputSettings: throughput,
      Tags: inert('tags change nothing on one machine'),
    }),
  ),
};

type Stream = NonNullable<Table['stream']>;

/** A stream's label is the time it was switched on. */
const newStream = (tableArn: string, view: Stream['view'], now: number): Stream => {
  const label = new Date(now).toISOString().replace('Z', '');
  return { arn: `${tableArn}/stream/${label}`, label, view };
};

const make = (db: Database, name: string, wanted: TableDeclaration): Table => {
  const now = db.kernel.clock.now();
  const arn = db.arnOf(name);
  const { stream, timeToLive, ...rest } = wanted;
  const table: Table = {
    ...rest,
    name,
    arn,
    id: db.kernel.identity.uuid(),
    createdAt: now,
    ...(stream === undefined ? {} : { stream: newStream(arn, stream, now) }),
    ...(timeToLive === undefined ? {} : { timeToLive }),
  };
  db.save(table);
  return table;
};

const streamAfter = (db: Database, table: Table, view: Stream['view'] | undefined): Stream | undefined => {
  if (view === table.stream?.view) return table.stream;
  // As on AWS another view is another stream, with a new ARN; readers of the old one are at its end.
  if (table.stream !== undefined) db.streams.drop(table.stream.arn);
  return view === undefined ? undefined : newStream(table.arn, view, db.kernel.clock.now());
};

const reindex = (db: Database, before: Table, after: Table): void => {
  const same = (one: Table['indexes'][number], others: Table['indexes']): boolean =>
    others.some((other) => JSON.stringify(other) === JSON.stringify(one));
  for (const each of before.indexes) if (!same(each, after.indexes)) db.items.dropIndex(before, each.name);
  for (const each of after.indexes) if (!same(each, before.indexes)) db.items.buildIndex(after, each);
};

const change = (db: Database, table: Table, wanted: TableDeclaration): Table => {
  if (JSON.stringify(table.key) !== JSON.stringify(wanted.key))
    throw new RefusedError(
      '/KeySchema',
      JSON.stringify(wanted.key),
      `${table.name} has items under another key. Give the table another name, or start on an empty data folder.`,
    );
  const { stream: view, timeToLive, ...rest } = wanted;
  const { stream: _stream, ...kept } = table;
  const stream = streamAfter(db, table, view);
  const after: Table = { ...kept, ...rest, ...(stream === undefined ? {} : { stream }) };
  reindex(db, table, after);
  return setTimeToLive(db, after, timeToLive);
};

const declareTable = (db: Database, declared: Declared, properties: JsonObject): Made => {
  const { TableName } = properties;
  const name = typeof TableName === 'string' ? TableName : declared.physicalName(255);
  const wanted = readTableDeclaration(properties);
  const present = db.find(name);
  const table = present === undefined ? make(db, name, wanted) : change(db, present, wanted);
  const streamArn: Record<string, Json> = table.stream === undefined ? {} : { StreamArn: table.stream.arn };
  return { ref: name, attributes: { Arn: table.arn, TableId: table.id, ...streamArn } };
};

const onlyReplica = (region: string, replicas: Json | undefined): JsonObject => {
  const [first, ...others] = Array.isArray(replicas) ? replicas : [];
  if (isJsonObject(first) && first.Region === region && others.length === 0) return first;
  throw new RefusedError(
    '/Replicas',
    JSON.stringify(replicas ?? null),
    `The local cloud has one region: leave ${region} as the only replica.`,
  );
};

export const dynamodbResources = (db: Database): Readonly<Record<string, ResourceType>> => {
  const remove = (ref: string): void => {
    const table = db.find(ref);
    // A protected table outlives its template, as on AWS, where its deletion fails.
    if (table !== undefined && !table.deletionProtection) db.drop(table);
  };
  return {
    'AWS::DynamoDB::Table': {
      properties: tableRules,
      declare: (declared) => declareTable(db, declared, declared.properties),
      remove,
    },
    'AWS::DynamoDB::GlobalTable': {
      properties: globalTableRules,
      declare(declared) {
        const { DeletionProtectionEnabled = false } = onlyReplica(db.kernel.region, declared.properties.Replicas);
        return declareTable(db, declared, { DeletionProtectionEnabled, ...declared.properties });
      },
      remove,
    },
  };
};
