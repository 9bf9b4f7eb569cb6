import type {
  AttributeValue,
  GetItemCommandInput,
  GetItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation, Permission } from '../../kernel/operations.ts';
import { fromWireItem, type WireItem } from './attribute-value.ts';
import { type Consumed, consumedMember, readUnits } from './capacity.ts';
import { readCondition } from './condition-resolver.ts';
import type { Database } from './database.ts';
import { hashPart, indexPrefix, segmentBounds, tablePrefix } from './item-keys.ts';
import { itemSize } from './item-size.ts';
import { readKey } from './key-checks.ts';
import { boundsOf, type KeyBounds, readKeyCondition } from './key-condition.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { type Page, readPage } from './page.ts';
import { type Placeholders, readPlaceholders, refuseStrayPlaceholders } from './placeholders.ts';
import { project, readProjection } from './projection.ts';
import { readSelection, type Selection } from './read-selection.ts';
import { readStartKey, startFrom } from './start-key.ts';
import { keyNames, type SecondaryIndex, type Table } from './table.ts';
import { validationError } from './validation.ts';

type Body<T> = Omit<T, '$metadata'>;

export interface ReadOperations {
  readonly GetItem: Operation<GetItemCommandInput, Body<GetItemCommandOutput>>;
  readonly Query: Operation<QueryCommandInput, Body<QueryCommandOutput>>;
  readonly Scan: Operation<ScanCommandInput, Body<ScanCommandOutput>>;
}

type ListInput = QueryCommandInput | ScanCommandInput;

const indexOf = (table: Table, input: ListInput): SecondaryIndex | undefined => {
  if (input.IndexName === undefined) return undefined;
  const index = table.indexes.find(({ name }) => name === input.IndexName);
  if (index === undefined) throw validationError(`The table does not have the specified index: ${input.IndexName}`);
  if (index.scope === 'global' && input.ConsistentRead === true)
    throw validationError('Consistent reads are not supported on global secondary indexes');
  return index;
};

const consumedBy = (index: SecondaryIndex | undefined, page: Page, consistent: boolean | undefined): Consumed => {
  const units = readUnits(page.bytes, consistent === true ? 'strong' : 'eventual');
  return index === undefined ? { table: units, indexes: {} } : { table: 0, indexes: { [index.name]: units } };
};

/** What Query and Scan have in common, once it is known which stretch of keys is read. */
interface Listing {
  readonly table: Table;
  readonly index: SecondaryIndex | undefined;
  readonly bounds: KeyBounds;
  readonly reverse: boolean;
  readonly selection: Selection;
  readonly filter: ReturnType<typeof readCondition> | undefined;
}

const answer = (db: Database, input: ListInput, listing: Listing): Body<QueryCommandOutput> => {
  const { table, index, reverse, selection, filter } = listing;
  const start = input.ExclusiveStartKey === undefined ? undefined : readStartKey(table, index, input.ExclusiveStartKey);
  const page = readPage(db.items, {
    table,
    reverse,
    bounds: startFrom(listing.bounds, start, reverse),
    ...(index === undefined ? {} : { index }),
    ...(input.Limit === undefined ? {} : { limit: input.Limit }),
    ...(filter === undefined ? {} : { filter }),
  });
  return {
    ...(selection === undefined ? {} : { Items: page.items.map((item) => fromWireItem(selection(item))) }),
    Count: page.items.length,
    ScannedCount: page.scanned,
    ...(page.lastKey === undefined ? {} : { LastEvaluatedKey: fromWireItem(page.lastKey) }),
    ...consumedMember(table, consumedBy(index, page, input.ConsistentRead), input.ReturnConsumedCapacity),
  };
};

const readFilter = (input: ListInput, placeholders: Placeholders): Listing['filter'] =>
  input.FilterExpression === undefined
    ? undefined
    : readCondition('FilterExpression', input.FilterExpression, placeholders);

const headsOf = (condition: unknown): readonly string[] => {
  if (typeof condition !== 'object' || condition === null) return [];
  const { kind, path } = condition as { kind?: string; path?: readonly unknown[] };
  if (kind === 'path') return [String(path?.[0])];
  return kind === 'value'
    ? []
    : Object.values(condition).flatMap((part) => (Array.isArray(part) ? part.flatMap(headsOf) : headsOf(part)));
};

const refuseKeyFilter = (filter: Listing['filter'], table: Table, index: SecondaryIndex | undefined): void => {
  const keys = keyNames((index ?? table).key);
  const found = headsOf(filter).find((head) => keys.includes(head));
  if (found !== undefined)
    throw validationError(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${found}`,
    );
};

const checkLimit = ({ Limit }: ListInput): void => {
  if (Limit !== undefined && Limit < 1)
    throw validationError(
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
};

const opened = (input: ListInput & { readonly KeyConditionExpression?: string | undefined }): Placeholders => {
  refuseLegacyParameters(input);
  checkLimit(input);
  const { FilterExpression, ProjectionExpression, KeyConditionExpression } = input;
  const conditions =
    'KeyConditionExpression' in input ? { FilterExpression, KeyConditionExpression } : { FilterExpression };
  refuseStrayPlaceholders(input, { ProjectionExpression, ...conditions });
  return readPlaceholders(input);
};

const projectionOf = (
  source: string | undefined,
  placeholders: Placeholders,
): ReturnType<typeof readProjection> | undefined =>
  source === undefined ? undefined : readProjection(source, placeholders);

const query = (db: Database, input: QueryCommandInput): Body<QueryCommandOutput> => {
  const placeholders = opened({ KeyConditionExpression: undefined, ...input });
  if (input.KeyConditionExpression === undefined)
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const table = db.table(input.TableName);
  const index = indexOf(table, input);
  const paths = projectionOf(input.ProjectionExpression, placeholders);
  const filter = readFilter(input, placeholders);
  const { hash, range } = readKeyCondition(input.KeyConditionExpression, placeholders, (index ?? table).key);
  placeholders.assertAllUsed();
  refuseKeyFilter(filter, table, index);
  const partition = `${index === undefined ? tablePrefix(table) : indexPrefix(table, index.name)}${hashPart(hash)}`;
  const [bounds, selection] = [boundsOf(partition, range), readSelection(input, table, index, paths)];
  return answer(db, input, { table, index, bounds, reverse: input.ScanIndexForward === false, selection, filter });
};

const checkSegments = ({ Segment, TotalSegments }: ScanCommandInput): void => {
  const rest = (one: string, other: string): string =>
    `The ${one} parameter is required but was not present in the request when ${other === 'Segment' ? 'Segment parameter' : `parameter ${other}`} is present`;
  if (Segment === undefined && TotalSegments !== undefined) throw validationError(rest('Segment', 'TotalSegments'));
  if (TotalSegments === undefined && Segment !== undefined) throw validationError(rest('TotalSegments', 'Segment'));
  if (Segment !== undefined && TotalSegments !== undefined && Segment >= TotalSegments)
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
};

const scan = (db: Database, input: ScanCommandInput): Body<ScanCommandOutput> => {
  const placeholders = opened(input);
  checkSegments(input);
  const table = db.table(input.TableName);
  const index = indexOf(table, input);
  const paths = projectionOf(input.ProjectionExpression, placeholders);
  const filter = readFilter(input, placeholders);
  placeholders.assertAllUsed();
  const prefix = index === undefined ? tablePrefix(table) : indexPrefix(table, index.name);
  const { Segment, TotalSegments } = input;
  const segment =
    Segment === undefined || TotalSegments === undefined ? {} : segmentBounds(prefix, Segment, TotalSegments);
  const selection = readSelection(input, table, index, paths);
  return answer(db, input, { table, index, bounds: { prefix, ...segment }, reverse: false, selection, filter });
};

const getItem = (db: Database, input: GetItemCommandInput): Body<GetItemCommandOutput> => {
  refuseLegacyParameters(input);
  refuseStrayPlaceholders(input, { ProjectionExpression: input.ProjectionExpression });
  const placeholders = readPlaceholders(input);
  const paths = projectionOf(input.ProjectionExpression, placeholders);
  placeholders.assertAllUsed();
  const table = db.table(input.TableName);
  const item = db.items.get(table, readKey(table, input.Key));
  const units = readUnits(
    item === undefined ? 0 : itemSize(item),
    input.ConsistentRead === true ? 'strong' : 'eventual',
  );
  return {
    ...shownItem(item, paths),
    ...consumedMember(table, { table: units, indexes: {} }, input.ReturnConsumedCapacity),
  };
};

const shownItem = (
  item: WireItem | undefined,
  paths: ReturnType<typeof readProjection> | undefined,
): { readonly Item?: Record<string, AttributeValue> } =>
  item === undefined ? {} : { Item: fromWireItem(paths === undefined ? item : project(item, paths)) };

export const readOperations = (db: Database): ReadOperations => {
  const onTableOrIndex =
    (action: string) =>
    ({ TableName, IndexName }: ListInput): readonly Permission[] => {
      const table = db.arnOf(TableName);
      return [
        { action: `dynamodb:${action}`, resource: IndexName === undefined ? table : `${table}/index/${IndexName}` },
      ];
    };
  return {
    GetItem: {
      needs: ({ TableName }) => [{ action: 'dynamodb:GetItem', resource: db.arnOf(TableName) }],
      run: (input) => getItem(db, input),
    },
    Query: { needs: onTableOrIndex('Query'), run: (input) => query(db, input) },
    Scan: { needs: onTableOrIndex('Scan'), run: (input) => scan(db, input) },
  };
};
