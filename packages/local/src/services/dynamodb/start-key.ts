import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { toWireItem, typeOf } from './attribute-value.ts';
import { indexRowKey, rowKey } from './item-keys.ts';
import type { KeyBounds } from './key-condition.ts';
import { keyAttributes, type SecondaryIndex, type Table } from './table.ts';
import { validationError } from './validation.ts';

/** The row that ExclusiveStartKey stands for, whether it is still there or not. @throws AwsError ValidationException */
export const readStartKey = (
  table: Table,
  index: SecondaryIndex | undefined,
  given: Readonly<Record<string, AttributeValue>>,
): string => {
  const item = toWireItem(given);
  const attributes = [...keyAttributes(table.key), ...(index === undefined ? [] : keyAttributes(index.key))];
  const names = new Set(attributes.map(({ name }) => name));
  const fits =
    Object.keys(item).length === names.size &&
    attributes.every(({ name, type }) => {
      const value = item[name];
      return value !== undefined && typeOf(value) === type;
    });
  const row = !fits ? undefined : index === undefined ? rowKey(table, item) : indexRowKey(table, index, item);
  if (row === undefined) throw validationError('The provided starting key is invalid');
  return row;
};

/** @throws AwsError ValidationException when the row does not lie in the stretch that is read. */
export const startFrom = (bounds: KeyBounds, row: string | undefined, reverse: boolean): KeyBounds => {
  if (row === undefined) return bounds;
  const { prefix, after, before } = bounds;
  if (!row.startsWith(prefix) || (after !== undefined && row <= after) || (before !== undefined && row >= before))
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  return reverse ? { ...bounds, before: row } : { ...bounds, after: row };
};
