// Generated from catalog/export/export-run-skipped/v2.json by `npm run generate`. Do not edit.

/** ExportRunSkipped as it is now. */
export type { ExportRunSkipped as ExportRunSkippedV2 } from './export-run-skipped.ts';
