import type {
  DescribeFHIRDatastoreResponse,
  DescribeFHIRExportJobResponse,
  DescribeFHIRImportJobResponse,
  ExportJobProperties,
  ImportJobProperties,
  ListFHIRDatastoresResponse,
  ListFHIRExportJobsRequest,
  ListFHIRExportJobsResponse,
  ListFHIRImportJobsResponse,
  StartFHIRExportJobRequest,
  StartFHIRExportJobResponse,
  StartFHIRImportJobRequest,
  StartFHIRImportJobResponse,
} from '@aws-sdk/client-healthlake';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { type Datastore, type Datastores, datastoreArn, datastoreEndpoint } from './datastore.ts';
import type { ExportJob, ImportJob, Job, Jobs } from './job.ts';
import { outputUri } from './job-events.ts';
import type { JobQueue } from './job-queue.ts';
import { newExport, newImport, submitOnce } from './job-request.ts';

const MiB = 1024 * 1024;

const commonProperties = (job: Job) => ({
  JobId: job.id,
  JobStatus: job.status,
  SubmitTime: new Date(job.submittedAt),
  DatastoreId: job.datastoreId,
  DataAccessRoleArn: job.roleArn,
  ...(job.name === undefined ? {} : { JobName: job.name }),
  ...(job.endedAt === undefined ? {} : { EndTime: new Date(job.endedAt) }),
  ...(job.message === undefined ? {} : { Message: job.message }),
});

const outputOf = (job: Job) => ({ S3Configuration: { S3Uri: outputUri(job), KmsKeyId: job.kmsKeyId } });

const exportProperties = (job: ExportJob): ExportJobProperties => ({
  ...commonProperties(job),
  OutputDataConfig: outputOf(job),
});

const importProperties = (job: ImportJob): ImportJobProperties => ({
  ...commonProperties(job),
  InputDataConfig: { S3Uri: `s3://${job.input.bucket}/${job.input.prefix}` },
  JobOutputDataConfig: outputOf(job),
  ValidationLevel: 'minimal',
  JobProgressReport: {
    TotalNumberOfScannedFiles: job.progress.scannedFiles,
    TotalSizeOfScannedFilesInMB: job.progress.scannedBytes / MiB,
    TotalNumberOfImportedFiles: job.progress.importedFiles,
    TotalNumberOfResourcesScanned: job.progress.scannedResources,
    TotalNumberOfResourcesImported: job.progress.importedResources,
    TotalNumberOfResourcesWithCustomerError: job.progress.failedResources,
    TotalNumberOfFilesReadWithCustomerError: job.progress.failedFiles,
  },
});

/** @throws AwsError ResourceNotFoundException */
export const expectJob = <K extends Job['kind']>(
  jobs: Jobs,
  kind: K,
  datastoreId: string | undefined,
  id: string | undefined,
): Extract<Job, { kind: K }> => {
  const job = jobs.find(datastoreId ?? '', id ?? '');
  if (job?.kind === kind) return job as Extract<Job, { kind: K }>;
  throw new AwsError('ResourceNotFoundException', `There is no ${kind} job ${id} in this data store.`, { status: 404 });
};

interface Filtered {
  readonly jobs: readonly Job[];
  readonly NextToken?: string;
}

/** A page of the jobs of one kind, the newest first; the token is the order number behind which it goes on. */
const filtered = (jobs: Jobs, kind: Job['kind'], input: ListFHIRExportJobsRequest): Filtered => {
  const { JobName, JobStatus, SubmittedBefore, SubmittedAfter, NextToken, MaxResults = 100 } = input;
  const matching = jobs
    .list(input.DatastoreId ?? '')
    .filter(
      (job) =>
        job.kind === kind &&
        (JobName === undefined || job.name === JobName) &&
        (JobStatus === undefined || job.status === JobStatus) &&
        (SubmittedBefore === undefined || job.submittedAt < SubmittedBefore.getTime()) &&
        (SubmittedAfter === undefined || job.submittedAt > SubmittedAfter.getTime()) &&
        (NextToken === undefined || job.order < Number(NextToken)),
    );
  const page = matching.slice(0, Math.min(MaxResults, 500));
  const last = page.at(-1);
  return {
    jobs: page,
    ...(matching.length > page.length && last !== undefined ? { NextToken: String(last.order) } : {}),
  };
};

export interface JobContext {
  readonly kernel: Kernel;
  readonly datastores: Datastores;
  readonly jobs: Jobs;
  readonly queue: JobQueue;
}

type On = { readonly DatastoreId?: string | undefined };

export const onDatastore =
  (kernel: Kernel, action: string) =>
  (input: On): readonly Permission[] => [
    { action: `healthlake:${action}`, resource: datastoreArn(kernel, input.DatastoreId ?? '') },
  ];

/** Who starts a job hands its role to HealthLake. */
export const onStart =
  (kernel: Kernel, action: string) =>
  (input: On & { readonly DataAccessRoleArn?: string | undefined }): readonly Permission[] => [
    ...onDatastore(kernel, action)(input),
    { action: 'iam:PassRole', resource: input.DataAccessRoleArn ?? '' },
  ];

const exportOperations = ({ kernel, datastores, jobs, queue }: JobContext) => {
  const start: Operation<StartFHIRExportJobRequest, StartFHIRExportJobResponse> = {
    needs: onStart(kernel, 'StartFHIRExportJob'),
    run(input) {
      datastores.expect(input.DatastoreId);
      const whole = { scope: 'system' as const, types: [], since: undefined };
      const job = submitOnce(jobs, input.ClientToken, () => newExport(kernel, jobs, input, whole), queue.submit);
      return { JobId: job.id, JobStatus: job.status, DatastoreId: job.datastoreId };
    },
  };
  const describe: Operation<On & { readonly JobId?: string }, DescribeFHIRExportJobResponse> = {
    needs: onDatastore(kernel, 'DescribeFHIRExportJob'),
    run: (input) => ({
      ExportJobProperties: exportProperties(expectJob(jobs, 'export', input.DatastoreId, input.JobId)),
    }),
  };
  const list: Operation<ListFHIRExportJobsRequest, ListFHIRExportJobsResponse> = {
    needs: onDatastore(kernel, 'ListFHIRExportJobs'),
    run(input) {
      datastores.expect(input.DatastoreId);
      const { jobs: found, ...token } = filtered(jobs, 'export', input);
      return {
        ExportJobPropertiesList: found.flatMap((job) => (job.kind === 'export' ? exportProperties(job) : [])),
        ...token,
      };
    },
  };
  return { StartFHIRExportJob: start, DescribeFHIRExportJob: describe, ListFHIRExportJobs: list };
};

const importOperations = ({ kernel, datastores, jobs, queue }: JobContext) => {
  const start: Operation<StartFHIRImportJobRequest, StartFHIRImportJobResponse> = {
    needs: onStart(kernel, 'StartFHIRImportJob'),
    run(input) {
      datastores.expect(input.DatastoreId);
      const job = submitOnce(jobs, input.ClientToken, () => newImport(kernel, jobs, input), queue.submit);
      return { JobId: job.id, JobStatus: job.status, DatastoreId: job.datastoreId };
    },
  };
  const describe: Operation<On & { readonly JobId?: string }, DescribeFHIRImportJobResponse> = {
    needs: onDatastore(kernel, 'DescribeFHIRImportJob'),
    run: (input) => ({
      ImportJobProperties: importProperties(expectJob(jobs, 'import', input.DatastoreId, input.JobId)),
    }),
  };
  const list: Operation<ListFHIRExportJobsRequest, ListFHIRImportJobsResponse> = {
    needs: onDatastore(kernel, 'ListFHIRImportJobs'),
    run(input) {
      datastores.expect(input.DatastoreId);
      const { jobs: found, ...token } = filtered(jobs, 'import', input);
      return {
        ImportJobPropertiesList: found.flatMap((job) => (job.kind === 'import' ? importProperties(job) : [])),
        ...token,
      };
    },
  };
  return { StartFHIRImportJob: start, DescribeFHIRImportJob: describe, ListFHIRImportJobs: list };
};

const datastoreOperations = ({ kernel, datastores }: JobContext) => {
  const propertiesOf = ({ id, name, createdAt }: Datastore) => ({
    DatastoreId: id,
    DatastoreArn: datastoreArn(kernel, id),
    DatastoreName: name,
    DatastoreStatus: 'ACTIVE' as const,
    CreatedAt: new Date(createdAt),
    DatastoreTypeVersion: 'R4' as const,
    DatastoreEndpoint: datastoreEndpoint(kernel, id),
  });
  const describe: Operation<On, DescribeFHIRDatastoreResponse> = {
    needs: onDatastore(kernel, 'DescribeFHIRDatastore'),
    run: (input) => ({ DatastoreProperties: propertiesOf(datastores.expect(input.DatastoreId)) }),
  };
  const list: Operation<object, ListFHIRDatastoresResponse> = {
    needs: () => [{ action: 'healthlake:ListFHIRDatastores', resource: '*' }],
    run: () => ({ DatastorePropertiesList: datastores.list().map(propertiesOf) }),
  };
  return { DescribeFHIRDatastore: describe, ListFHIRDatastores: list };
};

/** The SDK's side of HealthLake. */
export const jobOperations = (context: JobContext): Readonly<Record<string, AnyOperation>> => ({
  ...exportOperations(context),
  ...importOperations(context),
  ...datastoreOperations(context),
});
