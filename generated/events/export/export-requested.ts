// Generated from catalog/export/export-requested/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-requested.js';

/** A run waits for an export of its data store. The waiting task's token stays in the callback record. */
export interface ExportRequested {
  readonly metadata: EventMetadata;
  readonly data: ExportRequestedData;
}

/** What to export. */
export interface ExportRequestedData {
  readonly runId: RunId;
  readonly datastoreId: DatastoreId;
  /** What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything. */
  readonly since?: Instant;
  /** When the run was triggered; the next run's since, if this one completes. */
  readonly until: Instant;
  /**
   * The resource types to export; all when absent.
   *
   * Items: A FHIR resource type.
   */
  readonly types?: readonly string[];
}

/** A run waits for an export of its data store. The waiting task's token stays in the callback record. */
export const exportRequested: EventDescriptor<'ExportRequested', ExportRequested> = {
  name: 'ExportRequested',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-requested/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
