import type { HistoryEvent as AwsHistoryEvent } from '@aws-sdk/client-sfn';
import { parseExactJson } from '../../kernel/json.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';
import { awsHistory } from './history.ts';
import { type HistoryEvent, isVisible, type VisibleEvent } from './history-event.ts';
import type { TaskRequest } from './integration.ts';
import { startedEvent } from './live-executions.ts';
import { type Page, page } from './page.ts';

interface Wanted {
  readonly region: string;
  readonly data: boolean;
  readonly reverse: boolean;
  /** The id that the last page ended with. */
  readonly after: number | undefined;
  readonly most: number | undefined;
}

/** The last entry that begins before the event `id`: binary search over what the entries say of their first ids. */
const entryBefore = (store: ExecutionStore, key: string, id: number): number => {
  let [low, high] = [0, Math.max(0, store.entries(key) - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (store.idBefore(key, middle) < id) low = middle;
    else high = middle - 1;
  }
  return low;
};

function* forward(store: ExecutionStore, key: string, after: number): Generator<VisibleEvent> {
  for (const event of store.history(key, entryBefore(store, key, after + 1)))
    if (isVisible(event) && event.id > after) yield event;
}

function* backward(store: ExecutionStore, key: string, before: number): Generator<VisibleEvent> {
  for (let entry = entryBefore(store, key, before); entry >= 0; entry -= 1)
    for (const event of store.entry(key, entry).toReversed()) if (isVisible(event) && event.id < before) yield event;
}

const requestBefore = (store: ExecutionStore, key: string, { id, thread }: VisibleEvent): TaskRequest | undefined => {
  for (const event of backward(store, key, id))
    if (event.type === 'TaskScheduled' && event.thread === thread) return event.request;
  return undefined;
};

/** An execution whose first decision is still to come has an empty history: its first event is known from its row. */
const whole = function* (store: ExecutionStore, row: ExecutionRow): Generator<HistoryEvent> {
  const events = store.history(row.key);
  const first = events.next();
  yield first.done === true ? startedEvent(row) : first.value;
  yield* events;
};

/** Spaces in the input are shown as long as it passes unchanged: that is known from the beginning of the history only. */
const isCompact = (text: string): boolean => JSON.stringify(parseExactJson(text)) === text;

/** One page of GetExecutionHistory; its cost does not grow with the pages before it. */
export const historyPage = (store: ExecutionStore, row: ExecutionRow, wanted: Wanted): Page<AwsHistoryEvent> => {
  const { region, data, reverse, after, most } = wanted;
  const { key } = row;
  const lookBack = (event: VisibleEvent): TaskRequest | undefined => requestBefore(store, key, event);
  const idOf = ({ id }: { readonly id?: number | undefined }): string => String(id);
  if (!isCompact(row.input) || store.entries(key) === 0) {
    const all = awsHistory(whole(store, row), { region, data });
    const ordered = reverse ? all.toReversed() : all;
    const from = after === undefined ? 0 : ordered.findIndex(({ id }) => id === after) + 1;
    return page(ordered.slice(from), most, idOf);
  }
  const events = reverse ? backward(store, key, after ?? Number.MAX_SAFE_INTEGER) : forward(store, key, after ?? 0);
  const { items, ...next } = page(events, most, idOf);
  const shown = awsHistory(reverse ? items.toReversed() : items, { region, data, lookBack });
  return { items: reverse ? shown.toReversed() : shown, ...next };
};
