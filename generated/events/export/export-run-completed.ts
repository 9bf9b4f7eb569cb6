// Generated from catalog/export/export-run-completed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-run-completed.js';

/** Every file of the export is processed; the next run begins where this one ended. */
export interface ExportRunCompleted {
  readonly metadata: EventMetadata;
  readonly data: ExportRunCompletedData;
}

/** What the run did. */
export interface ExportRunCompletedData {
  readonly runId: RunId;
  /** What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything. */
  readonly since?: Instant;
  /** When the run was triggered; the next run's since, if this one completes. */
  readonly until: Instant;
  /** How many files were processed. */
  readonly files: number;
  /** How many resources were published. */
  readonly resources: number;
  /** How many lines were rejected. */
  readonly rejected: number;
}

/** Every file of the export is processed; the next run begins where this one ended. */
export const exportRunCompleted: EventDescriptor<'ExportRunCompleted', ExportRunCompleted> = {
  name: 'ExportRunCompleted',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-run-completed/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
