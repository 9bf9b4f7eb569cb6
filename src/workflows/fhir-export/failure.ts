import type { Failure } from './export-event.ts';
import { HEARTBEAT_SECONDS } from './run-limits.ts';

/** Sentences for the codes that a run can end with; nothing of an error's own text goes into an event. */
const MESSAGES: Readonly<Record<string, string>> = {
  'States.HeartbeatTimeout': `The export job gave no sign of life for ${HEARTBEAT_SECONDS} seconds; look at export-starter's and export-poller's dead-letter queues.`,
  'States.Timeout': 'A step took longer than it may.',
  'States.ItemReaderFailed': "The job's manifest could not be read.",
  'States.ExceedToleratedFailureThreshold': 'A file could not be processed; the Map Run tells which.',
  ExportJobFailed: 'The export job failed.',
  JOB_COMPLETED_WITH_ERRORS:
    'HealthLake could not export everything. What it exported is published; since stays, so that the next run tries the rest again.',
};

const CODE = /^[A-Za-z0-9._-]{1,64}$/;

export const failureOf = (code: unknown): Failure => {
  const known = typeof code === 'string' && CODE.test(code) ? code : 'UNKNOWN';
  return {
    code: known,
    message: MESSAGES[known] ?? `A step failed with ${known}; the execution's history tells which.`,
  };
};
