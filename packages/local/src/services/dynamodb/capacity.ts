import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { WireItem } from './attribute-value.ts';
import { indexRowKey } from './item-keys.ts';
import { itemSize } from './item-size.ts';
import { projectedNames, projectOnto, type SecondaryIndex, type Table } from './table.ts';
import { sameItem } from './value-comparison.ts';

/** Capacity units of one request (Developer Guide, "DynamoDB read and write operations"). */
export interface Consumed {
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

export type Detail = 'NONE' | 'TOTAL' | 'INDEXES' | undefined;

/** 4 KB a unit when strongly consistent, half of that when eventually, twice in a transaction. */
export const readUnits = (bytes: number, consistency: 'eventual' | 'strong' | 'transaction'): number => {
  const blocks = Math.max(1, Math.ceil(bytes / 4096));
  return blocks * { eventual: 0.5, strong: 1, transaction: 2 }[consistency];
};

const kilobytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

const indexWrite = (table: Table, index: SecondaryIndex, before?: WireItem, after?: WireItem): number => {
  const names = projectedNames(table, index);
  const entry = (item: WireItem | undefined): { key: string; held: WireItem } | undefined => {
    const key = item === undefined ? undefined : indexRowKey(table, index, item);
    return key === undefined || item === undefined ? undefined : { key, held: projectOnto(item, names) };
  };
  const [was, is] = [entry(before), entry(after)];
  const cost = (each: { held: WireItem } | undefined): number =>
    each === undefined ? 0 : kilobytes(itemSize(each.held));
  if (was !== undefined && is !== undefined && was.key === is.key)
    return sameItem(was.held, is.held) ? 0 : Math.max(cost(was), cost(is));
  return cost(was) + cost(is);
};

/** 1 KB a unit, the larger of before and after; each index that changes pays its own. */
export const writeUnits = (table: Table, before: WireItem | undefined, after: WireItem | undefined): Consumed => {
  const size = Math.max(before === undefined ? 0 : itemSize(before), after === undefined ? 0 : itemSize(after));
  const indexes = table.indexes.map((index) => [index.name, indexWrite(table, index, before, after)] as const);
  return { table: kilobytes(size), indexes: Object.fromEntries(indexes.filter(([, units]) => units > 0)) };
};

export const addConsumed = (one: Consumed, two: Consumed): Consumed => {
  const names = [...new Set([...Object.keys(one.indexes), ...Object.keys(two.indexes)])];
  const indexes = names.map((name) => [name, (one.indexes[name] ?? 0) + (two.indexes[name] ?? 0)] as const);
  return { table: one.table + two.table, indexes: Object.fromEntries(indexes) };
};

export const timesConsumed = (consumed: Consumed, factor: number): Consumed => ({
  table: consumed.table * factor,
  indexes: Object.fromEntries(Object.entries(consumed.indexes).map(([name, units]) => [name, units * factor])),
});

const byScope = (
  table: Table,
  consumed: Consumed,
  scope: SecondaryIndex['scope'],
): Record<string, { CapacityUnits: number }> =>
  Object.fromEntries(
    table.indexes
      .filter((index) => index.scope === scope && consumed.indexes[index.name] !== undefined)
      .map(({ name }) => [name, { CapacityUnits: consumed.indexes[name] ?? 0 }]),
  );

const unlessEmpty = (name: string, members: Record<string, { CapacityUnits: number }>): object =>
  Object.keys(members).length === 0 ? {} : { [name]: members };

export const showConsumed = (table: Table, consumed: Consumed, detail: Detail): ConsumedCapacity | undefined => {
  if (detail !== 'TOTAL' && detail !== 'INDEXES') return undefined;
  const CapacityUnits = Object.values(consumed.indexes).reduce((sum, units) => sum + units, consumed.table);
  const total: ConsumedCapacity = { TableName: table.name, CapacityUnits };
  if (detail === 'TOTAL') return total;
  return {
    ...total,
    Table: { CapacityUnits: consumed.table },
    ...unlessEmpty('GlobalSecondaryIndexes', byScope(table, consumed, 'global')),
    ...unlessEmpty('LocalSecondaryIndexes', byScope(table, consumed, 'local')),
  };
};

/** The member of an answer, or none when it was not asked for. */
export const consumedMember = (
  table: Table,
  consumed: Consumed,
  detail: Detail,
): { readonly ConsumedCapacity?: ConsumedCapacity } => {
  const shown = showConsumed(table, consumed, detail);
  return shown === undefined ? {} : { ConsumedCapacity: shown };
};
