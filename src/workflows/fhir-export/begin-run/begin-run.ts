import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { runAggregate } from '../aggregates.ts';
import type { ExportEvent } from '../export-event.ts';
import { RUN_TIMEOUT_SECONDS, workflow } from '../workflow.ts';

export interface BeginRunInput {
  readonly executionArn: string;
  /** The execution's StartTime. */
  readonly triggeredAt: string;
  readonly datastoreId: string;
}

export type BeginRunOutput =
  | {
      readonly outcome: 'STARTED';
      readonly runId: string;
      readonly datastoreId: string;
      readonly since?: string;
      readonly until: string;
    }
  | {
      readonly outcome: 'SKIPPED';
      readonly runId: string;
      readonly datastoreId: string;
      readonly activeRunId?: string;
    };

/** Begins the run of this execution or finds that it has to be skipped; asked again, it answers the same. */
export const beginRun = async (
  ledger: Ledger<ExportEvent>,
  input: BeginRunInput,
  now: Date,
): Promise<BeginRunOutput> => {
  const { executionArn, datastoreId } = input;
  const runId = workflow.runIdOf(executionArn);
  const at = now.toISOString();
  const triggeredAt = new Date(input.triggeredAt).toISOString();
  const { state } = await handleCommand(
    ledger,
    runAggregate,
    { name: 'BeginRun', runId, datastoreId, executionArn, triggeredAt, at, timeoutSeconds: RUN_TIMEOUT_SECONDS },
    { correlationId: runId, occurredAt: at },
  );
  const run = state.runs[runId];
  if (run === undefined || run.status === 'SKIPPED') {
    const activeRunId = run?.activeRunId;
    return { outcome: 'SKIPPED', runId, datastoreId, ...(activeRunId === undefined ? {} : { activeRunId }) };
  }
  const { since, until } = run;
  return { outcome: 'STARTED', runId, datastoreId, ...(since === undefined ? {} : { since }), until };
};
