import type { WireItem } from './attribute-value.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

export interface Key {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
}

export interface SecondaryIndex {
  readonly name: string;
  readonly scope: 'global' | 'local';
  readonly key: Key;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** INCLUDE's own attributes. */
  readonly include: readonly string[];
}

export type StreamView = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';

/** What a table is; its items lie beside it in the journal. */
export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly key: Key;
  readonly indexes: readonly SecondaryIndex[];
  readonly stream?: { readonly arn: string; readonly label: string; readonly view: StreamView };
  /** The attribute with an item's expiry in epoch seconds, when expiry is on. */
  readonly timeToLive?: string;
  readonly billing: 'PAY_PER_REQUEST' | 'PROVISIONED';
  readonly deletionProtection: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export const keyAttributes = ({ hash, range }: Key): readonly KeyAttribute[] =>
  range === undefined ? [hash] : [hash, range];

export const keyNames = (key: Key): readonly string[] => keyAttributes(key).map(({ name }) => name);

/** The item's primary key alone. */
export const keyOf = (table: Table, item: WireItem): WireItem =>
  Object.fromEntries(Object.entries(item).filter(([name]) => keyNames(table.key).includes(name)));

/** What an index holds of an item; nothing for ALL. */
export const projectedNames = (table: Table, index: SecondaryIndex): ReadonlySet<string> | undefined => {
  if (index.projection === 'ALL') return undefined;
  return new Set([...keyNames(table.key), ...keyNames(index.key), ...index.include]);
};

export const projectOnto = (item: WireItem, names: ReadonlySet<string> | undefined): WireItem =>
  names === undefined ? item : Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
