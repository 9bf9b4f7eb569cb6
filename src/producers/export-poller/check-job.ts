import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import type { ExportJobs, JobDescription } from '../../healthlake/export-jobs.ts';
import { isHealthLakeError } from '../../healthlake/healthlake-error.ts';
import { runAggregate } from '../../workflows/fhir-export/aggregates.ts';
import type {
  ExportCommand,
  RecordJobFailed,
  RecordJobProgressed,
} from '../../workflows/fhir-export/export-command.ts';
import type { ExportEvent } from '../../workflows/fhir-export/export-event.ts';
import { type ManifestEntry, manifestKeyOf, manifestOf } from './manifest.ts';
import { delaySecondsOf, type Recheck } from './recheck.ts';

export interface CheckJobPorts {
  readonly ledger: Ledger<ExportEvent>;
  readonly jobs: Pick<ExportJobs, 'describe'>;
  readonly bucket: string;
  readonly prefix: string;
  readonly writeManifest: (key: string, entries: readonly ManifestEntry[]) => Promise<void>;
  readonly recheckLater: (recheck: Recheck, delaySeconds: number) => Promise<void>;
  readonly now: () => Date;
}

type FailedStatus = NonNullable<RecordJobFailed['job']['jobStatus']>;

const FAILED = new Set<string>(['FAILED', 'CANCEL_COMPLETED', 'CANCEL_FAILED'] satisfies FailedStatus[]);
const UNDER_WAY = new Set<string>([
  'SUBMITTED',
  'QUEUED',
  'IN_PROGRESS',
  'CANCEL_SUBMITTED',
  'CANCEL_IN_PROGRESS',
] satisfies RecordJobProgressed['job']['jobStatus'][]);

const MESSAGE_LIMIT = 512;

const isFailed = (status: string): status is FailedStatus => FAILED.has(status);

/** What a description means for the ledger; the manifest is what a completed job still lacks. */
const newsOf = (
  recheck: Recheck,
  job: JobDescription,
  manifest: { readonly bucket: string; readonly key: string },
): ExportCommand => {
  const { runId, jobId, checks } = recheck;
  const { jobStatus } = job;
  if (jobStatus === 'COMPLETED' || jobStatus === 'COMPLETED_WITH_ERRORS')
    return { name: 'RecordJobCompleted', runId, job: { jobId, jobStatus, manifest, files: job.output.length } };
  if (isFailed(jobStatus)) {
    const message =
      job.message === undefined
        ? `The export job ended as ${jobStatus}.`
        : `The export job ended as ${jobStatus}: ${job.message}`;
    return {
      name: 'RecordJobFailed',
      runId,
      job: { jobId, jobStatus, error: { code: `EXPORT_JOB_${jobStatus}`, message: message.slice(0, MESSAGE_LIMIT) } },
    };
  }
  // A status that HealthLake learns one day is under way until it is one of the ends above.
  const known = UNDER_WAY.has(jobStatus) ? (jobStatus as RecordJobProgressed['job']['jobStatus']) : 'IN_PROGRESS';
  return { name: 'RecordJobProgressed', runId, job: { jobId, jobStatus: known, checks } };
};

/** A job that HealthLake does not know, or will not tell of, has no other end. */
const lost = ({ runId, jobId }: Recheck, error: unknown): ExportCommand => {
  if (!isHealthLakeError(error) || error.retryable) throw error;
  return {
    name: 'RecordJobFailed',
    runId,
    job: { jobId, error: { code: error.code, message: error.message.slice(0, MESSAGE_LIMIT) } },
  };
};

/** What became of a check; the log says it. */
export type Checked = 'PROGRESSED' | 'COMPLETED' | 'FAILED' | 'ENDED';

/**
 * Looks at a job once. The news goes into the ledger before the next look is ordered, and the manifest is written
 * before the ledger says so: a crash in between repeats the look, and the ledger knows what it has heard.
 */
export const checkJob = async (ports: CheckJobPorts, recheck: Recheck): Promise<Checked> => {
  const { ledger, bucket } = ports;
  const { runId, jobId, datastoreId, checks } = recheck;
  const key = manifestKeyOf(ports.prefix, datastoreId, jobId);
  const news = await ports.jobs
    .describe(jobId)
    .then(async (job) => {
      const command = newsOf(recheck, job, { bucket, key });
      if (command.name === 'RecordJobCompleted') await ports.writeManifest(key, manifestOf(job.output, bucket));
      return command;
    })
    .catch((error: unknown) => lost(recheck, error));
  const { state } = await handleCommand(ledger, runAggregate, news, {
    correlationId: runId,
    occurredAt: ports.now().toISOString(),
  });
  const run = state.runs[runId];
  if (run?.status !== 'ACTIVE') return 'ENDED';
  if (run.job?.completed !== undefined) return 'COMPLETED';
  if (run.job?.failed !== undefined) return 'FAILED';
  await ports.recheckLater({ ...recheck, checks: checks + 1 }, delaySecondsOf(checks));
  return 'PROGRESSED';
};
