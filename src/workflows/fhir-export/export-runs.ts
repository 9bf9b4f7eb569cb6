import type { RecordedEvent } from '@carillon/runtime/event-store';
import type { Projection } from '@carillon/runtime/projection';
import {
  exportFileProcessed,
  exportJobCompleted,
  exportJobFailed,
  exportJobProgressed,
  exportJobSubmitted,
  exportRunCompleted,
  exportRunFailed,
  exportRunSkipped,
  exportRunStarted,
} from '../../../generated/events.ts';
import type { ExportEvent, Failure, FileProcessed } from './export-event.ts';

/** A row of the read model `export-runs`. */
export interface ExportRunRow {
  readonly runId: string;
  readonly status: 'UNKNOWN' | 'RUNNING' | 'SKIPPED' | 'COMPLETED' | 'FAILED';
  readonly datastoreId?: string;
  readonly executionArn?: string;
  readonly since?: string;
  readonly until?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly activeRunId?: string;
  readonly jobId?: string;
  readonly jobStatus?: string;
  /** How many files the job left; how many of them are processed so far is files.length. */
  readonly filesExpected?: number;
  readonly files: readonly {
    readonly type: string;
    readonly key: string;
    readonly resources: number;
    readonly rejected: number;
  }[];
  readonly resources: number;
  readonly rejected: number;
  readonly error?: Failure;
}

const NAMES = new Set<string>(
  [
    exportRunStarted,
    exportRunSkipped,
    exportJobSubmitted,
    exportJobProgressed,
    exportJobCompleted,
    exportJobFailed,
    exportFileProcessed,
    exportRunCompleted,
    exportRunFailed,
  ].map(({ name }) => name),
);

const change = (
  { event, metadata }: RecordedEvent<ExportEvent | FileProcessed>,
  row: ExportRunRow,
): Partial<ExportRunRow> => {
  const { occurredAt } = metadata;
  switch (event.name) {
    case exportRunStarted.name: {
      const { datastoreId, executionArn, until, since } = event.data;
      return {
        status: 'RUNNING',
        datastoreId,
        executionArn,
        until,
        startedAt: occurredAt,
        ...(since === undefined ? {} : { since }),
      };
    }
    case exportRunSkipped.name: {
      const { datastoreId, activeRunId, until } = event.data;
      return {
        status: 'SKIPPED',
        datastoreId,
        activeRunId,
        until,
        startedAt: occurredAt,
        endedAt: occurredAt,
      };
    }
    case exportJobSubmitted.name:
      return { jobId: event.data.jobId, jobStatus: 'SUBMITTED' };
    case exportJobProgressed.name:
      return { jobStatus: event.data.jobStatus };
    case exportJobCompleted.name:
      return { jobStatus: event.data.jobStatus, filesExpected: event.data.files };
    case exportJobFailed.name:
      return { jobStatus: event.data.jobStatus ?? 'FAILED', error: event.data.error };
    case exportFileProcessed.name: {
      const { file, resources, rejected } = event.data;
      const files = [...row.files, { type: file.type, key: file.key, resources, rejected }].toSorted((a, b) =>
        a.key < b.key ? -1 : 1,
      );
      return { files, resources: row.resources + resources, rejected: row.rejected + rejected };
    }
    case exportRunCompleted.name:
      return { status: 'COMPLETED', endedAt: occurredAt };
    case exportRunFailed.name:
      return { status: 'FAILED', endedAt: occurredAt, error: event.data.error };
  }
};

/** Order matters within a stream only: files and their run may come in any order. */
export const exportRuns: Projection<ExportRunRow> = {
  keyOf: ({ event }) => (NAMES.has(event.name) ? (event.data as { readonly runId: string }).runId : undefined),
  evolve: (row, recorded) => {
    // keyOf has let these names through only.
    const ours = recorded as RecordedEvent<ExportEvent | FileProcessed>;
    const { runId } = ours.event.data;
    const before = row ?? { runId, status: 'UNKNOWN', files: [], resources: 0, rejected: 0 };
    return { ...before, ...change(ours, before) };
  },
};
