// Generated from catalog/export/export-job-failed/v1.json by `npm run generate`. Do not edit.

import type { ExportJobFailed } from '../../events/export/export-job-failed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportJobFailedExamples: readonly [ExportJobFailed, ...ExportJobFailed[]] = [
  {
    metadata: {
      id: '08d12e6b-76c8-4d11-a312-d91b05cff303',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:02:02.915Z',
      schema: 'export/export-job-failed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 4,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      jobId: '41b1a5b1dc0aab7d6d36d0b6ba4b2a3d',
      jobStatus: 'FAILED',
      error: {
        code: 'EXPORT_JOB_FAILED',
        message: 'The export job ended as FAILED: the data access role may not write to the export bucket.',
      },
    },
  },
  {
    metadata: {
      id: 'a708a824-f612-4926-a5c5-87582da4de52',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T20:05:02.018Z',
      schema: 'export/export-job-failed/v1',
      stream: 'export-run/run-2026-11-23T20-05-00Z-91be',
      sequence: 2,
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      error: {
        code: 'HealthLake.ThrottlingException',
        message: 'Starting the export was refused eight times; HealthLake asks to slow down.',
      },
    },
  },
] as unknown as readonly [ExportJobFailed, ...ExportJobFailed[]];

const [first] = exportJobFailedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportJobFailed(
  data: Partial<ExportJobFailed['data']> = {},
  metadata: Partial<ExportJobFailed['metadata']> = {},
): ExportJobFailed {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
