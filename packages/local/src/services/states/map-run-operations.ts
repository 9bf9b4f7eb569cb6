import type {
  DescribeMapRunCommandInput,
  DescribeMapRunCommandOutput,
  ListMapRunsCommandInput,
  ListMapRunsCommandOutput,
  MapRunItemCounts,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../kernel/errors.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { type Answer, on } from './api.ts';
import type { ExecutionStore, MapRunRow } from './execution-store.ts';
import type { HistoryEvent } from './history-event.ts';
import { decodeToken, page } from './page.ts';

type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

interface Told {
  readonly status: Status;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly limit: number;
  readonly counts: Required<MapRunItemCounts>;
  readonly toleratedCount: number;
  readonly toleratedPercentage: number;
}

const ENDS: Readonly<Record<string, Status>> = {
  MapRunSucceeded: 'SUCCEEDED',
  MapRunFailed: 'FAILED',
  ExecutionAborted: 'ABORTED',
  ExecutionTimedOut: 'ABORTED',
  ExecutionFailed: 'ABORTED',
};

const of = (events: Iterable<HistoryEvent>, { thread, mapRunArn }: MapRunRow): readonly HistoryEvent[] => {
  const own: HistoryEvent[] = [];
  for (const event of events) {
    if (event.type === 'MapRunStarted' && event.mapRunArn === mapRunArn) own.push(event);
    else if (own.length > 0 && (event.thread === thread || event.type.startsWith('Execution'))) own.push(event);
    if (own.length > 1 && ENDS[event.type] !== undefined) break;
  }
  return own;
};

/** A Map run's story is in its execution's history. */
const tell = (events: readonly HistoryEvent[]): Told | undefined => {
  const [started] = events;
  if (started?.type !== 'MapRunStarted') return undefined;
  const count = (type: HistoryEvent['type']): number => events.filter((event) => event.type === type).length;
  const end = events.find((event) => ENDS[event.type] !== undefined);
  const read = events.find((event) => event.type === 'ItemsRead');
  const [begun, succeeded, failed] = [count('ChildStarted'), count('ChildSucceeded'), count('ChildFailed')];
  const total = read?.type === 'ItemsRead' ? read.items.length : 0;
  const open = begun - succeeded - failed;
  return {
    status: end === undefined ? 'RUNNING' : (ENDS[end.type] ?? 'RUNNING'),
    startDate: new Date(started.at),
    ...(end === undefined ? {} : { stopDate: new Date(end.at) }),
    limit: started.limit,
    toleratedCount: started.tolerated.count ?? 0,
    toleratedPercentage: started.tolerated.percentage ?? 0,
    counts: {
      pending: end === undefined ? total - begun : 0,
      running: end === undefined ? open : 0,
      succeeded,
      failed,
      timedOut: 0,
      aborted: end === undefined ? 0 : open,
      total,
      resultsWritten: 0,
      failuresNotRedrivable: failed,
      pendingRedrive: 0,
    },
  };
};

export const mapRunOperations = (store: ExecutionStore): Readonly<Record<string, AnyOperation>> => {
  const told = (row: MapRunRow): Told => {
    const execution = store.row(row.executionArn);
    const found = execution === undefined ? undefined : tell(of(store.history(execution.key), row));
    if (found === undefined) throw new AwsError('ResourceNotFound', `Resource not found: '${row.mapRunArn}'`);
    return found;
  };
  const describe: Operation<DescribeMapRunCommandInput, Answer<DescribeMapRunCommandOutput>> = {
    needs: ({ mapRunArn }) => on('DescribeMapRun', mapRunArn),
    run({ mapRunArn = '' }) {
      const row = store.mapRun(mapRunArn);
      if (row === undefined) throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
      const { counts, limit, toleratedCount, toleratedPercentage, status, startDate, stopDate } = told(row);
      return {
        mapRunArn,
        executionArn: row.executionArn,
        status,
        startDate,
        ...(stopDate === undefined ? {} : { stopDate }),
        maxConcurrency: limit,
        toleratedFailureCount: toleratedCount,
        toleratedFailurePercentage: toleratedPercentage,
        itemCounts: counts,
        executionCounts: counts,
        redriveCount: 0,
      };
    },
  };
  const list: Operation<ListMapRunsCommandInput, Answer<ListMapRunsCommandOutput>> = {
    needs: ({ executionArn }) => on('ListMapRuns', executionArn),
    run({ executionArn = '', maxResults, nextToken }) {
      const after = decodeToken(nextToken);
      const rows = store.mapRuns(executionArn).filter(({ mapRunArn }) => after === undefined || mapRunArn > after);
      const { items, nextToken: next } = page(rows, maxResults, ({ mapRunArn }) => mapRunArn);
      const mapRuns = items.map((row) => {
        const { startDate, stopDate } = told(row);
        const { mapRunArn, machineArn: stateMachineArn } = row;
        return { executionArn, mapRunArn, stateMachineArn, startDate, ...(stopDate === undefined ? {} : { stopDate }) };
      });
      return { mapRuns, ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
  return { DescribeMapRun: describe, ListMapRuns: list };
};
