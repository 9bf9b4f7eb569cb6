/** ExportRunSkipped as it is now. */
export type { ExportRunSkipped as ExportRunSkippedV2 } from './export-run-skipped.ts';
