import type {
  DescribeTableCommandInput,
  DescribeTableCommandOutput,
  DescribeTimeToLiveCommandInput,
  DescribeTimeToLiveCommandOutput,
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  ListTablesCommandInput,
  ListTablesCommandOutput,
  LocalSecondaryIndexDescription,
  TableDescription,
  UpdateTimeToLiveCommandInput,
  UpdateTimeToLiveCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation, Permission } from '../../kernel/operations.ts';
import type { Database } from './database.ts';
import { type Key, keyAttributes, type SecondaryIndex, type Table } from './table.ts';
import { validationError } from './validation.ts';

type Body<T> = Omit<T, '$metadata'>;

export interface TableOperations {
  readonly DescribeTable: Operation<DescribeTableCommandInput, Body<DescribeTableCommandOutput>>;
  readonly ListTables: Operation<ListTablesCommandInput, Body<ListTablesCommandOutput>>;
  readonly DescribeTimeToLive: Operation<DescribeTimeToLiveCommandInput, Body<DescribeTimeToLiveCommandOutput>>;
  readonly UpdateTimeToLive: Operation<UpdateTimeToLiveCommandInput, Body<UpdateTimeToLiveCommandOutput>>;
}

const keySchema = ({ hash, range }: Key): KeySchemaElement[] => [
  { AttributeName: hash.name, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range.name, KeyType: 'RANGE' as const }]),
];

const attributeTypes = ({ key, indexes }: Table): TableDescription['AttributeDefinitions'] => {
  const all = [key, ...indexes.map((index) => index.key)].flatMap(keyAttributes);
  const types = new Map(all.map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
};

const describeIndex = (table: Table, index: SecondaryIndex): LocalSecondaryIndexDescription => ({
  IndexName: index.name,
  KeySchema: keySchema(index.key),
  Projection: {
    ProjectionType: index.projection,
    ...(index.projection === 'INCLUDE' ? { NonKeyAttributes: [...index.include] } : {}),
  },
  IndexArn: `${table.arn}/index/${index.name}`,
});

const describeIndexes = (table: Table): Pick<TableDescription, 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'> => {
  const of = (scope: SecondaryIndex['scope']): LocalSecondaryIndexDescription[] =>
    table.indexes.filter((index) => index.scope === scope).map((index) => describeIndex(table, index));
  const active = (index: LocalSecondaryIndexDescription): GlobalSecondaryIndexDescription => ({
    ...index,
    IndexStatus: 'ACTIVE',
  });
  const [global, local] = [of('global').map(active), of('local')];
  return {
    ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: global }),
    ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local }),
  };
};

const describe = (db: Database, table: Table): TableDescription => {
  const usage = db.items.usage(table);
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: table.id,
    TableStatus: 'ACTIVE',
    KeySchema: keySchema(table.key),
    AttributeDefinitions: attributeTypes(table),
    CreationDateTime: new Date(table.createdAt),
    ItemCount: usage.items,
    TableSizeBytes: usage.bytes,
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    BillingModeSummary: { BillingMode: table.billing },
    DeletionProtectionEnabled: table.deletionProtection,
    ...describeIndexes(table),
    ...(table.stream === undefined
      ? {}
      : {
          StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream.view },
          LatestStreamArn: table.stream.arn,
          LatestStreamLabel: table.stream.label,
        }),
  };
};

const listTables = (db: Database, input: ListTablesCommandInput): Body<ListTablesCommandOutput> => {
  const limit = input.Limit ?? 100;
  const start = input.ExclusiveStartTableName;
  const names = db
    .tables()
    .map(({ name }) => name)
    .filter((name) => start === undefined || name > start);
  const page = names.slice(0, limit);
  const last = page.at(-1);
  return { TableNames: page, ...(names.length > limit && last !== undefined ? { LastEvaluatedTableName: last } : {}) };
};

/** Sets or clears the expiry attribute and looks at every item again. */
export const setTimeToLive = (db: Database, table: Table, attribute: string | undefined): Table => {
  const { timeToLive: before, ...rest } = table;
  const after: Table = attribute === undefined ? rest : { ...rest, timeToLive: attribute };
  db.save(after);
  if (before !== attribute) db.rebuildExpiries(after);
  return after;
};

const updateTimeToLive = (db: Database, input: UpdateTimeToLiveCommandInput): Body<UpdateTimeToLiveCommandOutput> => {
  const table = db.table(input.TableName);
  const wanted = input.TimeToLiveSpecification;
  if (wanted?.AttributeName === undefined || wanted.AttributeName === '')
    throw validationError('TimeToLiveSpecification must name an attribute');
  const on = wanted.Enabled === true;
  if (on && table.timeToLive === wanted.AttributeName) throw validationError('TimeToLive is already enabled');
  if (on && table.timeToLive !== undefined)
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${table.timeToLive}`,
    );
  if (!on && table.timeToLive === undefined) throw validationError('TimeToLive is already disabled');
  setTimeToLive(db, table, on ? wanted.AttributeName : undefined);
  return { TimeToLiveSpecification: { AttributeName: wanted.AttributeName, Enabled: on } };
};

export const tableOperations = (db: Database): TableOperations => {
  const needs =
    (action: string) =>
    ({ TableName }: { readonly TableName: string | undefined }): readonly Permission[] => [
      { action: `dynamodb:${action}`, resource: db.arnOf(TableName) },
    ];
  return {
    DescribeTable: {
      needs: needs('DescribeTable'),
      run: (input) => ({ Table: describe(db, db.table(input.TableName)) }),
    },
    ListTables: {
      needs: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
      run: (input) => listTables(db, input),
    },
    DescribeTimeToLive: {
      needs: needs('DescribeTimeToLive'),
      run(input) {
        const { timeToLive } = db.table(input.TableName);
        return {
          TimeToLiveDescription:
            timeToLive === undefined
              ? { TimeToLiveStatus: 'DISABLED' }
              : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive },
        };
      },
    },
    UpdateTimeToLive: { needs: needs('UpdateTimeToLive'), run: (input) => updateTimeToLive(db, input) },
  };
};
