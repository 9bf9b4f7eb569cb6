import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import {
  exportFileProcessed,
  exportJobCompleted,
  exportJobSubmitted,
  exportRunCompleted,
  exportRunFailed,
  exportRunStarted,
} from '../../../../../generated/events.ts';
import type { RunState, RunStatus, StepName } from '../../console/page/state.ts';
import type { System } from './system.ts';

/** An event as an item of the ledger: what this reads of it. */
interface LedgerRow {
  readonly stream: string;
  readonly sequence: number;
  readonly eventName?: string;
  readonly occurredAt: string;
  readonly data: Facts;
}

interface Facts {
  readonly runId?: string;
  readonly since?: string;
  readonly until?: string;
  readonly files?: number;
  readonly resources?: number;
  readonly rejected?: number;
  readonly error?: { readonly code: string; readonly message: string };
}

const STEP_OF: Readonly<Record<string, StepName>> = {
  [exportRunStarted.name]: 'started',
  [exportJobSubmitted.name]: 'submitted',
  [exportJobCompleted.name]: 'exported',
  [exportFileProcessed.name]: 'mapped',
  [exportRunCompleted.name]: 'completed',
};

const STATUS_OF: Readonly<Record<string, RunStatus>> = {
  [exportRunCompleted.name]: 'COMPLETED',
  [exportRunFailed.name]: 'FAILED',
};

const figuresOf = (
  before: RunState | undefined,
  row: LedgerRow,
): Pick<RunState, 'files' | 'resources' | 'rejected'> => {
  const { files = 0, resources = 0, rejected = 0 } = before ?? {};
  if (row.eventName === exportFileProcessed.name) {
    return {
      files: files + 1,
      resources: resources + (row.data.resources ?? 0),
      rejected: rejected + (row.data.rejected ?? 0),
    };
  }
  if (row.eventName !== exportRunCompleted.name) return { files, resources, rejected };
  return {
    files: row.data.files ?? files,
    resources: row.data.resources ?? resources,
    rejected: row.data.rejected ?? rejected,
  };
};

/** One run after one more of its events. */
const evolve = (before: RunState | undefined, row: LedgerRow): RunState => {
  const { data, eventName = '' } = row;
  const step = STEP_OF[eventName];
  const since = before?.since ?? data.since;
  return {
    runId: before?.runId ?? data.runId ?? row.stream,
    status: STATUS_OF[eventName] ?? before?.status ?? 'RUNNING',
    ...(since === undefined ? {} : { since }),
    until: before?.until ?? data.until ?? row.occurredAt,
    ...figuresOf(before, row),
    ...(data.error === undefined ? {} : { error: `${data.error.code}: ${data.error.message}` }),
    steps: step === undefined ? (before?.steps ?? {}) : { ...before?.steps, [step]: row.occurredAt },
  };
};

const inOrder = (a: LedgerRow, b: LedgerRow): number =>
  a.stream === b.stream ? a.sequence - b.sequence : Number(a.stream > b.stream) - 0.5;

/** The runs that a ledger's events tell, newest first. A stream that only says a trigger was skipped is no run. */
export const foldRuns = (rows: readonly LedgerRow[]): readonly RunState[] => {
  const runs = new Map<string, RunState>();
  for (const row of rows.filter(({ eventName }) => eventName !== undefined).toSorted(inOrder)) {
    if (row.eventName === exportRunStarted.name || runs.has(row.stream))
      runs.set(row.stream, evolve(runs.get(row.stream), row));
  }
  return [...runs.values()].toSorted((a, b) => (a.until < b.until ? 1 : -1));
};

/** Reads the ledger from outside, as any client may. */
export const readRuns = async ({ dynamodb, outputs }: System): Promise<readonly RunState[]> => {
  const rows: LedgerRow[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({
        TableName: outputs.LedgerTableName,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    rows.push(...((page.Items ?? []) as LedgerRow[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return foldRuns(rows);
};
