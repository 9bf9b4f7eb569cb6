import type {
  OutputDataConfig,
  StartFHIRExportJobRequest,
  StartFHIRImportJobRequest,
} from '@aws-sdk/client-healthlake';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { intervalOf } from './date-range.ts';
import type { ExportJob, ImportJob, Job, Jobs } from './job.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { placeOf } from './s3-place.ts';

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** What a bulk export asks for beyond the API's `StartFHIRExportJob`. */
export interface ExportScope {
  readonly scope: ExportJob['scope'];
  readonly types: readonly string[];
  readonly since: string | undefined;
}

/** HealthLake Developer Guide, "Exporting FHIR data with $export": `_since`, `_type`, `_outputFormat`. */
export const readScope = (scope: ExportJob['scope'], query: URLSearchParams): ExportScope => {
  const unknown = [...query.keys()].find((name) => !['_since', '_type', '_outputFormat'].includes(name));
  if (unknown !== undefined) throw invalid(`The export parameter ${unknown} is not supported.`);
  const format = query.get('_outputFormat') ?? 'ndjson';
  if (!['application/fhir+ndjson', 'application/fhir ndjson', 'application/ndjson', 'ndjson'].includes(format))
    throw invalid('_outputFormat is application/fhir+ndjson.');
  const types = query
    .getAll('_type')
    .flatMap((each) => each.split(','))
    .filter((each) => each !== '');
  const strange = types.find((type) => !RESOURCE_TYPES.has(type));
  if (strange !== undefined) throw invalid(`${strange} is no resource type of FHIR R4.`);
  const since = query.get('_since') ?? undefined;
  if (since !== undefined) intervalOf(since);
  return { scope, types, since };
};

interface Start {
  readonly DatastoreId?: string | undefined;
  readonly JobName?: string | undefined;
  readonly DataAccessRoleArn?: string | undefined;
}

const NAME = /^[\p{L}\p{Z}\p{N}_.:/=+\-%@]{1,64}$/u;

const baseOf = (kernel: Kernel, jobs: Jobs, start: Start, output: OutputDataConfig | undefined) => {
  const { S3Uri, KmsKeyId } = output?.S3Configuration ?? {};
  if (start.JobName !== undefined && !NAME.test(start.JobName))
    throw invalid('JobName has 1 to 64 letters, digits, spaces and _.:/=+-%@.');
  if (!/^arn:aws(-[^:]+)?:iam::\d{12}:role\/.+$/.test(start.DataAccessRoleArn ?? ''))
    throw invalid('DataAccessRoleArn is not the ARN of a role.');
  if (KmsKeyId === undefined || KmsKeyId === '') throw invalid('The S3Configuration has no KmsKeyId.');
  return {
    id: kernel.identity.hex(32),
    datastoreId: start.DatastoreId ?? '',
    name: start.JobName,
    status: 'SUBMITTED' as const,
    order: jobs.nextOrder(),
    submittedAt: kernel.clock.now(),
    roleArn: start.DataAccessRoleArn ?? '',
    kmsKeyId: KmsKeyId,
    output: placeOf(S3Uri),
  };
};

/** @throws AwsError ValidationException */
export const newExport = (
  kernel: Kernel,
  jobs: Jobs,
  start: Partial<StartFHIRExportJobRequest>,
  scope: ExportScope,
): ExportJob => ({
  ...baseOf(kernel, jobs, start, start.OutputDataConfig),
  kind: 'export',
  scope: scope.scope,
  types: scope.types,
  ...(scope.since === undefined ? {} : { since: scope.since }),
  resources: 0,
  files: 0,
  filesWritten: 0,
});

const NOTHING_YET = {
  scannedFiles: 0,
  scannedBytes: 0,
  importedFiles: 0,
  scannedResources: 0,
  importedResources: 0,
  failedResources: 0,
  failedFiles: 0,
};

/** @throws AwsError ValidationException */
export const newImport = (kernel: Kernel, jobs: Jobs, start: Partial<StartFHIRImportJobRequest>): ImportJob => {
  if (start.ValidationLevel !== undefined && start.ValidationLevel !== 'minimal')
    throw invalid('The local HealthLake validates at level minimal: type, id and meta.');
  return {
    ...baseOf(kernel, jobs, start, start.JobOutputDataConfig),
    kind: 'import',
    input: placeOf(start.InputDataConfig?.S3Uri),
    progress: NOTHING_YET,
    cursor: { key: '', line: 0, byte: 0 },
  };
};

/** The same ClientToken starts one job, however often it is sent. */
export const submitOnce = (jobs: Jobs, token: string | undefined, make: () => Job, submit: (job: Job) => void): Job => {
  const job = make();
  const before = token === undefined ? undefined : jobs.byToken(job.datastoreId, token);
  if (before !== undefined) return before;
  submit(job);
  if (token !== undefined) jobs.keepToken(job, token);
  return job;
};
