// Generated from catalog/export/export-run-completed/v1.json by `npm run generate`. Do not edit.

import type { ExportRunCompleted } from '../../events/export/export-run-completed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportRunCompletedExamples: readonly [ExportRunCompleted, ...ExportRunCompleted[]] = [
  {
    metadata: {
      id: '81af1551-73f2-4d65-addd-920fa523a03f',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:02:09.001Z',
      schema: 'export/export-run-completed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 18,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      until: '2026-11-23T20:00:00.000Z',
      files: 12,
      resources: 1204,
      rejected: 2,
    },
  },
  {
    metadata: {
      id: '1fe68f0a-f33c-497a-a090-404cccf88b8e',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T20:05:35.340Z',
      schema: 'export/export-run-completed/v1',
      stream: 'export-run/run-2026-11-23T20-05-00Z-91be',
      sequence: 4,
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      since: '2026-11-23T20:00:00.000Z',
      until: '2026-11-23T20:05:00.000Z',
      files: 0,
      resources: 0,
      rejected: 0,
    },
  },
] as unknown as readonly [ExportRunCompleted, ...ExportRunCompleted[]];

const [first] = exportRunCompletedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportRunCompleted(
  data: Partial<ExportRunCompleted['data']> = {},
  metadata: Partial<ExportRunCompleted['metadata']> = {},
): ExportRunCompleted {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
