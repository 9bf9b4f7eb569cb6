import type { StartFHIRExportJobRequest } from '@aws-sdk/client-healthlake';
import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../kernel/json.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import type { WireResponse } from '../../kernel/service.ts';
import type { ExportWorker } from './export-worker.ts';
import type { FhirRequest } from './fhir-request.ts';
import { type ExportJob, isOver } from './job.ts';
import { outputUri } from './job-events.ts';
import { expectJob, type JobContext, onDatastore, onStart } from './job-operations.ts';
import { newExport, readScope, submitOnce } from './job-request.ts';
import { fhirJson } from './outcome.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The describe answer's times look like "Aug 26, 2023 1:46:56 PM" (recorded answer of 2023-08-26; in UTC). */
const usTime = (instant: number): string => {
  const date = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour = date.getUTCHours();
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  const time = `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day} ${time} ${hour < 12 ? 'AM' : 'PM'}`;
};

/** `?_type&_since=…&_outputFormat=…`, as the recorded answer repeats the request. */
const requestOf = ({ scope, types, since }: ExportJob, base: string): string => {
  const type = types.length === 0 ? '_type' : `_type=${types.join(',')}`;
  const from = since === undefined ? '_since' : `_since=${since}`;
  return `${base}${scope === 'patient' ? 'Patient/' : ''}$export?${type}&${from}&_outputFormat=application/fhir+ndjson`;
};

const propertiesOf = (job: ExportJob): JsonObject => ({
  jobId: job.id,
  ...(job.name === undefined ? {} : { jobName: job.name }),
  jobStatus: job.status,
  submitTime: usTime(job.submittedAt),
  ...(job.endedAt === undefined ? {} : { endTime: usTime(job.endedAt) }),
  datastoreId: job.datastoreId,
  outputDataConfig: { s3Configuration: { s3Uri: outputUri(job), kmsKeyId: job.kmsKeyId } },
  dataAccessRoleArn: job.roleArn,
  ...(job.message === undefined ? {} : { message: job.message }),
});

const bodyOf = ({ body }: FhirRequest): Partial<StartFHIRExportJobRequest> => {
  try {
    const parameters = parseJson(body);
    if (isJsonObject(parameters)) return parameters as Partial<StartFHIRExportJobRequest>;
  } catch {
    // Said below.
  }
  throw new AwsError('ValidationException', 'The body is not a JSON object.');
};

/** The role is in the body, and permission to pass it is judged before the operation runs. */
const roleIn = (request: FhirRequest): string => {
  try {
    return String(bodyOf(request).DataAccessRoleArn ?? '');
  } catch {
    return '';
  }
};

/** HealthLake Developer Guide, "Exporting FHIR data with $export". */
export const bulkExportOperations = (
  { kernel, datastores, jobs, queue }: JobContext,
  worker: ExportWorker,
): Readonly<Record<string, AnyOperation>> => {
  const start: Operation<FhirRequest, WireResponse> = {
    needs: (request) =>
      onStart(
        kernel,
        'StartFHIRExportJobWithPost',
      )({
        DatastoreId: request.DatastoreId,
        DataAccessRoleArn: roleIn(request),
      }),
    run(request) {
      const datastoreId = datastores.expect(request.DatastoreId).id;
      if (!`${request.headers.prefer ?? ''}`.includes('respond-async'))
        throw new AwsError('ValidationException', 'An export needs the header Prefer: respond-async.');
      const given = { ...bodyOf(request), DatastoreId: datastoreId };
      const scope = readScope(request.type === 'Patient' ? 'patient' : 'system', request.query);
      const job = submitOnce(jobs, given.ClientToken, () => newExport(kernel, jobs, given, scope), queue.submit);
      const answer = { datastoreId, jobStatus: job.status, jobId: job.id };
      return fhirJson(202, JSON.stringify(answer), { 'content-location': `${request.base}export/${job.id}` });
    },
  };
  const describe: Operation<FhirRequest, WireResponse> = {
    needs: onDatastore(kernel, 'DescribeFHIRExportJobWithGet'),
    run({ DatastoreId, jobId, base }) {
      const job = expectJob(jobs, 'export', DatastoreId, jobId);
      const answer = {
        exportJobProperties: propertiesOf(job),
        transactionTime: new Date(job.startedAt ?? job.submittedAt).toISOString(),
        request: requestOf(job, base),
        requiresAccessToken: false,
        output: job.status === 'COMPLETED' ? worker.outputs(job) : [],
        error: [],
      };
      return fhirJson(200, JSON.stringify(answer));
    },
  };
  const cancel: Operation<FhirRequest, WireResponse> = {
    needs: onDatastore(kernel, 'CancelFHIRExportJobWithDelete'),
    run({ DatastoreId, jobId }) {
      const job = expectJob(jobs, 'export', DatastoreId, jobId);
      if (isOver(job) || job.status === 'CANCEL_SUBMITTED')
        throw new AwsError('ConflictException', `The job is ${job.status} and cannot be cancelled.`, { status: 409 });
      const { status } = queue.cancel(job);
      const answer = { exportJobProperties: { jobId, jobStatus: status, datastoreId: DatastoreId } };
      return fhirJson(202, JSON.stringify(answer));
    },
  };
  return {
    StartFHIRExportJobWithPost: start,
    DescribeFHIRExportJobWithGet: describe,
    CancelFHIRExportJobWithDelete: cancel,
  };
};
