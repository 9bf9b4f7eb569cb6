// Generated from catalog/export/export-job-progressed/v1.json by `npm run generate`. Do not edit.

import type { ExportJobProgressed } from '../../events/export/export-job-progressed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportJobProgressedExamples: readonly [ExportJobProgressed, ...ExportJobProgressed[]] = [
  {
    metadata: {
      id: '8ff34785-799e-4cbd-a848-2026667c45c7',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:00:32.700Z',
      schema: 'export/export-job-progressed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 3,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      jobId: '41b1a5b1dc0aab7d6d36d0b6ba4b2a3d',
      jobStatus: 'SUBMITTED',
      checks: 1,
    },
  },
  {
    metadata: {
      id: '2e2ac13e-f8e8-48d2-aafa-ce638e513116',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:01:10.131Z',
      schema: 'export/export-job-progressed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 4,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      jobId: '41b1a5b1dc0aab7d6d36d0b6ba4b2a3d',
      jobStatus: 'IN_PROGRESS',
      checks: 2,
    },
  },
] as unknown as readonly [ExportJobProgressed, ...ExportJobProgressed[]];

const [first] = exportJobProgressedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportJobProgressed(
  data: Partial<ExportJobProgressed['data']> = {},
  metadata: Partial<ExportJobProgressed['metadata']> = {},
): ExportJobProgressed {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
