import type { DetailOf } from '@carillon/runtime/descriptor';
import { TerminalError } from '@carillon/runtime/errors';
import { type EventContext, handleCommand, type Ledger } from '@carillon/runtime/workflow';
import type { exportRequested } from '../../../generated/events.ts';
import type { ExportJobs, SubmittedJob } from '../../healthlake/export-jobs.ts';
import { isHealthLakeError } from '../../healthlake/healthlake-error.ts';
import { runAggregate } from '../../workflows/fhir-export/aggregates.ts';
import type { RecordJobFailed } from '../../workflows/fhir-export/export-command.ts';
import type { ExportEvent } from '../../workflows/fhir-export/export-event.ts';
import { refusals } from '../../workflows/fhir-export/export-run.ts';

export interface StartExportPorts {
  readonly ledger: Ledger<ExportEvent>;
  readonly jobs: Pick<ExportJobs, 'find' | 'start'>;
  readonly now: () => Date;
}

/** What became of a request; the log says it. */
export type Started = 'SUBMITTED' | 'FOUND' | 'KNOWN' | 'ENDED' | 'REFUSED';

type Request = DetailOf<typeof exportRequested>;

const MESSAGE_LIMIT = 512;

/** The job bears the run's name: one that was started before a crash is found again and not started twice. */
const submitted = async (
  { jobs }: StartExportPorts,
  { data }: Request,
): Promise<{ readonly job: SubmittedJob; readonly found: boolean }> => {
  const found = await jobs.find(data.datastoreId, data.runId);
  if (found !== undefined) return { job: found, found: true };
  const { since, types } = data;
  const request = {
    jobName: data.runId,
    ...(since === undefined ? {} : { since }),
    ...(types === undefined ? {} : { types }),
  };
  return { job: await jobs.start(request), found: false };
};

/** An answer that no retry can change ends the job before it began, and the run records it. */
const refused = (error: unknown): Pick<RecordJobFailed['job'], 'error'> | undefined =>
  isHealthLakeError(error) && !error.retryable
    ? { error: { code: error.code, message: error.message.slice(0, MESSAGE_LIMIT) } }
    : undefined;

/**
 * Begins the export of a run that waits. Whether the run still waits, and whether its job is known, the ledger says.
 * @throws what a retry may change: throttling, HealthLake's own faults, a network without answer
 * @throws TerminalError RUN_UNKNOWN
 */
export const startExport = async (ports: StartExportPorts, request: Request): Promise<Started> => {
  const { ledger, now } = ports;
  const { runId, datastoreId } = request.data;
  const context = (): EventContext => ({
    correlationId: runId,
    causationId: request.metadata.id,
    occurredAt: now().toISOString(),
  });
  const { state } = await runAggregate.load(ledger.store, { runId });
  const run = state.runs[runId];
  // Before a job is started: a datastore exports one at a time, and an orphan would block the next run.
  if (run === undefined) throw new TerminalError('RUN_UNKNOWN', `${refusals.RUN_UNKNOWN}: ${runId}`);
  if (run.status !== 'ACTIVE') return 'ENDED';
  if (run.job !== undefined) return 'KNOWN';
  try {
    const { job, found } = await submitted(ports, request);
    const data = { datastoreId, jobId: job.jobId, submittedAt: job.submittedAt ?? now().toISOString() };
    await handleCommand(ledger, runAggregate, { name: 'RecordJobSubmitted', runId, job: data }, context());
    return found ? 'FOUND' : 'SUBMITTED';
  } catch (error) {
    const failure = refused(error);
    if (failure === undefined) throw error;
    await handleCommand(ledger, runAggregate, { name: 'RecordJobFailed', runId, job: failure }, context());
    return 'REFUSED';
  }
};
