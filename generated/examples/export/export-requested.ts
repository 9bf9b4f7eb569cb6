// Generated from catalog/export/export-requested/v1.json by `npm run generate`. Do not edit.

import type { ExportRequested } from '../../events/export/export-requested.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportRequestedExamples: readonly [ExportRequested, ...ExportRequested[]] = [
  {
    metadata: {
      id: '1715609f-7c74-4c69-ad7d-6731c728988b',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      causationId: 'b1946ac92492d2347c6235b4d2611184',
      occurredAt: '2026-11-23T20:00:01.050Z',
      schema: 'export/export-requested/v1',
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      until: '2026-11-23T20:00:00.000Z',
    },
  },
  {
    metadata: {
      id: 'b54cda58-fbbe-487e-a030-156eeefd83da',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      causationId: '591785b794601e212b260e25925636fd',
      occurredAt: '2026-11-23T20:05:01.101Z',
      schema: 'export/export-requested/v1',
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
      since: '2026-11-23T20:00:00.000Z',
      until: '2026-11-23T20:05:00.000Z',
      types: ['Patient', 'Observation'],
    },
  },
] as unknown as readonly [ExportRequested, ...ExportRequested[]];

const [first] = exportRequestedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportRequested(
  data: Partial<ExportRequested['data']> = {},
  metadata: Partial<ExportRequested['metadata']> = {},
): ExportRequested {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
