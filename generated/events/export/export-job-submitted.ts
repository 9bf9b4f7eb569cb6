// Generated from catalog/export/export-job-submitted/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { JobId } from '../../shared/job-id.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-job-submitted.js';

/** HealthLake has accepted the export job of a run. */
export interface ExportJobSubmitted {
  readonly metadata: EventMetadata;
  readonly data: ExportJobSubmittedData;
}

/** The job. */
export interface ExportJobSubmittedData {
  readonly runId: RunId;
  readonly datastoreId: DatastoreId;
  readonly jobId: JobId;
  /** When the job was submitted. */
  readonly submittedAt: Instant;
}

/** HealthLake has accepted the export job of a run. */
export const exportJobSubmitted: EventDescriptor<'ExportJobSubmitted', ExportJobSubmitted> = {
  name: 'ExportJobSubmitted',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-job-submitted/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
