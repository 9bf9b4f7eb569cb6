import type { Kernel } from '../../kernel/kernel.ts';
import type { ExecutionStatus } from './execution.ts';
import type { ExecutionRow } from './execution-store.ts';

const ENDED: Readonly<Record<ExecutionStatus, string>> = {
  RUNNING: 'ExecutionStarted',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

type Noted = Pick<ExecutionRow, 'executionArn' | 'startDate'>;

export interface ExecutionNotes {
  started(row: Noted): void;
  redriven(row: Noted): void;
  ended(row: Noted, status: ExecutionStatus): void;
}

/** What the feed of activities says of executions. */
export const executionNotes = ({ activity, clock }: Pick<Kernel, 'activity' | 'clock'>): ExecutionNotes => {
  const note = (action: string, { executionArn: resource }: Noted, facts?: { readonly durationMs: number }): void =>
    activity.note({ service: 'states', action, resource, ...(facts === undefined ? {} : { facts }) });
  return {
    started: (row) => note('ExecutionStarted', row),
    redriven: (row) => note('ExecutionRedriven', row),
    ended: (row, status) => note(ENDED[status], row, { durationMs: clock.now() - row.startDate }),
  };
};
