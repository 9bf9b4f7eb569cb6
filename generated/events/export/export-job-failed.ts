// Generated from catalog/export/export-job-failed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Failure } from '../../shared/failure.ts';
import type { JobId } from '../../shared/job-id.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-job-failed.js';

/** An export job could not be started, or ended without an export. */
export interface ExportJobFailed {
  readonly metadata: EventMetadata;
  readonly data: ExportJobFailedData;
}

/** What failed. */
export interface ExportJobFailedData {
  readonly runId: RunId;
  /** The job, if one was accepted. */
  readonly jobId?: JobId;
  /** HealthLake's last status of the job. */
  readonly jobStatus?: 'FAILED' | 'CANCEL_COMPLETED' | 'CANCEL_FAILED';
  readonly error: Failure;
}

/** An export job could not be started, or ended without an export. */
export const exportJobFailed: EventDescriptor<'ExportJobFailed', ExportJobFailed> = {
  name: 'ExportJobFailed',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-job-failed/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
