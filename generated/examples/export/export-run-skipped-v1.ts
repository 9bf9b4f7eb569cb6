// Generated from catalog/export/export-run-skipped/v1.json by `npm run generate`. Do not edit.

import type { ExportRunSkippedV1 } from '../../events/export/export-run-skipped-v1.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportRunSkippedV1Examples: readonly [ExportRunSkippedV1, ...ExportRunSkippedV1[]] = [
  {
    metadata: {
      id: 'daa66d2c-7ddf-443f-a818-0ab7777ec1ed',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T20:05:00.301Z',
      schema: 'export/export-run-skipped/v1',
      stream: 'export-run/run-2026-11-23T20-05-00Z-91be',
      sequence: 1,
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      activeRunId: 'run-2026-11-23T20-00-00Z-5f0c',
      triggeredAt: '2026-11-23T20:05:00.000Z',
      reason: 'RUN_ACTIVE',
    },
  },
  {
    metadata: {
      id: '78dde6e5-fd29-4054-aaca-b8f49f53ad3c',
      correlationId: 'manual-7',
      occurredAt: '2026-11-23T20:06:11.020Z',
      schema: 'export/export-run-skipped/v1',
      stream: 'export-run/manual-7',
      sequence: 1,
    },
    data: {
      runId: 'manual-7',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      activeRunId: 'run-2026-11-23T20-00-00Z-5f0c',
      triggeredAt: '2026-11-23T20:06:10.900Z',
      reason: 'RUN_ACTIVE',
    },
  },
] as unknown as readonly [ExportRunSkippedV1, ...ExportRunSkippedV1[]];

const [first] = exportRunSkippedV1Examples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportRunSkippedV1(
  data: Partial<ExportRunSkippedV1['data']> = {},
  metadata: Partial<ExportRunSkippedV1['metadata']> = {},
): ExportRunSkippedV1 {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
