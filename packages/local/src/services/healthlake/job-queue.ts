import type { Kernel } from '../../kernel/kernel.ts';
import { isOver, type Job, type Jobs } from './job.ts';
import { announce } from './job-events.ts';

/** A second and a half until a job is taken up, and one until a cancellation is through. */
const BEGIN_AFTER_MS = 1_500;
const CANCEL_AFTER_MS = 1_000;

/** How a kind of job is worked. */
export interface Worker<J extends Job> {
  /** Decides what is to be done, in the transaction that makes the job IN_PROGRESS. */
  begin(job: J): J;
  /** Does it, or what is left of it. Looks at `stillRuns` after each wait. @throws what makes the job fail */
  work(job: J, stillRuns: () => boolean): Promise<void>;
  /** Cloud time from beginning to end. */
  duration(job: J): number;
  /** The state that a worked job ends in. */
  outcome(job: J): 'COMPLETED' | 'COMPLETED_WITH_ERRORS';
}

export interface JobQueue {
  submit(job: Job): void;
  cancel(job: Job): Job;
  /** Takes up the jobs that were under way when the last process ended. */
  start(datastoreIds: readonly string[]): void;
  stop(): void;
}

export interface Workers {
  of(job: Job): Worker<Job>;
}

/**
 *   SUBMITTED ─(QUEUED)─▶ IN_PROGRESS ──▶ COMPLETED | COMPLETED_WITH_ERRORS | FAILED
 *        └────────┴────────────┴──▶ CANCEL_SUBMITTED ──▶ CANCEL_COMPLETED
 *
 * One job at a time in a data store, the others first in, first out (HealthLake Developer Guide, "Importing files").
 */
export const jobQueue = (kernel: Kernel, jobs: Jobs, workers: Workers): JobQueue => {
  const { alarms, journal, clock } = kernel;
  let stopped = false;

  const keyOf = (job: Job): string => `${job.datastoreId}/${job.id}`;
  const current = (job: Job): Job | undefined => jobs.find(job.datastoreId, job.id);
  const set = (job: Job, step: string, due: number): void => alarms.set('healthlake', keyOf(job), due, step);
  const become = (job: Job): void => {
    jobs.put(job);
    announce(kernel, job);
  };

  const end = (job: Job): void => {
    alarms.cancel('healthlake', keyOf(job));
    become({ ...job, endedAt: clock.now() });
    const wasHead = jobs.head(job.datastoreId)?.id === job.id;
    jobs.leave(job);
    const next = jobs.head(job.datastoreId);
    if (wasHead && (next?.status === 'QUEUED' || next?.status === 'SUBMITTED'))
      set(next, 'begin', clock.now() + BEGIN_AFTER_MS);
  };

  const workOn = async (job: Job): Promise<void> => {
    const stillRuns = (): boolean => !stopped && current(job)?.status === 'IN_PROGRESS';
    const release = clock.hold();
    try {
      await workers.of(job).work(job, stillRuns);
      const done = current(job);
      if (!stillRuns() || done === undefined) return;
      jobs.put({ ...done, worked: true });
      set(done, 'finish', Math.max(clock.now(), (done.startedAt ?? 0) + workers.of(done).duration(done)));
    } catch (error) {
      const failed = current(job);
      if (!stillRuns() || failed === undefined) return;
      end({ ...failed, status: 'FAILED', message: error instanceof Error ? error.message : String(error) });
    } finally {
      release();
    }
  };
  const run = (job: Job): void => {
    journal.afterCommit(() => {
      if (!stopped) workOn(job).catch((error: unknown) => kernel.report(error, `healthlake job ${job.id}`));
    });
  };

  const begin = (job: Job): void => {
    if (job.status !== 'SUBMITTED' && job.status !== 'QUEUED') return;
    const begun = workers.of(job).begin({ ...job, status: 'IN_PROGRESS', startedAt: clock.now() });
    become(begun);
    run(begun);
  };

  alarms.on('healthlake', (key, step) => {
    const [datastoreId = '', id = ''] = key.split('/');
    const job = jobs.find(datastoreId, id);
    if (job === undefined || isOver(job)) return;
    if (step === 'begin') begin(job);
    else if (step === 'finish') end({ ...job, status: workers.of(job).outcome(job) });
    else end({ ...job, status: 'CANCEL_COMPLETED' });
  });

  return {
    submit(job) {
      const waits = jobs.head(job.datastoreId) !== undefined;
      jobs.submit(job);
      announce(kernel, job);
      if (waits) become({ ...job, status: 'QUEUED' });
      else set(job, 'begin', clock.now() + BEGIN_AFTER_MS);
    },
    cancel(job) {
      const cancelled: Job = { ...job, status: 'CANCEL_SUBMITTED' };
      jobs.put(cancelled);
      set(cancelled, 'cancel', clock.now() + CANCEL_AFTER_MS);
      return cancelled;
    },
    start(datastoreIds) {
      for (const id of datastoreIds) {
        const head = jobs.head(id);
        if (head?.status === 'IN_PROGRESS' && head.worked !== true) run(head);
      }
    },
    stop() {
      stopped = true;
    },
  };
};
