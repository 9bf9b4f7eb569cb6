import { ListFHIRExportJobsCommand, type ListFHIRExportJobsCommandOutput } from '@aws-sdk/client-healthlake';
import { CodedError } from '@carillon/runtime/errors';
import { bodyOf } from './healthlake-error.ts';
import type { SignedFetch } from './signed-fetch.ts';

export interface ExportRequest {
  readonly jobName: string;
  /** Exports what changed at or after it; everything when absent. */
  readonly since?: string;
  readonly types?: readonly string[];
}

export interface SubmittedJob {
  readonly jobId: string;
  readonly submittedAt?: string;
}

export interface ExportedFile {
  readonly type: string;
  readonly url: string;
}

export interface JobDescription {
  readonly jobId: string;
  /** SUBMITTED, QUEUED, IN_PROGRESS, COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCEL_... */
  readonly jobStatus: string;
  readonly message?: string;
  readonly output: readonly ExportedFile[];
}

/** What the export needs of HealthLake. */
export interface ExportJobs {
  find(datastoreId: string, jobName: string): Promise<SubmittedJob | undefined>;
  start(request: ExportRequest): Promise<SubmittedJob>;
  describe(jobId: string): Promise<JobDescription>;
}

/** As much of HealthLakeClient as finding a job needs. */
export interface JobLister {
  send(command: ListFHIRExportJobsCommand): Promise<ListFHIRExportJobsCommandOutput>;
}

export interface Destination {
  readonly s3Uri: string;
  readonly keyArn: string;
  readonly roleArn: string;
}

/** Of `…/datastore/<id>/r4/`, with or without its last slash. */
const urlBelow = (endpoint: string, path: string): URL =>
  new URL(path, endpoint.endsWith('/') ? endpoint : `${endpoint}/`);

/** ListFHIRExportJobs: JobName filters, and may find more than the very name. */
export const findJob = async (
  client: JobLister,
  datastoreId: string,
  jobName: string,
): Promise<SubmittedJob | undefined> => {
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListFHIRExportJobsCommand({
        DatastoreId: datastoreId,
        JobName: jobName,
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    const found = page.ExportJobPropertiesList?.find(({ JobName }) => JobName === jobName);
    if (found?.JobId !== undefined)
      return {
        jobId: found.JobId,
        ...(found.SubmitTime === undefined ? {} : { submittedAt: found.SubmitTime.toISOString() }),
      };
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
};

/** POST $export (HealthLake Developer Guide, "Exporting data with the FHIR REST API"). @throws HealthLakeError */
export const startJob = async (
  fetchSigned: SignedFetch,
  endpoint: string,
  destination: Destination,
  { jobName, since, types }: ExportRequest,
): Promise<SubmittedJob> => {
  const url = urlBelow(endpoint, '$export');
  if (since !== undefined) url.searchParams.set('_since', since);
  if (types !== undefined) url.searchParams.set('_type', types.join(','));
  const body = JSON.stringify({
    JobName: jobName,
    OutputDataConfig: { S3Configuration: { S3Uri: destination.s3Uri, KmsKeyId: destination.keyArn } },
    DataAccessRoleArn: destination.roleArn,
  });
  const headers = { 'content-type': 'application/fhir+json', prefer: 'respond-async' };
  const answer = await bodyOf('$export', await fetchSigned({ method: 'POST', url, headers, body }));
  const { jobId } = answer as { readonly jobId?: unknown };
  if (typeof jobId !== 'string') throw new CodedError('HEALTHLAKE_ANSWER', '$export answered without a jobId', true);
  return { jobId };
};

/** GET export/<jobId>: only the REST API lists the files. @throws HealthLakeError */
export const describeJob = async (
  fetchSigned: SignedFetch,
  endpoint: string,
  jobId: string,
): Promise<JobDescription> => {
  const url = urlBelow(endpoint, `export/${encodeURIComponent(jobId)}`);
  const headers = { accept: 'application/fhir+json, application/json' };
  const answer = await bodyOf('export', await fetchSigned({ method: 'GET', url, headers }));
  const { exportJobProperties, output } = answer as {
    readonly exportJobProperties?: { readonly jobStatus?: string; readonly message?: string };
    readonly output?: readonly ExportedFile[];
  };
  const { jobStatus, message } = exportJobProperties ?? {};
  if (jobStatus === undefined)
    throw new CodedError('HEALTHLAKE_ANSWER', 'export answered without exportJobProperties.jobStatus', true);
  return { jobId, jobStatus, ...(message === undefined ? {} : { message }), output: output ?? [] };
};
