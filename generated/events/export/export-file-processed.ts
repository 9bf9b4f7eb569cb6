// Generated from catalog/export/export-file-processed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { RunId } from '../../shared/run-id.ts';
import { validate } from '../../validators/export/export-file-processed.js';

/** One exported file has been read to its end and its resources are published. */
export interface ExportFileProcessed {
  readonly metadata: EventMetadata;
  readonly data: ExportFileProcessedData;
}

/** What the file held. */
export interface ExportFileProcessedData {
  readonly runId: RunId;
  readonly file: ExportedFile;
  /** How many resources were published. */
  readonly resources: number;
  /** How many lines were not. */
  readonly rejected: number;
  /** The first hundred rejected lines. */
  readonly rejections: readonly Rejection[];
}

/** The file. */
export interface ExportedFile {
  /** The FHIR resource type that the file holds. */
  readonly type: string;
  /** Its key in the export bucket. */
  readonly key: string;
}

/** One line that was not published. */
export interface Rejection {
  /** The line's number, counted from 1. */
  readonly line: number;
  /** Why. */
  readonly code: 'NOT_JSON' | 'NO_TYPE' | 'NO_ID' | 'TOO_LARGE' | 'NOT_VALID';
  /** A sentence for the one on call; it holds nothing of the line. */
  readonly message: string;
}

/** One exported file has been read to its end and its resources are published. */
export const exportFileProcessed: EventDescriptor<'ExportFileProcessed', ExportFileProcessed> = {
  name: 'ExportFileProcessed',
  source: 'carillon.export',
  version: 1,
  schema: 'export/export-file-processed/v1',
  owner: 'team-exports',
  claimCheck: false,
  phi: [],
  validate,
};
