import type { Kernel } from '../../kernel/kernel.ts';
import type { WireItem } from './attribute-value.ts';
import { END, rowKey } from './item-keys.ts';
import type { Table } from './table.ts';

/**
 * AWS promises removal within a few days, not at once; readers have to expect expired items. So do they here
 * (Developer Guide, "Using time to live (TTL) in DynamoDB").
 */
export const EXPIRY_LAG: number = 10 * 60_000;
const BATCH = 200;
/** An expiry more than five years back is taken for a mistake and never acted upon. */
const OLDEST_SECONDS = 5 * 365 * 24 * 3600;
const OWNER = 'dynamodb_ttl';

/** Which items expire when; the removing itself is the table's, so that indexes and stream hear of it. */
export interface Expiries {
  /** Follows a change of one item. */
  move(table: Table, before: WireItem | undefined, after: WireItem | undefined): void;
  forget(table: Table): void;
}

const expiryOf = (table: Table, item: WireItem | undefined): number | undefined => {
  const value = table.timeToLive === undefined ? undefined : item?.[table.timeToLive];
  if (value === undefined || !('N' in value)) return undefined;
  const seconds = Math.floor(Number(value.N));
  return seconds >= 0 && seconds < 1e14 ? seconds : undefined;
};

/** `expire` is called in one transaction with up to 200 keys of items that are past their time. */
export const expiries = (
  { journal, alarms, clock }: Kernel,
  expire: (tableName: string, keys: readonly WireItem[]) => void,
): Expiries => {
  const byTime = journal.table<WireItem>('dynamodb_expiries');
  const prefix = (name: string, seconds?: number): string =>
    `${name}${END}${seconds === undefined ? '' : String(seconds).padStart(15, '0')}`;
  const entry = (table: Table, item: WireItem, seconds: number): string =>
    `${prefix(table.name, seconds)}${END}${rowKey(table, item)}`;
  const arm = (name: string, seconds: number): void => {
    const at = Math.max(clock.now() + 1, seconds * 1000 + EXPIRY_LAG);
    const set = alarms.due(OWNER, name);
    if (set === undefined || at < set) alarms.set(OWNER, name, at);
  };
  const earliestAllowed = (): number => Math.max(0, Math.floor(clock.now() / 1000) - OLDEST_SECONDS);

  alarms.on(OWNER, (name) => {
    const past = byTime.scan({
      prefix: prefix(name),
      after: prefix(name, earliestAllowed()),
      before: prefix(name, Math.floor(clock.now() / 1000)),
      limit: BATCH,
    });
    expire(
      name,
      past.map(([, key]) => key),
    );
    const [next] = byTime.scan({ prefix: prefix(name), after: prefix(name, earliestAllowed()), limit: 1 });
    if (next !== undefined) arm(name, Number(next[0].slice(prefix(name).length, prefix(name).length + 15)));
  });

  return {
    move(table, before, after) {
      const [was, is] = [expiryOf(table, before), expiryOf(table, after)];
      if (was === is && before !== undefined && after !== undefined) return;
      if (was !== undefined && before !== undefined) byTime.delete(entry(table, before, was));
      if (is === undefined || after === undefined) return;
      const key = Object.fromEntries(
        [table.key.hash.name, table.key.range?.name].flatMap((name) => {
          const value = name === undefined ? undefined : after[name];
          return name === undefined || value === undefined ? [] : [[name, value]];
        }),
      );
      byTime.put(entry(table, after, is), key);
      if (is > earliestAllowed()) arm(table.name, is);
    },
    forget(table) {
      for (const [key] of byTime.scan({ prefix: prefix(table.name) })) byTime.delete(key);
      alarms.cancel(OWNER, table.name);
    },
  };
};
