import type { EventDescriptor } from '../../descriptor.ts';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
/** A trigger came while a run was active; no run was begun. */
export interface ExportRunSkippedV1 {
    readonly metadata: EventMetadata;
    readonly data: ExportRunSkippedData;
}
/** The run that did not begin, and why. */
export interface ExportRunSkippedData {
    readonly runId: RunId;
    readonly datastoreId: DatastoreId;
    /** The run that was active. */
    readonly activeRunId: RunId;
    /** When the trigger came. */
    readonly triggeredAt: Instant;
    /** Why no run was begun. */
    readonly reason: 'RUN_ACTIVE';
}
/** A trigger came while a run was active; no run was begun. */
export declare const exportRunSkippedV1: EventDescriptor<'ExportRunSkipped', ExportRunSkippedV1>;
