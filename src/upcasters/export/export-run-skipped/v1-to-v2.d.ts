import type { Upcast } from '@carillon/runtime/upcast';
import type { ExportRunSkippedV1 } from '../../../../generated/events/export/export-run-skipped-v1.ts';
import type { ExportRunSkippedV2 } from '../../../../generated/events/export/export-run-skipped-v2.ts';
/** The trigger's time is called until, as in all other events of a run. */
export declare const upcast: Upcast<ExportRunSkippedV1, ExportRunSkippedV2>;
