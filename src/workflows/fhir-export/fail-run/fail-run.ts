import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { runAggregate } from '../aggregates.ts';
import type { ExportEvent, Failure } from '../export-event.ts';
import { HEARTBEAT_SECONDS, workflow } from '../workflow.ts';

/** Sentences for the codes that a run can end with; nothing of an error's own text goes into an event. */
const MESSAGES: Readonly<Record<string, string>> = {
  'States.HeartbeatTimeout': `The export job gave no sign of life for ${HEARTBEAT_SECONDS} seconds; look at export-starter's and export-poller's dead-letter queues.`,
  // Step Functions says so of a missed heartbeat too (Developer Guide, "Handling errors in Step Functions workflows").
  'States.Timeout': `A step took longer than it may, or the export job gave no sign of life for ${HEARTBEAT_SECONDS} seconds; look at the dead-letter queues of export-starter, export-poller and callback-resumer.`,
  'States.ItemReaderFailed': "The job's manifest could not be read.",
  'States.ExceedToleratedFailureThreshold': 'A file could not be processed; the Map Run tells which.',
  EXPORT_JOB_FAILED: 'The export job failed.',
  JOB_COMPLETED_WITH_ERRORS:
    'HealthLake could not export everything. What it exported is published; since stays, so that the next run tries the rest again.',
};

const CODE = /^[A-Za-z0-9._-]{1,64}$/;

/** A failure for what a state machine caught: a code that is no code is not repeated. */
const failureOf = (code: unknown): Failure => {
  const known = typeof code === 'string' && CODE.test(code) ? code : 'UNKNOWN';
  return {
    code: known,
    message: MESSAGES[known] ?? `A step failed with ${known}; the execution's history tells which.`,
  };
};

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
  ledger: Ledger<ExportEvent>,
  { executionArn, code }: FailRunInput,
  now: Date,
): Promise<FailRunOutput> => {
  const runId = workflow.runIdOf(executionArn);
  const error = failureOf(code);
  const command = { name: 'FailRun', runId, error } as const;
  const { state } = await handleCommand(ledger, runAggregate, command, {
    correlationId: runId,
    occurredAt: now.toISOString(),
  });
  return { runId, status: 'FAILED', error: state.runs[runId]?.error ?? error };
};
