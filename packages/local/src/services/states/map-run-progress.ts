import type { Instant } from '../../kernel/clock.ts';
import type { Json } from '../../kernel/json.ts';
import type { HistoryEvent, Tolerated } from './history-event.ts';
import type { ReaderRequest, ResultTarget } from './item-source.ts';

interface Child {
  readonly executionArn: string;
  /** How many items it works on. */
  readonly items: number;
}

/** How many items or child executions are in each state. */
export interface Tally {
  succeeded: number;
  failed: number;
}

/** How far a Map run has come. Like the rest of the live state it is changed in place. */
export interface MapRun {
  readonly arn: string;
  readonly startedAt: Instant;
  limit: number;
  tolerated: Tolerated;
  /** What reads the items; without it they came with the state's input. */
  readonly reader: ReaderRequest | undefined;
  readonly items: Json[];
  /** Whether `items` is whole. */
  read: boolean;
  /** Where the results are being written. */
  target?: ResultTarget;
  /** How many items, and how many children, were started. */
  itemsStarted: number;
  childrenStarted: number;
  /** The children that run, by their index. */
  readonly children: Map<number, Child>;
  /** Those that failed. */
  readonly failed: Map<number, Child>;
  readonly outputs: (Json | undefined)[];
  readonly itemTally: Tally;
  readonly childTally: Tally;
}

export const startedMapRun = (event: HistoryEvent & { readonly type: 'MapRunStarted' }): MapRun => ({
  arn: event.mapRunArn,
  startedAt: event.at,
  limit: event.limit,
  tolerated: event.tolerated,
  reader: event.reader,
  items: [],
  read: false,
  itemsStarted: 0,
  childrenStarted: 0,
  children: new Map(),
  failed: new Map(),
  outputs: [],
  itemTally: { succeeded: 0, failed: 0 },
  childTally: { succeeded: 0, failed: 0 },
});

const endChild = (run: MapRun, index: number, as: keyof Tally): void => {
  const child = run.children.get(index);
  if (child === undefined) return;
  run.children.delete(index);
  if (as === 'failed') run.failed.set(index, child);
  run.childTally[as] += 1;
  run.itemTally[as] += child.items;
};

/** The fold's part for Map runs. */
export const evolveMapRun = (run: MapRun, event: HistoryEvent): void => {
  switch (event.type) {
    case 'ItemsRead':
      for (const item of event.items) run.items.push(item);
      run.read = event.last;
      return;
    case 'ResultsAsked':
      run.target = event.target;
      return;
    case 'ChildStarted': {
      const { index, executionArn, items } = event;
      run.children.set(index, { executionArn, items });
      run.itemsStarted += items;
      run.childrenStarted += 1;
      return;
    }
    case 'ChildSucceeded':
      endChild(run, event.index, 'succeeded');
      run.outputs[event.index] = event.output;
      return;
    case 'ChildFailed':
      endChild(run, event.index, 'failed');
      return;
  }
};

/** Whether a child could be started now. */
export const canStart = (run: MapRun): boolean => run.itemsStarted < run.items.length && run.children.size < run.limit;

export const isComplete = (run: MapRun): boolean =>
  run.read && run.itemsStarted >= run.items.length && run.children.size === 0;
