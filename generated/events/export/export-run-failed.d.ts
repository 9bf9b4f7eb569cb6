import type { EventDescriptor } from '../../descriptor.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RunId } from '../../shared/run-id.ts';
/** The run ended without its export; the next run covers its period too. */
export interface ExportRunFailed {
    readonly metadata: EventMetadata;
    readonly data: ExportRunFailedData;
}
/** Which run, and why. */
export interface ExportRunFailedData {
    readonly runId: RunId;
    /** What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything. */
    readonly since?: Instant;
    /** When the run was triggered; the next run's since, if this one completes. */
    readonly until: Instant;
    readonly error: Failure;
}
/** The run ended without its export; the next run covers its period too. */
export declare const exportRunFailed: EventDescriptor<'ExportRunFailed', ExportRunFailed>;
