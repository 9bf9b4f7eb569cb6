import { TerminalError } from '@carillon/runtime/errors';

/** The poller's message to itself: look at this job again. */
export interface Recheck {
  readonly runId: string;
  readonly jobId: string;
  readonly datastoreId: string;
  /** How many times the job has been looked at when this message is dealt with, this time included. */
  readonly checks: number;
}

/** Of a job that has just been submitted. */
export const firstLook = ({ runId, jobId, datastoreId }: Omit<Recheck, 'checks'>): Recheck => ({
  runId,
  jobId,
  datastoreId,
  checks: 1,
});

const FIRST_SECONDS = 30;
const LONGEST_SECONDS = 120;
const GROWTH = 1.5;

/** 30, 45, 67, 101, 120, 120, ... seconds: short exports end soon, and a heartbeat is never late (../../workflows/fhir-export/workflow.ts). */
export const delaySecondsOf = (checks: number): number =>
  Math.floor(Math.min(LONGEST_SECONDS, FIRST_SECONDS * GROWTH ** (checks - 1)));

/** @throws TerminalError NOT_A_RECHECK */
export const recheckOf = (body: unknown): Recheck => {
  const { runId, jobId, datastoreId, checks } = (body ?? {}) as Partial<Recheck>;
  const texts = [runId, jobId, datastoreId].every((each) => typeof each === 'string' && each !== '');
  if (!texts || !Number.isInteger(checks) || (checks ?? 0) < 1)
    throw new TerminalError('NOT_A_RECHECK', 'The message is neither an event nor {runId, jobId, datastoreId, checks}');
  return { runId, jobId, datastoreId, checks } as Recheck;
};
