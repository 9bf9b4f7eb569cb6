import type { EventDescriptor } from '../../descriptor.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
/** Every file of the export is processed; the next run begins where this one ended. */
export interface ExportRunCompleted {
    readonly metadata: EventMetadata;
    readonly data: ExportRunCompletedData;
}
/** What the run did. */
export interface ExportRunCompletedData {
    readonly runId: RunId;
    /** What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything. */
    readonly since?: Instant;
    /** When the run was triggered; the next run's since, if this one completes. */
    readonly until: Instant;
    /** How many files were processed. */
    readonly files: number;
    /** How many resources were published. */
    readonly resources: number;
    /** How many lines were rejected. */
    readonly rejected: number;
}
/** Every file of the export is processed; the next run begins where this one ended. */
export declare const exportRunCompleted: EventDescriptor<'ExportRunCompleted', ExportRunCompleted>;
