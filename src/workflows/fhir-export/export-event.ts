import type { LedgerEventOf } from '@carillon/runtime/workflow';
import type {
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

export type RunStarted = LedgerEventOf<typeof exportRunStarted>;
type RunSkipped = LedgerEventOf<typeof exportRunSkipped>;
export type JobSubmitted = LedgerEventOf<typeof exportJobSubmitted>;
export type JobProgressed = LedgerEventOf<typeof exportJobProgressed>;
export type JobCompleted = LedgerEventOf<typeof exportJobCompleted>;
export type JobFailed = LedgerEventOf<typeof exportJobFailed>;
export type FileProcessed = LedgerEventOf<typeof exportFileProcessed>;
type RunCompleted = LedgerEventOf<typeof exportRunCompleted>;
type RunFailed = LedgerEventOf<typeof exportRunFailed>;

/** What happens to a run, in its own stream; what happens to a file of it, in the file's (aggregates.ts). */
export type ExportEvent =
  | RunStarted
  | RunSkipped
  | JobSubmitted
  | JobProgressed
  | JobCompleted
  | JobFailed
  | RunCompleted
  | FileProcessed
  | RunFailed;

export type Failure = RunFailed['data']['error'];
