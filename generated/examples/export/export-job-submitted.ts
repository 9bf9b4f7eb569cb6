// Generated from catalog/export/export-job-submitted/v1.json by `npm run generate`. Do not edit.

import type { ExportJobSubmitted } from '../../events/export/export-job-submitted.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportJobSubmittedExamples: readonly [ExportJobSubmitted, ...ExportJobSubmitted[]] = [
  {
    metadata: {
      id: '53845412-7b09-4493-a2e2-c3ac16d26f29',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:00:02.480Z',
      schema: 'export/export-job-submitted/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 2,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      jobId: '41b1a5b1dc0aab7d6d36d0b6ba4b2a3d',
      submittedAt: '2026-11-23T20:00:02.233Z',
    },
  },
  {
    metadata: {
      id: 'f1bbcdcb-fa53-40a8-a595-71e93ea75a78',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T20:05:02.222Z',
      schema: 'export/export-job-submitted/v1',
      stream: 'export-run/run-2026-11-23T20-05-00Z-91be',
      sequence: 2,
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      jobId: 'c0a7d2c0cb4f38a1a1f1e7b6a4f7d0b2',
      submittedAt: '2026-11-23T20:05:02.018Z',
    },
  },
] as unknown as readonly [ExportJobSubmitted, ...ExportJobSubmitted[]];

const [first] = exportJobSubmittedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportJobSubmitted(
  data: Partial<ExportJobSubmitted['data']> = {},
  metadata: Partial<ExportJobSubmitted['metadata']> = {},
): ExportJobSubmitted {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
