// Generated from catalog/export/export-run-failed/v1.json by `npm run generate`. Do not edit.

import type { ExportRunFailed } from '../../events/export/export-run-failed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportRunFailedExamples: readonly [ExportRunFailed, ...ExportRunFailed[]] = [
  {
    metadata: {
      id: 'be1e08c4-7287-458f-a342-ee89f4cd76dd',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:02:03.410Z',
      schema: 'export/export-run-failed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 5,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      until: '2026-11-23T20:00:00.000Z',
      error: {
        code: 'EXPORT_JOB_FAILED',
        message: 'The export job ended as FAILED: the data access role may not write to the export bucket.',
      },
    },
  },
  {
    metadata: {
      id: '5c55827d-f1d1-41a4-a5f5-9cc71ca2622c',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T21:10:00.377Z',
      schema: 'export/export-run-failed/v1',
      stream: 'export-run/run-2026-11-23T20-05-00Z-91be',
      sequence: 3,
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      since: '2026-11-23T20:00:00.000Z',
      until: '2026-11-23T20:05:00.000Z',
      error: {
        code: 'ABANDONED',
        message: 'The run was active for longer than its state machine may take.',
      },
    },
  },
] as unknown as readonly [ExportRunFailed, ...ExportRunFailed[]];

const [first] = exportRunFailedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportRunFailed(
  data: Partial<ExportRunFailed['data']> = {},
  metadata: Partial<ExportRunFailed['metadata']> = {},
): ExportRunFailed {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
