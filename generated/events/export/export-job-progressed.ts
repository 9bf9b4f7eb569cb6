// Generated from catalog/export/export-job-progressed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { JobId } from '../../shared/job-id.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-job-progressed.js';

/** A look at an export job found it under way; the run has a sign of life. */
export interface ExportJobProgressed {
  readonly metadata: EventMetadata;
  readonly data: ExportJobProgressedData;
}

/** How the job stands. */
export interface ExportJobProgressedData {
  readonly runId: RunId;
  readonly jobId: JobId;
  /** HealthLake's status of the job. */
  readonly jobStatus: 'SUBMITTED' | 'QUEUED' | 'IN_PROGRESS' | 'CANCEL_SUBMITTED' | 'CANCEL_IN_PROGRESS';
  /** How many times the job has been looked at, this time included. */
  readonly checks: number;
}

/** A look at an export job found it under way; the run has a sign of life. */
export const exportJobProgressed: EventDescriptor<'ExportJobProgressed', ExportJobProgressed> = {
  name: 'ExportJobProgressed',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-job-progressed/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
