// Generated from catalog/export/export-run-started/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-run-started.js';

/** An export run has begun; no other is active on its data store. */
export interface ExportRunStarted {
  readonly metadata: EventMetadata;
  readonly data: ExportRunStartedData;
}

/** What the run is about. */
export interface ExportRunStartedData {
  readonly runId: RunId;
  readonly datastoreId: DatastoreId;
  /** What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything. */
  readonly since?: Instant;
  /** When the run was triggered; the next run's since, if this one completes. */
  readonly until: Instant;
  /** The Step Functions execution that does the run. */
  readonly executionArn: string;
}

/** An export run has begun; no other is active on its data store. */
export const exportRunStarted: EventDescriptor<'ExportRunStarted', ExportRunStarted> = {
  name: 'ExportRunStarted',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-run-started/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
