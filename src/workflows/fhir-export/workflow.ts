import { defineWorkflow, type RunStatus, type Workflow } from '@carillon/runtime/workflow';
import {
  exportFileProcessed,
  exportJobCompleted,
  exportJobFailed,
  exportJobProgressed,
  exportJobSubmitted,
  exportRunCompleted,
  exportRunFailed,
  exportRunSkipped,
  exportRunStarted,
} from '../../../generated/events.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import type { ExportCommand } from './export-command.ts';
import type { ExportEvent } from './export-event.ts';
import { exportRun } from './export-run.ts';
import { type ExportState, periodOf, type Run } from './export-state.ts';

/** Seconds; state-machine.asl.json says the same, and its test compares. */

/** The state machine's TimeoutSeconds; an active run older than this is abandoned. */
export const RUN_TIMEOUT_SECONDS = 7_200;

/** How long the run waits for its export job. */
export const EXPORT_TIMEOUT_SECONDS = 5_400;

/** How long the poller may be silent: its longest wait, and what a message and a stream may be late. */
export const HEARTBEAT_SECONDS = 300;

const STATUS: Readonly<Record<Run['status'], RunStatus>> = {
  ACTIVE: 'RUNNING',
  SKIPPED: 'SKIPPED',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
};

const factsOf = (run: Run): Readonly<Record<string, string | number>> => ({
  ...periodOf(run),
  ...(run.activeRunId === undefined ? {} : { activeRunId: run.activeRunId }),
  ...(run.job?.jobId === undefined ? {} : { jobId: run.job.jobId }),
  ...run.processed,
});

/** FHIR exports of one data store: one run at a time, each carrying what changed since the last one that completed. */
export const workflow: Workflow<ExportState, ExportCommand, ExportEvent> = defineWorkflow({
  name: 'fhir-export',
  stream: 'export-run',
  events: [
    exportRunStarted,
    exportRunSkipped,
    exportJobSubmitted,
    exportJobProgressed,
    exportJobCompleted,
    exportJobFailed,
    exportFileProcessed,
    exportRunCompleted,
    exportRunFailed,
  ],
  upcasters,
  decider: exportRun,
  summarize: ({ runs }, runId) => {
    const run = runs[runId];
    if (run === undefined) return { status: 'RUNNING', facts: {} };
    const { status, error } = run;
    return { status: STATUS[status], facts: factsOf(run), ...(error === undefined ? {} : { error }) };
  },
});
