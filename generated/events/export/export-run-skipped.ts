// Generated from catalog/export/export-run-skipped/v2.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import { exportRunSkippedV1 } from './export-run-skipped-v1.ts';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-run-skipped.js';

/** A trigger came while a run was active; no run was begun. */
export interface ExportRunSkipped {
  readonly metadata: EventMetadata;
  readonly data: ExportRunSkippedData;
}

/** The run that did not begin, and why. */
export interface ExportRunSkippedData {
  readonly runId: RunId;
  readonly datastoreId: DatastoreId;
  /** The run that was active. */
  readonly activeRunId: RunId;
  /** When the trigger came: until when the run would have looked. */
  readonly until: Instant;
  /** Why no run was begun. */
  readonly reason: 'RUN_ACTIVE';
}

/** A trigger came while a run was active; no run was begun. */
export const exportRunSkipped: EventDescriptor<'ExportRunSkipped', ExportRunSkipped> = {
  name: 'ExportRunSkipped',
  source: 'carillon.export',
  version: 2,
  schema: 'export/export-run-skipped/v2',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
  older: [exportRunSkippedV1],
};
