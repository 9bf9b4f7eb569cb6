import type { EventDescriptor } from '../../descriptor.ts';
import type { DatastoreId } from '../../shared/datastore-id.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { JobId } from '../../shared/job-id.ts';
import type { RunId } from '../../shared/run-id.ts';
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
export declare const exportJobSubmitted: EventDescriptor<'ExportJobSubmitted', ExportJobSubmitted>;
