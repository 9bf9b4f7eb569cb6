import type { LedgerEventOf } from '@carillon/runtime/decider';
import type { EventDescriptor } from '../../../generated/descriptor.ts';
import {
  type exportFileProcessed,
  exportJobCompleted,
  exportJobFailed,
  exportJobProgressed,
  exportJobSubmitted,
  exportRunCompleted,
  exportRunFailed,
  exportRunSkipped,
  exportRunStarted,
} from '../../../generated/events.ts';

export type RunStarted = LedgerEventOf<typeof exportRunStarted>;
type RunSkipped = LedgerEventOf<typeof exportRunSkipped>;
export type JobSubmitted = LedgerEventOf<typeof exportJobSubmitted>;
export type JobProgressed = LedgerEventOf<typeof exportJobProgressed>;
export type JobCompleted = LedgerEventOf<typeof exportJobCompleted>;
export type JobFailed = LedgerEventOf<typeof exportJobFailed>;
export type FileProcessed = LedgerEventOf<typeof exportFileProcessed>;
type RunCompleted = LedgerEventOf<typeof exportRunCompleted>;
type RunFailed = LedgerEventOf<typeof exportRunFailed>;

/** What happens to a run, in its own stream. Files have streams of their own: see export-file.ts. */
export type ExportEvent =
  | RunStarted
  | RunSkipped
  | JobSubmitted
  | JobProgressed
  | JobCompleted
  | JobFailed
  | RunCompleted
  | RunFailed;

export type Failure = RunFailed['data']['error'];

export const exportEvents: readonly EventDescriptor<string, unknown>[] = [
  exportRunStarted,
  exportRunSkipped,
  exportJobSubmitted,
  exportJobProgressed,
  exportJobCompleted,
  exportJobFailed,
  exportRunCompleted,
  exportRunFailed,
];

export const runStreamOf = (runId: string): string => `export-run/${runId}`;
