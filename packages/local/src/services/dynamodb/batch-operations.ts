import type {
  AttributeValue,
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  ConsumedCapacity,
  KeysAndAttributes,
  WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Operation, Permission } from '../../kernel/operations.ts';
import { fromWireItem } from './attribute-value.ts';
import { addConsumed, type Consumed, type Detail, readUnits, showConsumed, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { rowKey } from './item-keys.ts';
import { itemSize } from './item-size.ts';
import { readKey } from './key-checks.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { readPlaceholders, refuseStrayPlaceholders } from './placeholders.ts';
import { project, readProjection } from './projection.ts';
import type { Table } from './table.ts';
import { validationError } from './validation.ts';
import { carryOut, readDelete, readPut, type Write } from './write.ts';

type Body<T> = Omit<T, '$metadata'>;

export interface BatchOperations {
  readonly BatchGetItem: Operation<BatchGetItemCommandInput, Body<BatchGetItemCommandOutput>>;
  readonly BatchWriteItem: Operation<BatchWriteItemCommandInput, Body<BatchWriteItemCommandOutput>>;
}

const refuseDuplicates = (rows: readonly string[]): void => {
  if (new Set(rows).size < rows.length) throw validationError('Provided list of item keys contains duplicates');
};

const consumedList = (
  consumed: ReadonlyMap<string, { readonly table: Table; readonly units: Consumed }>,
  detail: Detail,
): { readonly ConsumedCapacity?: ConsumedCapacity[] } => {
  const shown = [...consumed.values()].flatMap(({ table, units }) => showConsumed(table, units, detail) ?? []);
  return shown.length === 0 ? {} : { ConsumedCapacity: shown };
};

/** An answer stops before 16 MB; what is left is handed back as unprocessed. */
const LARGEST_ANSWER = 16 * 1_048_576;

class BatchRead {
  readonly #db: Database;
  readonly responses: Record<string, Record<string, AttributeValue>[]> = {};
  readonly unprocessed: Record<string, KeysAndAttributes> = {};
  readonly consumed: Map<string, { table: Table; units: Consumed }> = new Map();
  #bytes = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  read(name: string, request: KeysAndAttributes): void {
    refuseLegacyParameters(request);
    refuseStrayPlaceholders(request, { ProjectionExpression: request.ProjectionExpression });
    const placeholders = readPlaceholders(request);
    const paths =
      request.ProjectionExpression === undefined
        ? undefined
        : readProjection(request.ProjectionExpression, placeholders);
    placeholders.assertAllUsed();
    const table = this.#db.table(name);
    const given = request.Keys ?? [];
    const keys = given.map((key) => readKey(table, key));
    refuseDuplicates(keys.map((key) => rowKey(table, key)));
    const found: Record<string, AttributeValue>[] = [];
    this.responses[name] = found;
    for (const [index, key] of keys.entries()) {
      const item = this.#db.items.get(table, key);
      const size = item === undefined ? 0 : itemSize(item);
      if (this.#bytes + size > LARGEST_ANSWER) {
        this.unprocessed[name] = { ...request, Keys: given.slice(index) };
        return;
      }
      this.#bytes += size;
      this.#count(table, size, request.ConsistentRead === true);
      if (item !== undefined) found.push(fromWireItem(paths === undefined ? item : project(item, paths)));
    }
  }

  #count(table: Table, size: number, consistent: boolean): void {
    const units = { table: readUnits(size, consistent ? 'strong' : 'eventual'), indexes: {} };
    const before = this.consumed.get(table.name)?.units ?? { table: 0, indexes: {} };
    this.consumed.set(table.name, { table, units: addConsumed(before, units) });
  }
}

const batchGet = (db: Database, input: BatchGetItemCommandInput): Body<BatchGetItemCommandOutput> => {
  const requests = Object.entries(input.RequestItems ?? {});
  const asked = requests.reduce((sum, [, { Keys }]) => sum + (Keys?.length ?? 0), 0);
  if (asked === 0) throw validationError('The requestItems parameter is required for BatchGetItem');
  if (asked > 100) throw validationError('Too many items requested for the BatchGetItem call');
  const batch = new BatchRead(db);
  for (const [name, request] of requests) batch.read(name, request);
  return {
    Responses: batch.responses,
    UnprocessedKeys: batch.unprocessed,
    ...consumedList(batch.consumed, input.ReturnConsumedCapacity),
  };
};

const readOne = (db: Database, TableName: string, { PutRequest, DeleteRequest }: WriteRequest): Write => {
  if ((PutRequest === undefined) === (DeleteRequest === undefined))
    throw validationError('Supplied WriteRequest must contain exactly one of PutRequest and DeleteRequest');
  if (PutRequest !== undefined) return readPut(db, { TableName, Item: PutRequest.Item });
  return readDelete(db, { TableName, Key: DeleteRequest?.Key });
};

const batchWrite = (db: Database, input: BatchWriteItemCommandInput): Body<BatchWriteItemCommandOutput> => {
  const requests = Object.entries(input.RequestItems ?? {}).flatMap(([name, list]) =>
    (list ?? []).map((request) => [name, request] as const),
  );
  if (requests.length === 0) throw validationError('The batch write request list for a table cannot be null or empty');
  if (requests.length > 25) throw validationError('Too many items requested for the BatchWriteItem call');
  // Judged all before the first is written: a request that is wrong anywhere writes nothing.
  const writes = requests.map(([name, request]) => readOne(db, name, request));
  refuseDuplicates(writes.map(({ table, key }) => rowKey(table, key)));
  const consumed = new Map<string, { table: Table; units: Consumed }>();
  for (const write of writes) {
    const { before, after } = carryOut(db, write);
    const had = consumed.get(write.table.name)?.units ?? { table: 0, indexes: {} };
    consumed.set(write.table.name, {
      table: write.table,
      units: addConsumed(had, writeUnits(write.table, before, after)),
    });
  }
  return { UnprocessedItems: {}, ...consumedList(consumed, input.ReturnConsumedCapacity) };
};

export const batchOperations = (db: Database): BatchOperations => {
  const needs =
    (action: string) =>
    ({
      RequestItems,
    }: {
      readonly RequestItems: Readonly<Record<string, unknown>> | undefined;
    }): readonly Permission[] =>
      Object.keys(RequestItems ?? {}).map((name) => ({ action: `dynamodb:${action}`, resource: db.arnOf(name) }));
  return {
    BatchGetItem: { needs: needs('BatchGetItem'), run: (input) => batchGet(db, input) },
    BatchWriteItem: { needs: needs('BatchWriteItem'), run: (input) => batchWrite(db, input) },
  };
};
