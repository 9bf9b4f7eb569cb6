import { createHash } from 'node:crypto';
import type {
  CancellationReason,
  ConsumedCapacity,
  TransactGetItemsCommandInput,
  TransactGetItemsCommandOutput,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError, isAwsError } from '../../kernel/errors.ts';
import type { Operation, Permission } from '../../kernel/operations.ts';
import { fromWireItem } from './attribute-value.ts';
import { addConsumed, type Consumed, readUnits, showConsumed, timesConsumed, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { rowKey } from './item-keys.ts';
import { itemSize } from './item-size.ts';
import { readKey } from './key-checks.ts';
import { readPlaceholders, refuseStrayPlaceholders } from './placeholders.ts';
import { project, readProjection } from './projection.ts';
import type { Table } from './table.ts';
import { validationError } from './validation.ts';
import {
  commit,
  type KeyedInput,
  type PutInput,
  readCheck,
  readDelete,
  readItemUpdate,
  readPut,
  type UpdateInput,
  type Write,
  type Written,
  weigh,
} from './write.ts';

type Body<T> = Omit<T, '$metadata'>;

export interface TransactionOperations {
  readonly TransactWriteItems: Operation<TransactWriteItemsCommandInput, Body<TransactWriteItemsCommandOutput>>;
  readonly TransactGetItems: Operation<TransactGetItemsCommandInput, Body<TransactGetItemsCommandOutput>>;
}

/** Developer Guide, "Amazon DynamoDB Transactions: How it works": 100 actions, 4 MB. */
const MOST_ACTIONS = 100;
const LARGEST = 4 * 1_048_576;
/** How long a ClientRequestToken is known. */
const IDEMPOTENCY = 10 * 60_000;
const OWNER = 'dynamodb_tokens';

const ACTIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

const readAction = (db: Database, action: TransactWriteItem): Write => {
  const named = Object.keys(ACTIONS).filter((name) => action[name as keyof typeof ACTIONS] !== undefined);
  if (named.length !== 1) throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  if (action.Put !== undefined) return readPut(db, action.Put as PutInput);
  if (action.Update !== undefined) return readItemUpdate(db, action.Update as UpdateInput);
  if (action.Delete !== undefined) return readDelete(db, action.Delete as KeyedInput);
  return readCheck(db, action.ConditionCheck as KeyedInput);
};

const cancelled = (reasons: readonly CancellationReason[]): AwsError => {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { members: { CancellationReasons: reasons } },
  );
};

const reasonOf = (error: AwsError): CancellationReason => {
  if (error.code !== 'ConditionalCheckFailedException') return { Code: 'ValidationError', Message: error.message };
  return { Code: 'ConditionalCheckFailed', Message: error.message, ...error.members };
};

/** Every action is weighed, so that each has its reason, before the first one is written. */
const carryOutAll = (db: Database, writes: readonly Write[]): readonly Written[] => {
  const reasons: CancellationReason[] = [];
  const written: Written[] = [];
  for (const write of writes) {
    try {
      written.push(weigh(db, write));
      reasons.push({ Code: 'None' });
    } catch (error) {
      if (!isAwsError(error)) throw error;
      reasons.push(reasonOf(error));
    }
  }
  if (written.length < writes.length) throw cancelled(reasons);
  const bytes = written.reduce((sum, { after }) => sum + (after === undefined ? 0 : itemSize(after)), 0);
  if (bytes > LARGEST) throw validationError('Transaction size has exceeded the maximum allowed size of 4 MB');
  for (const [index, write] of writes.entries()) commit(db, write, written[index] as Written);
  return written;
};

const consumedList = (
  used: readonly { readonly table: Table; readonly units: Consumed }[],
  detail: TransactWriteItemsCommandInput['ReturnConsumedCapacity'],
): { readonly ConsumedCapacity?: ConsumedCapacity[] } => {
  const byTable = new Map<string, { table: Table; units: Consumed }>();
  for (const { table, units } of used) {
    const had = byTable.get(table.name)?.units ?? { table: 0, indexes: {} };
    byTable.set(table.name, { table, units: addConsumed(had, units) });
  }
  const shown = [...byTable.values()].flatMap(({ table, units }) => showConsumed(table, units, detail) ?? []);
  return shown.length === 0 ? {} : { ConsumedCapacity: shown };
};

const checkCount = (items: readonly unknown[] | undefined): void => {
  const count = items?.length ?? 0;
  if (count < 1 || count > MOST_ACTIONS)
    throw validationError(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${count < 1 ? 'greater than or equal to 1' : `less than or equal to ${MOST_ACTIONS}`}`,
    );
};

const fingerprint = (input: TransactWriteItemsCommandInput): string =>
  createHash('sha256')
    .update(JSON.stringify([input.TransactItems, input.ReturnConsumedCapacity]))
    .digest('hex');

const transactGet = (db: Database, input: TransactGetItemsCommandInput): Body<TransactGetItemsCommandOutput> => {
  checkCount(input.TransactItems);
  const used: { table: Table; units: Consumed }[] = [];
  const rows = new Set<string>();
  const responses = (input.TransactItems ?? []).map(({ Get: get }) => {
    if (get === undefined) throw validationError('TransactItems can only contain Get');
    refuseStrayPlaceholders(get, { ProjectionExpression: get.ProjectionExpression });
    const placeholders = readPlaceholders(get);
    const paths =
      get.ProjectionExpression === undefined ? undefined : readProjection(get.ProjectionExpression, placeholders);
    placeholders.assertAllUsed();
    const table = db.table(get.TableName);
    const key = readKey(table, get.Key);
    rows.add(rowKey(table, key));
    const item = db.items.get(table, key);
    const size = item === undefined ? 0 : itemSize(item);
    used.push({ table, units: { table: readUnits(size, 'transaction'), indexes: {} } });
    return item === undefined ? {} : { Item: fromWireItem(paths === undefined ? item : project(item, paths)) };
  });
  if (rows.size < responses.length)
    throw validationError('Transaction request cannot include multiple operations on one item');
  return { Responses: responses, ...consumedList(used, input.ReturnConsumedCapacity) };
};

export const transactionOperations = (db: Database): TransactionOperations => {
  const { journal, alarms, clock } = db.kernel;
  const tokens = journal.table<string>('dynamodb_tokens');
  alarms.on(OWNER, (token) => void tokens.delete(token));

  const transactWrite = (input: TransactWriteItemsCommandInput): Body<TransactWriteItemsCommandOutput> => {
    checkCount(input.TransactItems);
    const token = input.ClientRequestToken;
    const known = token === undefined ? undefined : tokens.get(token);
    if (known !== undefined && known !== fingerprint(input))
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'The provided client token is already in use by a different request',
      );
    if (known !== undefined) return {};
    const writes = (input.TransactItems ?? []).map((action) => readAction(db, action));
    const rows = writes.map(({ table, key }) => rowKey(table, key));
    if (new Set(rows).size < rows.length)
      throw validationError('Transaction request cannot include multiple operations on one item');
    const written = carryOutAll(db, writes);
    if (token !== undefined) {
      tokens.put(token, fingerprint(input));
      alarms.set(OWNER, token, clock.now() + IDEMPOTENCY);
    }
    const used = writes.map(({ table }, index) => {
      const { before, after } = written[index] as Written;
      return { table, units: timesConsumed(writeUnits(table, before, after), 2) };
    });
    return consumedList(used, input.ReturnConsumedCapacity);
  };

  const needed = ({ TransactItems }: TransactWriteItemsCommandInput): readonly Permission[] =>
    (TransactItems ?? []).flatMap((action) =>
      (Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).flatMap((name) => {
        const part = action[name];
        return part === undefined ? [] : [{ action: `dynamodb:${ACTIONS[name]}`, resource: db.arnOf(part.TableName) }];
      }),
    );
  return {
    TransactWriteItems: { needs: needed, run: (input) => transactWrite(input) },
    TransactGetItems: {
      needs: ({ TransactItems }) =>
        (TransactItems ?? []).map(({ Get }) => ({ action: 'dynamodb:GetItem', resource: db.arnOf(Get?.TableName) })),
      run: (input) => transactGet(db, input),
    },
  };
};
