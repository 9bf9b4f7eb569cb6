import type { Journal, Table } from '../../kernel/journal.ts';
import type { Message } from './message.ts';

/** A message and the key that it has in its queue. */
export interface Kept {
  readonly key: string;
  readonly message: Message;
}

type Placing = Omit<Message, 'place'>;

/**
 * Messages on the journal, by queue: one row for a message, one for its place.
 *
 *   messages   queue|sentAt-number            -> Message          oldest first: for expiry
 *   ready      queue|readyAt-number           -> message's key    next first: for receiving
 *   hidden     queue|until-number             -> message's key    delayed or in flight, next to come back first
 */
export interface MessageStore {
  add(queue: string, message: Placing, hiddenUntil: number | undefined): string;
  get(queue: string, key: string): Message | undefined;
  /** The messages that can be received, in the order in which they became ready. */
  ready(queue: string, limit: number): readonly Kept[];
  /** Messages hidden no longer than `now`, in that order. */
  due(queue: string, now: number, limit: number): readonly Kept[];
  nextDue(queue: string): number | undefined;
  oldest(queue: string, limit: number): readonly Kept[];
  show(queue: string, kept: Kept, at: number): void;
  hide(queue: string, kept: Kept, until: number): void;
  remove(queue: string, kept: Kept): void;
  count(queue: string): { readonly ready: number; readonly delayed: number; readonly inflight: number };
  removeAll(queue: string): void;
}

const padded = (number: number): string => String(number).padStart(15, '0');

const CLEARED_AT_ONCE = 500;

const clear = (table: Table<unknown>, prefix: string): void => {
  for (let rows = table.scan({ prefix, limit: CLEARED_AT_ONCE }); rows.length > 0; ) {
    for (const [row] of rows) table.delete(row);
    rows = table.scan({ prefix, limit: CLEARED_AT_ONCE });
  }
};

export const messageStore = (journal: Journal): MessageStore => {
  const messages = journal.table<Message>('sqs_messages');
  const readyRows = journal.table<string>('sqs_ready');
  // In flight and delayed apart, so that each can be counted without reading the messages.
  const hiddenRows = { delayed: journal.table<string>('sqs_delayed'), inflight: journal.table<string>('sqs_inflight') };
  const starts = journal.table<number>('sqs_starts');
  const start = (starts.get('last') ?? 0) + 1;
  starts.put('last', start);
  let number = 0;

  // Within a millisecond the number orders: by the start of the cloud, then by count, so that none comes twice.
  const nextNumber = (): string => {
    number += 1;
    return `${String(start).padStart(6, '0')}${String(number).padStart(10, '0')}`;
  };
  const full = (queue: string, key: string): string => `${queue}|${key}`;
  const rowsOf = (kind: Message['place']['kind']): Table<string> => (kind === 'ready' ? readyRows : hiddenRows[kind]);
  const get = (queue: string, key: string): Message | undefined => messages.get(full(queue, key));
  const keep = (queue: string, { key, message }: Kept, kind: Message['place']['kind'], at: number): void => {
    const place = { kind, key: `${padded(at)}-${nextNumber()}` };
    rowsOf(kind).put(full(queue, place.key), key);
    messages.put(full(queue, key), { ...message, place });
  };
  const leave = (queue: string, { message }: Kept): void =>
    void rowsOf(message.place.kind).delete(full(queue, message.place.key));
  const keptOf = (queue: string, rows: readonly (readonly [string, string])[]): readonly Kept[] =>
    rows.flatMap(([, key]) => {
      const message = get(queue, key);
      return message === undefined ? [] : [{ key, message }];
    });
  const hidden = [hiddenRows.delayed, hiddenRows.inflight] as const;
  const timeOf = (queue: string, row: string): number => Number(row.slice(queue.length + 1).split('-')[0]);

  return {
    get,
    add(queue, message, hiddenUntil) {
      const key = `${padded(message.sentAt)}-${nextNumber()}`;
      const placed: Kept = { key, message: { ...message, place: { kind: 'ready', key } } };
      if (hiddenUntil === undefined) keep(queue, placed, 'ready', message.sentAt);
      else keep(queue, placed, 'delayed', hiddenUntil);
      return key;
    },
    ready: (queue, limit) => keptOf(queue, readyRows.scan({ prefix: full(queue, ''), limit })),
    due(queue, now, limit) {
      const before = full(queue, padded(now + 1));
      return hidden.flatMap((rows) => keptOf(queue, rows.scan({ prefix: full(queue, ''), before, limit })));
    },
    nextDue(queue) {
      const firsts = hidden.flatMap((rows) => rows.scan({ prefix: full(queue, ''), limit: 1 }));
      return firsts.length === 0 ? undefined : Math.min(...firsts.map(([row]) => timeOf(queue, row)));
    },
    oldest: (queue, limit) =>
      messages.scan({ prefix: full(queue, ''), limit }).map(([row, message]) => ({
        key: row.slice(queue.length + 1),
        message,
      })),
    show(queue, kept, at) {
      leave(queue, kept);
      keep(queue, kept, 'ready', at);
    },
    hide(queue, kept, until) {
      leave(queue, kept);
      keep(queue, kept, 'inflight', until);
    },
    remove(queue, kept) {
      leave(queue, kept);
      messages.delete(full(queue, kept.key));
    },
    count: (queue) => ({
      ready: readyRows.count(full(queue, '')),
      delayed: hiddenRows.delayed.count(full(queue, '')),
      inflight: hiddenRows.inflight.count(full(queue, '')),
    }),
    removeAll(queue) {
      for (const table of [messages, readyRows, ...hidden] as readonly Table<unknown>[]) clear(table, full(queue, ''));
    },
  };
};
