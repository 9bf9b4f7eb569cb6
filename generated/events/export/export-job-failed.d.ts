import type { EventDescriptor } from '../../descriptor.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Failure } from '../../shared/failure.ts';
import type { JobId } from '../../shared/job-id.ts';
import type { RunId } from '../../shared/run-id.ts';
/** An export job could not be started, or ended without an export. */
export interface ExportJobFailed {
    readonly metadata: EventMetadata;
    readonly data: ExportJobFailedData;
}
/** What failed. */
export interface ExportJobFailedData {
    readonly runId: RunId;
    /** The job, if one was accepted. */
    readonly jobId?: JobId;
    /** HealthLake's last status of the job. */
    readonly jobStatus?: 'FAILED' | 'CANCEL_COMPLETED' | 'CANCEL_FAILED';
    readonly error: Failure;
}
/** An export job could not be started, or ended without an export. */
export declare const exportJobFailed: EventDescriptor<'ExportJobFailed', ExportJobFailed>;
