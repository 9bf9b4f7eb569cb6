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
  /** So far; files have streams of their own, so only who reads those too sees it. */
  readonly processed: Counts;
}

interface Counts {
  readonly files: number;
  readonly resources: number;
  readonly rejected: number;
}

const NOTHING_PROCESSED: Counts = { files: 0, resources: 0, rejected: 0 };

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
      const run: Run = { status: 'ACTIVE', datastoreId, ...periodOf(event.data), processed: NOTHING_PROCESSED };
      return {
        head: { ...state.head, active: { runId, ...periodOf(event.data) } },
        runs: { ...state.runs, [runId]: run },
      };
    }
    case exportRunSkipped.name: {
      const { datastoreId, activeRunId, until } = event.data;
      const run: Run = { status: 'SKIPPED', datastoreId, activeRunId, until, processed: NOTHING_PROCESSED };
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
    case exportFileProcessed.name: {
      const run = state.runs[runId];
      // The end of a run says what all its files held; it may be read before the last of them.
      if (run?.status !== 'ACTIVE') return state;
      const { files, resources, rejected } = run.processed;
      const processed = {
        files: files + 1,
        resources: resources + event.data.resources,
        rejected: rejected + event.data.rejected,
      };
      return withRun(state, runId, { processed });
    }
    case exportRunCompleted.name: {
      const { until, files, resources, rejected } = event.data;
      const completedUntil = later(until, state.head.completedUntil);
      return withRun({ ...state, head: { ...released(state.head, runId), completedUntil } }, runId, {
        status: 'COMPLETED',
        processed: { files, resources, rejected },
      });
    }
    case exportRunFailed.name:
      return withRun({ ...state, head: released(state.head, runId) }, runId, {
        status: 'FAILED',
        error: event.data.error,
      });
  }
};
