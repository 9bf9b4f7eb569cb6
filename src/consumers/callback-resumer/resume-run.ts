import { exportJobCompleted, exportJobFailed, exportJobProgressed } from '../../../generated/events.ts';
import type { CallbackResumerEvent } from '../../../generated/subscriptions.ts';

/** Where the token of a waiting run is kept, and kept from everyone else. */
export interface CallbackRecords {
  tokenOf(runId: string): Promise<string | undefined>;
  /** Deletes the record while it still holds this token: a spent credential is not kept. */
  forget(runId: string, token: string): Promise<void>;
}

/** Step Functions' task token operations. */
export interface WaitingTask {
  heartbeat(token: string): Promise<void>;
  succeed(token: string, output: Readonly<Record<string, unknown>>): Promise<void>;
  /** No cause: the ledger has the failure's own words. */
  fail(token: string, error: string): Promise<void>;
}

/** What became of an event; SETTLED: nobody waits any more. */
export type Resumed = 'HEARTBEAT' | 'SUCCEEDED' | 'FAILED' | 'SETTLED';

/** The task has ended otherwise, timed out, or was never there (API reference, SendTaskSuccess, Errors): retrying cannot help. */
const SETTLED = new Set(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist']);

const isSettled = (error: unknown): boolean => error instanceof Error && SETTLED.has(error.name);

const speak = async (
  task: WaitingTask,
  token: string,
  { detail, 'detail-type': name }: CallbackResumerEvent,
): Promise<Resumed> => {
  const { data } = detail;
  switch (name) {
    case exportJobProgressed.name:
      await task.heartbeat(token);
      return 'HEARTBEAT';
    case exportJobCompleted.name: {
      const { jobId, jobStatus, manifest, files } = data as Extract<
        CallbackResumerEvent,
        { 'detail-type': typeof name }
      >['detail']['data'];
      await task.succeed(token, { bucket: manifest.bucket, key: manifest.key, jobId, jobStatus, files });
      return 'SUCCEEDED';
    }
    case exportJobFailed.name:
      await task.fail(token, 'EXPORT_JOB_FAILED');
      return 'FAILED';
  }
};

/** Tells the waiting run what its job does. Told twice, the second time finds nobody waiting. */
export const resumeRun = async (
  records: CallbackRecords,
  task: WaitingTask,
  event: CallbackResumerEvent,
): Promise<Resumed> => {
  const { runId } = event.detail.data;
  const token = await records.tokenOf(runId);
  if (token === undefined) return 'SETTLED';
  const resumed = await speak(task, token, event).catch((error: unknown): Resumed => {
    if (isSettled(error)) return 'SETTLED';
    throw error;
  });
  if (resumed !== 'HEARTBEAT') await records.forget(runId, token);
  return resumed;
};
