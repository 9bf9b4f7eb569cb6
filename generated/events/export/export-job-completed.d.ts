import type { EventDescriptor } from '../../descriptor.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { JobId } from '../../shared/job-id.ts';
import type { ObjectLocation } from '../../shared/object-location.ts';
import type { RunId } from '../../shared/run-id.ts';
/** An export job is done and the manifest of its files is written. */
export interface ExportJobCompleted {
    readonly metadata: EventMetadata;
    readonly data: ExportJobCompletedData;
}
/** What the job left behind. */
export interface ExportJobCompletedData {
    readonly runId: RunId;
    readonly jobId: JobId;
    /** HealthLake's status of the job. */
    readonly jobStatus: 'COMPLETED' | 'COMPLETED_WITH_ERRORS';
    /** The manifest: a JSON array of the exported files. */
    readonly manifest: ObjectLocation;
    /** How many files the manifest lists; none when nothing has changed. */
    readonly files: number;
}
/** An export job is done and the manifest of its files is written. */
export declare const exportJobCompleted: EventDescriptor<'ExportJobCompleted', ExportJobCompleted>;
