import type { Failure, JobCompleted, JobFailed, JobProgressed, JobSubmitted } from './export-event.ts';

export interface BeginRun {
  readonly name: 'BeginRun';
  readonly runId: string;
  readonly datastoreId: string;
  readonly executionArn: string;
  /** When the schedule rang: the run's `until`. */
  readonly triggeredAt: string;
  readonly at: string;
  /** An active run older than this has no execution any more: its state machine's timeout has passed. */
  readonly timeoutSeconds: number;
}

export interface RecordJobSubmitted {
  readonly name: 'RecordJobSubmitted';
  readonly runId: string;
  readonly job: Omit<JobSubmitted['data'], 'runId'>;
}

export interface RecordJobProgressed {
  readonly name: 'RecordJobProgressed';
  readonly runId: string;
  readonly job: Omit<JobProgressed['data'], 'runId'>;
}

export interface RecordJobCompleted {
  readonly name: 'RecordJobCompleted';
  readonly runId: string;
  readonly job: Omit<JobCompleted['data'], 'runId'>;
}

export interface RecordJobFailed {
  readonly name: 'RecordJobFailed';
  readonly runId: string;
  readonly job: Omit<JobFailed['data'], 'runId'>;
}

export interface CompleteRun {
  readonly name: 'CompleteRun';
  readonly runId: string;
  readonly files: number;
  readonly resources: number;
  readonly rejected: number;
}

export interface FailRun {
  readonly name: 'FailRun';
  readonly runId: string;
  readonly error: Failure;
}

export type ExportCommand =
  | BeginRun
  | RecordJobSubmitted
  | RecordJobProgressed
  | RecordJobCompleted
  | RecordJobFailed
  | CompleteRun
  | FailRun;
