import type { WireItem, WireValue } from './attribute-value.ts';
import { holds } from './condition.ts';
import type { Condition } from './expression.ts';
import { itemSize } from './item-size.ts';
import type { ItemStore } from './item-store.ts';
import type { KeyBounds } from './key-condition.ts';
import { keyNames, projectedNames, projectOnto, type SecondaryIndex, type Table } from './table.ts';

export interface PageRequest {
  readonly table: Table;
  readonly index?: SecondaryIndex;
  readonly bounds: KeyBounds;
  readonly reverse: boolean;
  /** Items looked at, not items returned. */
  readonly limit?: number;
  readonly filter?: Condition<WireValue>;
}

export interface Page {
  readonly items: readonly WireItem[];
  readonly scanned: number;
  readonly bytes: number;
  /** Where the next page goes on; nothing at the end. */
  readonly lastKey?: WireItem;
}

/** "A single Query operation can retrieve a maximum of 1 MB of data", before the filter. */
const LARGEST_PAGE = 1_048_576;
const CHUNK = 100;

const positionKey = (table: Table, index: SecondaryIndex | undefined, item: WireItem): WireItem => {
  const names = new Set([...keyNames(table.key), ...(index === undefined ? [] : keyNames(index.key))]);
  return projectOnto(item, names);
};

const narrowed = ({ bounds, reverse }: PageRequest, row: string | undefined): KeyBounds => {
  if (row === undefined) return bounds;
  return reverse ? { ...bounds, before: row } : { ...bounds, after: row };
};

/** Items as the table or the index shows them, one after another, read in chunks. */
function* rows(store: ItemStore, request: PageRequest): Generator<WireItem> {
  const { table, index, reverse, limit } = request;
  const names = index === undefined ? undefined : projectedNames(table, index);
  const chunk = Math.min(CHUNK, (limit ?? CHUNK) + 1);
  let row: string | undefined;
  for (;;) {
    const range = { ...narrowed(request, row), reverse, limit: chunk };
    const found = store.scan(index === undefined ? 'table' : 'index', range);
    // A local index reads what it does not hold from the table; a global one shows what it holds.
    for (const [, item] of found) yield index?.scope === 'local' ? item : projectOnto(item, names);
    row = found.at(-1)?.[0];
    if (found.length < chunk) return;
  }
}

/** One page: up to `limit` items or 1 MB, whichever comes first, and of those the ones that pass the filter. */
export const readPage = (store: ItemStore, request: PageRequest): Page => {
  const { table, index, limit, filter } = request;
  const items: WireItem[] = [];
  let [scanned, bytes] = [0, 0];
  let last: WireItem | undefined;
  const ended = (cut: boolean): Page => ({
    items,
    scanned,
    bytes,
    ...(cut && last !== undefined ? { lastKey: positionKey(table, index, last) } : {}),
  });
  for (const item of rows(store, request)) {
    const size = itemSize(item);
    if (scanned > 0 && bytes + size > LARGEST_PAGE) return ended(true);
    scanned += 1;
    bytes += size;
    last = item;
    if (filter === undefined || holds(filter, item)) items.push(item);
    if (scanned === limit) return ended(true);
  }
  return ended(false);
};
