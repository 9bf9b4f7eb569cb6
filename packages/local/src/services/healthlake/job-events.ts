import type { JobStatus } from '@aws-sdk/client-healthlake';
import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Job } from './job.ts';

/** Amazon EventBridge Events Reference, "AWS HealthLake events". A cancelled job sends none. */
const NAMES: Partial<Record<JobStatus, string>> = {
  SUBMITTED: 'Submitted',
  QUEUED: 'Queued',
  IN_PROGRESS: 'In Progress',
  COMPLETED: 'Completed',
  COMPLETED_WITH_ERRORS: 'Completed With Errors',
  FAILED: 'Failed',
};

export const outputUri = ({ id, datastoreId, output, kind }: Job): string =>
  `s3://${output.bucket}/${output.prefix}${datastoreId}-FHIR_${kind === 'export' ? 'EXPORT' : 'IMPORT'}-${id}/`;

/** HealthLake Developer Guide, "Monitoring HealthLake events using Amazon EventBridge". */
const detailOf = (job: Job): JsonObject => ({
  jobId: job.id,
  submitTime: new Date(job.submittedAt).toISOString(),
  datastoreId: job.datastoreId,
  ...(job.kind === 'import' ? { inputDataConfig: { s3Uri: `s3://${job.input.bucket}/${job.input.prefix}` } } : {}),
  outputDataConfig: { s3Configuration: { s3Uri: outputUri(job), kmsKeyId: job.kmsKeyId } },
});

/** Tells the default bus, and whoever watches, that a job has come into its state. */
export const announce = (kernel: Kernel, job: Job): void => {
  const kind = job.kind === 'export' ? 'Export' : 'Import';
  const name = NAMES[job.status] ?? 'Cancelled';
  const facts = { jobId: job.id, status: job.status };
  const action = `${kind}Job${name.replaceAll(' ', '')}`;
  kernel.activity.note({ service: 'healthlake', action, resource: job.datastoreId, facts });
  if (NAMES[job.status] === undefined) return;
  const bus = `arn:aws:events:${kernel.region}:${kernel.account}:event-bus/default`;
  const parameters = { Source: 'aws.healthlake', DetailType: `${kind} Job ${name}` };
  try {
    const caller = 'healthlake.amazonaws.com';
    kernel.targets.deliver(bus, { body: JSON.stringify(detailOf(job)), caller, parameters });
  } catch (error) {
    kernel.report(error, `healthlake ${kind} job event`);
  }
};
