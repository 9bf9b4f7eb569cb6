import type { Upcast } from '@carillon/runtime/catalog';
import type { ExportRunSkippedV1 } from '../../../../generated/events/export/export-run-skipped-v1.ts';
import type { ExportRunSkippedV2 } from '../../../../generated/events/export/export-run-skipped-v2.ts';

/** The trigger's time is called until, as in all other events of a run. */
export const upcast: Upcast<ExportRunSkippedV1, ExportRunSkippedV2> = ({
  runId,
  datastoreId,
  activeRunId,
  triggeredAt,
  reason,
}) => ({ runId, datastoreId, activeRunId, until: triggeredAt, reason });
