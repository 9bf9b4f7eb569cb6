import type { EventDescriptor } from '../../descriptor.ts';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
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
export declare const exportRunStarted: EventDescriptor<'ExportRunStarted', ExportRunStarted>;
