import { parseArn } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { WireItem } from './attribute-value.ts';
import { type ChangeStreams, changeStreams } from './change-stream.ts';
import { tablePrefix } from './item-keys.ts';
import { type ItemStore, itemStore } from './item-store.ts';
import type { Table } from './table.ts';
import { type Expiries, expiries } from './time-to-live.ts';

/** All tables of the account, and the one way in which an item changes. */
export interface Database {
  readonly kernel: Kernel;
  readonly items: ItemStore;
  readonly streams: ChangeStreams;
  find(name: string): Table | undefined;
  /** `name` or ARN. @throws AwsError ResourceNotFoundException */
  table(nameOrArn: string | undefined): Table;
  /** The ARN that permission is judged on, whether the table is there or not. */
  arnOf(nameOrArn: string | undefined): string;
  tables(): readonly Table[];
  save(table: Table): void;
  drop(table: Table): void;
  /** Item, indexes, expiry and stream together. */
  change(table: Table, before: WireItem | undefined, after: WireItem | undefined, expired?: boolean): void;
  /** Looks at every item again after the expiry attribute was set or taken away. */
  rebuildExpiries(table: Table): void;
}

const nameIn = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? (/^table\/([^/]+)/.exec(parseArn(nameOrArn)?.resource ?? '')?.[1] ?? '') : nameOrArn;

const PAGE = 500;

export const database = (kernel: Kernel): Database => {
  const definitions = kernel.journal.table<Table>('dynamodb_tables');
  const items = itemStore(kernel);
  const streams = changeStreams(kernel);
  const noted = (table: Table, before: WireItem | undefined, after: WireItem | undefined): void => {
    const kind = before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY';
    kernel.activity.note({ service: 'dynamodb', action: 'ItemWritten', resource: table.arn, facts: { kind } });
  };
  const change: Database['change'] = (table, before, after, expired = false) => {
    if (before === undefined && after === undefined) return;
    items.replace(table, before, after);
    times.move(table, before, after);
    streams.record(table, before, after, { expired });
    noted(table, before, after);
  };
  const times: Expiries = expiries(kernel, (name, keys) => {
    const table = definitions.get(name);
    if (table === undefined) return;
    for (const key of keys) change(table, items.get(table, key), undefined, true);
  });
  const arnOf = (nameOrArn: string | undefined): string => {
    const name = nameIn(nameOrArn ?? '');
    return `arn:aws:dynamodb:${kernel.region}:${kernel.account}:table/${name}`;
  };

  return {
    kernel,
    items,
    streams,
    arnOf,
    find: (name) => definitions.get(name),
    table(nameOrArn) {
      const found = nameOrArn === undefined ? undefined : definitions.get(nameIn(nameOrArn));
      if (found === undefined) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
      return found;
    },
    tables: () => definitions.scan().map(([, table]) => table),
    save: (table) => definitions.put(table.name, table),
    drop(table) {
      items.dropAll(table);
      times.forget(table);
      if (table.stream !== undefined) streams.drop(table.stream.arn);
      definitions.delete(table.name);
    },
    change,
    rebuildExpiries(table) {
      times.forget(table);
      let after: string | undefined;
      for (;;) {
        const range = { prefix: tablePrefix(table), limit: PAGE, ...(after === undefined ? {} : { after }) };
        const page = items.scan('table', range);
        for (const [, item] of page) times.move(table, undefined, item);
        after = page.at(-1)?.[0];
        if (page.length < PAGE) return;
      }
    },
  };
};
