// Generated from catalog/export/export-job-completed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { JobId } from '../../shared/job-id.ts';
import type { ObjectLocation } from '../../shared/object-location.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-job-completed.js';

/** An export job is done and the manifest of its files is written. */
export interface ExportJobCompleted {
  readonly metadata: EventMetadata;
  readonly data: ExportJobCompletedData;
}

/** What the job left behind. */
export interface ExportJobCompletedData {
  readonly runId: RunId;
  readonly jobId: JobId;
  /** HealthLake's status of the job. */
  readonly jobStatus: 'COMPLETED' | 'COMPLETED_WITH_ERRORS';
  /** The manifest: a JSON array of the exported files. */
  readonly manifest: ObjectLocation;
  /** How many files the manifest lists; none when nothing has changed. */
  readonly files: number;
}

/** An export job is done and the manifest of its files is written. */
export const exportJobCompleted: EventDescriptor<'ExportJobCompleted', ExportJobCompleted> = {
  name: 'ExportJobCompleted',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-job-completed/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
