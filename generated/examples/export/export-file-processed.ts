// Generated from catalog/export/export-file-processed/v1.json by `npm run generate`. Do not edit.

import type { ExportFileProcessed } from '../../events/export/export-file-processed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const exportFileProcessedExamples: readonly [ExportFileProcessed, ...ExportFileProcessed[]] = [
  {
    metadata: {
      id: '454021de-755d-453b-a878-35955579c9a1',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:02:05.667Z',
      schema: 'export/export-file-processed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 6,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      file: {
        type: 'Patient',
        key: 'exports/eeb8005725ae22b35b4edbdc68cf2dfd-FHIR_EXPORT-41b1a5b1dc0aab7d6d36d0b6ba4b2a3d/Patient/Patient-1-1-1.ndjson',
      },
      resources: 53,
      rejected: 0,
      rejections: [],
    },
  },
  {
    metadata: {
      id: 'e3779b97-f4a7-4150-ab2a-e3d27d4eb4f0',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:02:06.104Z',
      schema: 'export/export-file-processed/v1',
      stream: 'export-run/run-2026-11-23T20-00-00Z-5f0c',
      sequence: 7,
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      file: {
        type: 'Observation',
        key: 'exports/eeb8005725ae22b35b4edbdc68cf2dfd-FHIR_EXPORT-41b1a5b1dc0aab7d6d36d0b6ba4b2a3d/Observation/Observation-1-1-1.ndjson',
      },
      resources: 410,
      rejected: 2,
      rejections: [
        { line: 17, code: 'NOT_JSON', message: 'The line ends within a string.' },
        { line: 211, code: 'NO_ID', message: 'The resource has no id.' },
      ],
    },
  },
] as unknown as readonly [ExportFileProcessed, ...ExportFileProcessed[]];

const [first] = exportFileProcessedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleExportFileProcessed(
  data: Partial<ExportFileProcessed['data']> = {},
  metadata: Partial<ExportFileProcessed['metadata']> = {},
): ExportFileProcessed {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
