import type { Range } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { WireItem } from './attribute-value.ts';
import { indexPrefix, indexRowKey, rowKey, tablePrefix } from './item-keys.ts';
import { itemSize } from './item-size.ts';
import type { SecondaryIndex, Table } from './table.ts';

interface Usage {
  readonly items: number;
  readonly bytes: number;
}

const nothing: Usage = { items: 0, bytes: 0 };

/** Items and index entries in the journal; says nothing of conditions, streams or expiry. */
export interface ItemStore {
  get(table: Table, key: WireItem): WireItem | undefined;
  /** Replaces `before` by `after`; either may be missing. Both, when there, have the same key. */
  replace(table: Table, before: WireItem | undefined, after: WireItem | undefined): void;
  /** Items by row key, or by index entry, in the order of the keys; `range` says of which table or index. */
  scan(source: 'table' | 'index', range: Range): readonly (readonly [string, WireItem])[];
  usage(table: Table): Usage;
  /** Enters all items that are there already. */
  buildIndex(table: Table, index: SecondaryIndex): void;
  dropIndex(table: Table, index: string): void;
  dropAll(table: Table): void;
}

const PAGE = 500;

export const itemStore = ({ journal }: Kernel): ItemStore => {
  const items = journal.table<WireItem>('dynamodb_items');
  /** From an index entry to the key of the item's row. */
  const entries = journal.table<string>('dynamodb_index_entries');
  const usages = journal.table<Usage>('dynamodb_usage');

  const moveEntry = (row: string, was: string | undefined, is: string | undefined): void => {
    if (was === is) return;
    if (was !== undefined) entries.delete(was);
    if (is !== undefined) entries.put(is, row);
  };
  const reindex = (table: Table, before: WireItem | undefined, after: WireItem | undefined): void => {
    const row = rowKey(table, after ?? before ?? {});
    for (const index of table.indexes) {
      const entryOf = (item: WireItem | undefined): string | undefined =>
        item === undefined ? undefined : indexRowKey(table, index, item);
      moveEntry(row, entryOf(before), entryOf(after));
    }
  };
  const count = (table: Table, before: WireItem | undefined, after: WireItem | undefined): void => {
    const { items: number, bytes } = usages.get(table.name) ?? nothing;
    const size = (item: WireItem | undefined): number => (item === undefined ? 0 : itemSize(item));
    usages.put(table.name, {
      items: number + (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1),
      bytes: bytes + size(after) - size(before),
    });
  };
  const dropIndex = (table: Table, index: string): void => {
    for (const [key] of entries.scan({ prefix: indexPrefix(table, index) })) entries.delete(key);
  };

  return {
    get: (table, key) => items.get(rowKey(table, key)),
    replace(table, before, after) {
      const present = after ?? before;
      if (present === undefined) return;
      const row = rowKey(table, present);
      if (after === undefined) items.delete(row);
      else items.put(row, after);
      reindex(table, before, after);
      count(table, before, after);
    },
    scan(source, range) {
      if (source === 'table') return items.scan(range);
      return entries.scan(range).flatMap(([key, row]) => {
        const item = items.get(row);
        return item === undefined ? [] : [[key, item] as const];
      });
    },
    usage: (table) => usages.get(table.name) ?? nothing,
    buildIndex(table, index) {
      let after: string | undefined;
      for (;;) {
        const page = items.scan({
          prefix: tablePrefix(table),
          limit: PAGE,
          ...(after === undefined ? {} : { after }),
        });
        for (const [row, item] of page) {
          const entry = indexRowKey(table, index, item);
          if (entry !== undefined) entries.put(entry, row);
        }
        after = page.at(-1)?.[0];
        if (page.length < PAGE) return;
      }
    },
    dropIndex,
    dropAll(table) {
      for (const [key] of items.scan({ prefix: tablePrefix(table) })) items.delete(key);
      for (const { name } of table.indexes) dropIndex(table, name);
      usages.delete(table.name);
    },
  };
};
