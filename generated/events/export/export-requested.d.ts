import type { EventDescriptor } from '../../descriptor.ts';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
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
export declare const exportRequested: EventDescriptor<'ExportRequested', ExportRequested>;
