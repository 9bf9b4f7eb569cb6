import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { toWireItem, typeOf, type WireItem, type WireValue } from './attribute-value.ts';
import { checkKeyLengths } from './item-keys.ts';
import { keyAttributes, type SecondaryIndex, type Table } from './table.ts';
import { invalidParameter, validationError } from './validation.ts';

const emptyKind = (value: WireValue): 'string' | 'binary' | undefined => {
  if ('S' in value && value.S === '') return 'string';
  return 'B' in value && value.B === '' ? 'binary' : undefined;
};

/** A whole item's key attributes: there, of the schema's type, not empty. @throws AwsError ValidationException */
export const checkItemKey = (table: Table, item: WireItem): void => {
  for (const { name, type } of keyAttributes(table.key)) {
    const value = item[name];
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (typeOf(value) !== type)
      throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    const empty = emptyKind(value);
    if (empty !== undefined)
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
      );
  }
  checkKeyLengths(table.key, item);
};

const checkIndexKey = (index: SecondaryIndex, item: WireItem): void => {
  for (const { name, type } of keyAttributes(index.key)) {
    const value = item[name];
    if (value === undefined) continue;
    if (typeOf(value) !== type)
      throw invalidParameter(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
      );
    const empty = emptyKind(value);
    if (empty !== undefined)
      throw validationError(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${index.name}, IndexKey: ${name}`,
      );
  }
};

/** @throws AwsError ValidationException when an index could not hold the item. */
export const checkIndexKeys = (table: Table, item: WireItem): void => {
  for (const index of table.indexes) checkIndexKey(index, item);
};

/** A request's Key: exactly the key attributes, each of its type. @throws AwsError ValidationException */
export const readKey = (table: Table, given: Readonly<Record<string, AttributeValue>> | undefined): WireItem => {
  const key = toWireItem(given ?? {});
  const attributes = keyAttributes(table.key);
  const fits =
    Object.keys(key).length === attributes.length &&
    attributes.every(({ name, type }) => {
      const value = key[name];
      return value !== undefined && typeOf(value) === type;
    });
  if (!fits) throw validationError('The provided key element does not match the schema');
  checkItemKey(table, key);
  return key;
};
