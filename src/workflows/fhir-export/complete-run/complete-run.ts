import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { runAggregate } from '../aggregates.ts';
import type { ExportEvent } from '../export-event.ts';
import type { Period } from '../export-state.ts';
import { periodOf } from '../export-state.ts';
import { workflow } from '../workflow.ts';

export interface CompleteRunInput {
  readonly executionArn: string;
  readonly files: number;
  readonly resources: number;
  readonly rejected: number;
}

export interface CompleteRunOutput extends Omit<CompleteRunInput, 'executionArn'>, Partial<Period> {
  readonly runId: string;
  readonly status: 'COMPLETED';
}

/** @throws TerminalError one of export-run.ts's refusals */
export const completeRun = async (
  ledger: Ledger<ExportEvent>,
  input: CompleteRunInput,
  now: Date,
): Promise<CompleteRunOutput> => {
  const { executionArn, ...counts } = input;
  const runId = workflow.runIdOf(executionArn);
  const command = { name: 'CompleteRun', runId, ...counts } as const;
  const { state } = await handleCommand(ledger, runAggregate, command, {
    correlationId: runId,
    occurredAt: now.toISOString(),
  });
  const run = state.runs[runId];
  return { runId, status: 'COMPLETED', ...(run === undefined ? {} : periodOf(run)), ...counts };
};
