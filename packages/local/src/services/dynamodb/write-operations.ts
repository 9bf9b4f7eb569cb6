import type {
  AttributeValue,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  ReturnValue,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation, Permission } from '../../kernel/operations.ts';
import { fromWireItem, type WireItem } from './attribute-value.ts';
import { consumedMember, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { project } from './projection.ts';
import { validationError } from './validation.ts';
import {
  carryOut,
  type KeyedInput,
  type PutInput,
  readDelete,
  readItemUpdate,
  readPut,
  type UpdateInput,
  type Write,
  type Written,
} from './write.ts';

type Body<T> = Omit<T, '$metadata'>;

export interface WriteOperations {
  readonly PutItem: Operation<PutItemCommandInput, Body<PutItemCommandOutput>>;
  readonly UpdateItem: Operation<UpdateItemCommandInput, Body<UpdateItemCommandOutput>>;
  readonly DeleteItem: Operation<DeleteItemCommandInput, Body<DeleteItemCommandOutput>>;
}

const shown = (returns: ReturnValue | undefined, write: Write, { before, after }: Written): WireItem | undefined => {
  switch (returns) {
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return before === undefined ? undefined : project(before, write.paths);
    case 'UPDATED_NEW':
      return after === undefined ? undefined : project(after, write.paths);
    default:
      return undefined;
  }
};

const attributes = (item: WireItem | undefined): { readonly Attributes?: Record<string, AttributeValue> } =>
  item === undefined || Object.keys(item).length === 0 ? {} : { Attributes: fromWireItem(item) };

const oldOrNone = (returns: ReturnValue | undefined): void => {
  if (returns !== undefined && returns !== 'NONE' && returns !== 'ALL_OLD')
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
};

/** Only a table with local indexes has item collections, and their sizes are not kept here. */
const refuseCollectionMetrics = (asked: string | undefined, { table }: Write): void => {
  if (asked === 'SIZE' && table.indexes.some(({ scope }) => scope === 'local'))
    throw validationError(
      'The local DynamoDB does not measure item collections: leave ReturnItemCollectionMetrics out.',
    );
};

export const writeOperations = (db: Database): WriteOperations => {
  const needs =
    (action: string) =>
    ({ TableName }: { readonly TableName: string | undefined }): readonly Permission[] => [
      { action: `dynamodb:${action}`, resource: db.arnOf(TableName) },
    ];
  const run = (
    write: Write,
    input: PutItemCommandInput | UpdateItemCommandInput | DeleteItemCommandInput,
  ): Body<PutItemCommandOutput> => {
    refuseCollectionMetrics(input.ReturnItemCollectionMetrics, write);
    const written = carryOut(db, write);
    const units = writeUnits(write.table, written.before, written.after);
    return {
      ...attributes(shown(input.ReturnValues, write, written)),
      ...consumedMember(write.table, units, input.ReturnConsumedCapacity),
    };
  };
  return {
    PutItem: {
      needs: needs('PutItem'),
      run(input) {
        oldOrNone(input.ReturnValues);
        return run(readPut(db, input as PutInput), input);
      },
    },
    UpdateItem: {
      needs: needs('UpdateItem'),
      run: (input) => run(readItemUpdate(db, input as UpdateInput), input),
    },
    DeleteItem: {
      needs: needs('DeleteItem'),
      run(input) {
        oldOrNone(input.ReturnValues);
        return run(readDelete(db, input as KeyedInput), input);
      },
    },
  };
};
