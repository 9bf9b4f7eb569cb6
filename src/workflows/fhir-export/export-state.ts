import {
  exportJobCompleted,
  exportJobFailed,
  exportJobProgressed,
  exportJobSubmitted,
  exportRunCompleted,
  exportRunFailed,
  exportRunSkipped,
  exportRunStarted,
} from '../../../generated/events.ts';
import type { ExportEvent, Failure, JobCompleted } from './export-event.ts';

export interface Period {
  readonly since?: string;
  readonly until: string;
}

interface Job {
  readonly jobId: string | undefined;
  readonly checks: number;
  readonly completed?: Pick<JobCompleted['data'], 'jobStatus' | 'manifest' | 'files'>;
  readonly failed?: Failure;
}

export interface Run extends Period {
  readonly status: 'ACTIVE' | 'SKIPPED' | 'COMPLETED' | 'FAILED';
  readonly datastoreId: string;
  readonly activeRunId?: string;
  readonly job?: Job;
  readonly error?: Failure;
}

/** What the runs of a data store share; kept as the ledger's head, moved in one transaction with the runs' events. */
export interface DatastoreHead {
  readonly active?: Period & { readonly runId: string };
  /** The until of the last completed run: the next one's since. */
  readonly completedUntil?: string;
}

/** A data store's head and those of its runs that a decision is about. */
export interface ExportState {
  readonly head: DatastoreHead;
  readonly runs: Readonly<Record<string, Run>>;
}

export const initial: ExportState = { head: {}, runs: {} };

export const later = (one: string, other: string | undefined): string =>
  other !== undefined && other > one ? other : one;

export const periodOf = ({ since, until }: Period): Period => ({ ...(since === undefined ? {} : { since }), until });

const withRun = (state: ExportState, runId: string, change: Partial<Run>): ExportState => {
  const run = state.runs[runId];
  return run === undefined ? state : { ...state, runs: { ...state.runs, [runId]: { ...run, ...change } } };
};

const withJob = (state: ExportState, runId: string, change: Partial<Job>): ExportState =>
  withRun(state, runId, { job: { jobId: undefined, checks: 0, ...state.runs[runId]?.job, ...change } });

const released = ({ active, ...head }: DatastoreHead, runId: string): DatastoreHead =>
  active === undefined || active.runId === runId ? head : { ...head, active };

/** Rebuilt from all its events, a state is what it was; the head too, though it is kept. */
export const evolve = (state: ExportState, event: ExportEvent): ExportState => {
  const { runId } = event.data;
  switch (event.name) {
    case exportRunStarted.name: {
      const { datastoreId } = event.data;
      const run: Run = { status: 'ACTIVE', datastoreId, ...periodOf(event.data) };
      return {
        head: { ...state.head, active: { runId, ...periodOf(event.data) } },
        runs: { ...state.runs, [runId]: run },
      };
    }
    case exportRunSkipped.name: {
      const { datastoreId, activeRunId, until } = event.data;
      const run: Run = { status: 'SKIPPED', datastoreId, activeRunId, until };
      return { ...state, runs: { ...state.runs, [runId]: run } };
    }
    case exportJobSubmitted.name:
      return withJob(state, runId, { jobId: event.data.jobId });
    case exportJobProgressed.name:
      return withJob(state, runId, { checks: event.data.checks });
    case exportJobCompleted.name: {
      const { jobStatus, manifest, files } = event.data;
      return withJob(state, runId, { completed: { jobStatus, manifest, files } });
    }
    case exportJobFailed.name:
      return withJob(state, runId, { failed: event.data.error });
    case exportRunCompleted.name: {
      const completedUntil = later(event.data.until, state.head.completedUntil);
      return withRun({ ...state, head: { ...released(state.head, runId), completedUntil } }, runId, {
        status: 'COMPLETED',
      });
    }
    case exportRunFailed.name:
      return withRun({ ...state, head: released(state.head, runId) }, runId, {
        status: 'FAILED',
        error: event.data.error,
      });
  }
};
