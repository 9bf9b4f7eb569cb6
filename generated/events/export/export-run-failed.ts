// Generated from catalog/export/export-run-failed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-run-failed.js';

/** The run ended without its export; the next run covers its period too. */
export interface ExportRunFailed {
  readonly metadata: EventMetadata;
  readonly data: ExportRunFailedData;
}

/** Which run, and why. */
export interface ExportRunFailedData {
  readonly runId: RunId;
  /** What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything. */
  readonly since?: Instant;
  /** When the run was triggered; the next run's since, if this one completes. */
  readonly until: Instant;
  readonly error: Failure;
}

/** The run ended without its export; the next run covers its period too. */
export const exportRunFailed: EventDescriptor<'ExportRunFailed', ExportRunFailed> = {
  name: 'ExportRunFailed',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-run-failed/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
