import { type Ledger, runCommand } from '@carillon/runtime/run-loop';
import type { Failure } from '../export-event.ts';
import { exportProcess } from '../export-process.ts';
import { failureOf } from '../failure.ts';
import { runIdOf } from '../run-id.ts';

export interface FailRunInput {
  readonly executionArn: string;
  /** The name of the error that was caught, without its cause: that may quote anything. */
  readonly code?: string;
}

export interface FailRunOutput {
  readonly runId: string;
  readonly status: 'FAILED';
  readonly error: Failure;
}

/** Ends the run as failed, unless it has ended or never begun. since stays where it is. */
export const failRun = async (
  ledger: Ledger,
  { executionArn, code }: FailRunInput,
  now: Date,
): Promise<FailRunOutput> => {
  const runId = runIdOf(executionArn);
  const error = failureOf(code);
  const command = { name: 'FailRun', runId, error } as const;
  const { state } = await runCommand(ledger, exportProcess, command, {
    correlationId: runId,
    occurredAt: now.toISOString(),
  });
  return { runId, status: 'FAILED', error: state.runs[runId]?.error ?? error };
};
