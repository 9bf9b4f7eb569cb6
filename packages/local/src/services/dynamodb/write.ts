import type { AttributeValue, ReturnValuesOnConditionCheckFailure } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/errors.ts';
import { toWireItem, type WireItem, type WireValue } from './attribute-value.ts';
import { holds } from './condition.ts';
import { readCondition } from './condition-resolver.ts';
import type { Database } from './database.ts';
import type { Condition, Path } from './expression.ts';
import { itemSize, LARGEST_ITEM } from './item-size.ts';
import { checkIndexKeys, checkItemKey, readKey } from './key-checks.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { type PlaceholderInput, type Placeholders, readPlaceholders, refuseStrayPlaceholders } from './placeholders.ts';
import { keyNames, keyOf, type Table } from './table.ts';
import { applyUpdate, onlyTakesAway } from './update.ts';
import { pathsOf, readUpdate, refuseKeyUpdates } from './update-resolver.ts';
import { validationError } from './validation.ts';

/** One item's write, read and judged as far as that goes without the item. */
export interface Write {
  readonly table: Table;
  readonly key: WireItem;
  readonly condition?: Condition<WireValue>;
  readonly returnOnFailure: boolean;
  /** The paths that an update writes; what UPDATED_OLD and UPDATED_NEW show. */
  readonly paths: readonly Path[];
  /** The item afterwards, nothing when it is gone. @throws AwsError ValidationException */
  next(before: WireItem | undefined): WireItem | undefined;
}

export interface Written {
  readonly before: WireItem | undefined;
  readonly after: WireItem | undefined;
}

interface ConditionInput extends PlaceholderInput {
  readonly TableName: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: ReturnValuesOnConditionCheckFailure | undefined;
}

export interface PutInput extends ConditionInput {
  readonly Item: Readonly<Record<string, AttributeValue>> | undefined;
}

export interface KeyedInput extends ConditionInput {
  readonly Key: Readonly<Record<string, AttributeValue>> | undefined;
}

export interface UpdateInput extends KeyedInput {
  readonly UpdateExpression?: string | undefined;
}

type Judged = Pick<Write, 'condition' | 'returnOnFailure'>;

const judge = (input: ConditionInput, placeholders: Placeholders): Judged => ({
  returnOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  ...(input.ConditionExpression === undefined
    ? {}
    : { condition: readCondition('ConditionExpression', input.ConditionExpression, placeholders) }),
});

const open = (input: ConditionInput & { readonly UpdateExpression?: string | undefined }): Placeholders => {
  refuseLegacyParameters(input);
  const { ConditionExpression, UpdateExpression } = input;
  refuseStrayPlaceholders(
    input,
    'UpdateExpression' in input ? { UpdateExpression, ConditionExpression } : { ConditionExpression },
  );
  return readPlaceholders(input);
};

const checkSize = (item: WireItem, sentence: string): void => {
  if (itemSize(item) > LARGEST_ITEM) throw validationError(sentence);
};

/** @throws AwsError ValidationException, ResourceNotFoundException */
export const readPut = (db: Database, input: PutInput): Write => {
  const placeholders = open(input);
  const item = toWireItem(input.Item ?? {});
  const judged = judge(input, placeholders);
  placeholders.assertAllUsed();
  checkSize(item, 'Item size has exceeded the maximum allowed size');
  const table = db.table(input.TableName);
  checkItemKey(table, item);
  checkIndexKeys(table, item);
  return { table, key: keyOf(table, item), ...judged, paths: [], next: () => item };
};

/** @throws AwsError ValidationException, ResourceNotFoundException */
export const readDelete = (db: Database, input: KeyedInput): Write => {
  const placeholders = open(input);
  const judged = judge(input, placeholders);
  placeholders.assertAllUsed();
  const table = db.table(input.TableName);
  return { table, key: readKey(table, input.Key), ...judged, paths: [], next: () => undefined };
};

/** A condition alone, inside a transaction. @throws AwsError ValidationException, ResourceNotFoundException */
export const readCheck = (db: Database, input: KeyedInput): Write => ({
  ...readDelete(db, input),
  next: (before) => before,
});

/** @throws AwsError ValidationException, ResourceNotFoundException */
export const readItemUpdate = (db: Database, input: UpdateInput): Write => {
  const placeholders = open({ UpdateExpression: undefined, ...input });
  const update = input.UpdateExpression === undefined ? undefined : readUpdate(input.UpdateExpression, placeholders);
  const judged = judge(input, placeholders);
  placeholders.assertAllUsed();
  const table = db.table(input.TableName);
  const key = readKey(table, input.Key);
  if (update !== undefined) refuseKeyUpdates(update, keyNames(table.key));
  const next = (before: WireItem | undefined): WireItem | undefined => {
    if (update === undefined) return before ?? key;
    const after = applyUpdate(update, before ?? key);
    if (before === undefined && onlyTakesAway(update)) return undefined;
    checkSize(after, 'Item size to update has exceeded the maximum allowed size');
    checkIndexKeys(table, after);
    return after;
  };
  return { table, key, ...judged, paths: update === undefined ? [] : pathsOf(update), next };
};

/** The item goes in its wire form: an error's members are written to the wire as they are, blobs in base64. */
const conditionFailed = (item: WireItem | undefined): AwsError =>
  new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
    members: item === undefined ? {} : { Item: item },
  });

/** What the write would do now. @throws AwsError ConditionalCheckFailedException, with the item if asked for; ValidationException */
export const weigh = (db: Database, write: Write): Written => {
  const before = db.items.get(write.table, write.key);
  if (write.condition !== undefined && !holds(write.condition, before ?? {}))
    throw conditionFailed(write.returnOnFailure ? before : undefined);
  return { before, after: write.next(before) };
};

/** A check keeps the very item it saw, and writes nothing. */
export const commit = (db: Database, { table }: Write, { before, after }: Written): void => {
  if (after !== before) db.change(table, before, after);
};

/** @throws AwsError as {@link weigh} */
export const carryOut = (db: Database, write: Write): Written => {
  const written = weigh(db, write);
  commit(db, write, written);
  return written;
};
