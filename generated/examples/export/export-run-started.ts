// Generated from catalog/export/export-run-started/v1.json by `npm run generate`. Do not edit.

import type { ExportRunStarted } from '../../events/export/export-run-started.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportRunStartedExamples: readonly [ExportRunStarted, ...ExportRunStarted[]] = [
  {
    metadata: {
      id: '9e3779b9-7f4a-4c15-a2b2-ae3d27d4eb4f',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:00:00.412Z',
      schema: 'export/export-run-started/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 1,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      until: '2026-11-23T20:00:00.000Z',
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:fhir-export:run-2026-11-23T20-00-00Z-5f0c',
    },
  },
  {
    metadata: {
      id: '3c6ef372-fe94-482a-a565-5c7a4fa9d69e',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T20:05:00.387Z',
      schema: 'export/export-run-started/v1',
      stream: 'export-run/run-2026-11-23T20-05-00Z-91be',
      sequence: 1,
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      since: '2026-11-23T20:00:00.000Z',
      until: '2026-11-23T20:05:00.000Z',
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:fhir-export:run-2026-11-23T20-05-00Z-91be',
    },
  },
] as unknown as readonly [ExportRunStarted, ...ExportRunStarted[]];

const [first] = exportRunStartedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportRunStarted(
  data: Partial<ExportRunStarted['data']> = {},
  metadata: Partial<ExportRunStarted['metadata']> = {},
): ExportRunStarted {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
