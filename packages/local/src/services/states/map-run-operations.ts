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
import type { Engine } from './engine.ts';
import type { ExecutionStore } from './execution-store.ts';
import { countsOf, type MapRunCounts, type MapRunRow, type MapRunStore } from './map-run-store.ts';
import { decodeToken, page } from './page.ts';

interface Progress {
  readonly row: MapRunRow;
  readonly counts: MapRunCounts;
}

const NOTHING: MapRunCounts = {
  items: { succeeded: 0, failed: 0, started: 0, total: 0 },
  children: { succeeded: 0, failed: 0, started: 0 },
};

type Counted = MapRunCounts['children'] & { readonly total: number };

const shown = ({ succeeded, failed, started, total }: Counted, running: boolean): Required<MapRunItemCounts> => {
  const open = started - succeeded - failed;
  return {
    pending: running ? total - started : 0,
    running: running ? open : 0,
    succeeded,
    failed,
    timedOut: 0,
    aborted: running ? 0 : open,
    total,
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
};

const stopDateOf = ({ ended }: MapRunRow) => (ended === undefined ? {} : { stopDate: new Date(ended.stopDate) });

export const mapRunOperations = (
  store: ExecutionStore,
  mapRuns: MapRunStore,
  engine: Engine,
): Readonly<Record<string, AnyOperation>> => {
  /** While it runs the counts are in the live state of its execution. */
  const liveCounts = ({ executionArn, thread, mapRunArn }: MapRunRow): MapRunCounts => {
    const row = store.row(executionArn);
    const phase = row === undefined ? undefined : engine.execution(row).threads.get(thread)?.phase;
    return phase?.kind === 'mapRun' && phase.run.arn === mapRunArn ? countsOf(phase.run) : NOTHING;
  };
  const progress = (mapRunArn: string): Progress => {
    const row = mapRuns.get(mapRunArn);
    if (row === undefined) throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
    return { row, counts: row.ended?.counts ?? liveCounts(row) };
  };
  const describe: Operation<DescribeMapRunCommandInput, Answer<DescribeMapRunCommandOutput>> = {
    needs: ({ mapRunArn }) => on('DescribeMapRun', mapRunArn),
    run({ mapRunArn = '' }) {
      const { row, counts } = progress(mapRunArn);
      const running = row.ended === undefined;
      return {
        mapRunArn,
        executionArn: row.executionArn,
        status: row.ended?.status ?? 'RUNNING',
        startDate: new Date(row.startDate),
        ...stopDateOf(row),
        maxConcurrency: row.limit,
        toleratedFailureCount: row.tolerated.count ?? 0,
        toleratedFailurePercentage: row.tolerated.percentage ?? 0,
        itemCounts: shown(counts.items, running),
        executionCounts: shown({ ...counts.children, total: counts.children.started }, running),
        redriveCount: row.redriveCount ?? 0,
        ...(row.redriveDate === undefined ? {} : { redriveDate: new Date(row.redriveDate) }),
      };
    },
  };
  const list: Operation<ListMapRunsCommandInput, Answer<ListMapRunsCommandOutput>> = {
    needs: ({ executionArn }) => on('ListMapRuns', executionArn),
    run({ executionArn = '', maxResults, nextToken }) {
      const after = decodeToken(nextToken);
      const rows = mapRuns.of(executionArn).filter(({ mapRunArn }) => after === undefined || mapRunArn > after);
      const { items, nextToken: next } = page(rows, maxResults, ({ mapRunArn }) => mapRunArn);
      const listed = items.map((row) => ({
        executionArn,
        mapRunArn: row.mapRunArn,
        stateMachineArn: row.machineArn,
        startDate: new Date(row.startDate),
        ...stopDateOf(row),
      }));
      return { mapRuns: listed, ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
  return { DescribeMapRun: describe, ListMapRuns: list };
};
