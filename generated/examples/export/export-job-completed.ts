// Generated from catalog/export/export-job-completed/v1.json by `npm run generate`. Do not edit.

import type { ExportJobCompleted } from '../../events/export/export-job-completed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportJobCompletedExamples: readonly [ExportJobCompleted, ...ExportJobCompleted[]] = [
  {
    metadata: {
      id: 'cc623af8-7833-44e7-adad-7ca0b6261c65',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:02:02.915Z',
      schema: 'export/export-job-completed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 5,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      jobId: '41b1a5b1dc0aab7d6d36d0b6ba4b2a3d',
      jobStatus: 'COMPLETED',
      manifest: {
        bucket: 'carillon-export-000000000000',
        key: 'exports/eeb8005725ae22b35b4edbdc68cf2dfd-FHIR_EXPORT-41b1a5b1dc0aab7d6d36d0b6ba4b2a3d/manifest.json',
      },
      files: 12,
    },
  },
  {
    metadata: {
      id: '6a99b4b1-f77d-40fc-a060-2addddfb07b4',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T20:05:33.018Z',
      schema: 'export/export-job-completed/v1',
      stream: 'export-run/run-2026-11-23T20-05-00Z-91be',
      sequence: 3,
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      jobId: 'c0a7d2c0cb4f38a1a1f1e7b6a4f7d0b2',
      jobStatus: 'COMPLETED_WITH_ERRORS',
      manifest: {
        bucket: 'carillon-export-000000000000',
        key: 'exports/eeb8005725ae22b35b4edbdc68cf2dfd-FHIR_EXPORT-c0a7d2c0cb4f38a1a1f1e7b6a4f7d0b2/manifest.json',
      },
      files: 0,
    },
  },
] as unknown as readonly [ExportJobCompleted, ...ExportJobCompleted[]];

const [first] = exportJobCompletedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportJobCompleted(
  data: Partial<ExportJobCompleted['data']> = {},
  metadata: Partial<ExportJobCompleted['metadata']> = {},
): ExportJobCompleted {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
