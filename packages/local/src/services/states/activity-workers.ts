import type { Timer } from '../../kernel/clock.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ActivityStore, QueuedTask } from './activity-store.ts';
import type { Signal } from './signal.ts';

/** "The maximum time the service holds on to the request before responding is 60 seconds." */
const LONGEST_POLL = 60_000;

interface Poll {
  readonly workerName: string | undefined;
  readonly timer: Timer;
  answer(task: QueuedTask | undefined): void;
}

/** What the workers of activities need to know of executions. */
export interface ActivityTasks {
  /** Whether the task still waits. */
  isOpen(task: QueuedTask): boolean;
  receive(executionArn: string, signal: Signal): Promise<void>;
}

/** Hands the tasks of activities to those who poll for them, in the order of both. */
export class ActivityWorkers {
  readonly #kernel: Kernel;
  readonly #store: ActivityStore;
  readonly #polls = new Map<string, Set<Poll>>();
  #tasks: ActivityTasks | undefined;

  constructor(kernel: Kernel, store: ActivityStore) {
    this.#kernel = kernel;
    this.#store = store;
  }

  serve(tasks: ActivityTasks): void {
    this.#tasks = tasks;
  }

  /** In the transaction of the task's event. */
  enqueue(task: QueuedTask): void {
    this.#store.enqueue(task);
    this.#kernel.journal.afterCommit(() => this.#match(task.activityArn));
  }

  /** `undefined` when no task came in time. */
  poll(activityArn: string, workerName: string | undefined): Promise<QueuedTask | undefined> {
    return new Promise((resolve) => {
      this.#kernel.journal.afterCommit(() => {
        const polls = this.#polls.get(activityArn) ?? new Set<Poll>();
        this.#polls.set(activityArn, polls);
        const poll: Poll = {
          workerName,
          timer: this.#kernel.clock.at(this.#kernel.clock.now() + LONGEST_POLL, () => poll.answer(undefined)),
          answer(task) {
            poll.timer.cancel();
            polls.delete(poll);
            resolve(task);
          },
        };
        polls.add(poll);
        this.#match(activityArn);
      });
    });
  }

  #match(activityArn: string): void {
    for (const poll of [...(this.#polls.get(activityArn) ?? [])]) {
      const task = this.#nextOpen(activityArn);
      if (task === undefined) return;
      const { executionArn, thread, scheduled } = task;
      const { workerName } = poll;
      const started: Signal = {
        ...{ type: 'ActivityStarted', thread, scheduled },
        ...(workerName === undefined ? {} : { workerName }),
      };
      void this.#tasks?.receive(executionArn, started).then(() => poll.answer(task));
    }
  }

  /** Tasks that have timed out, or were stopped, are dropped. */
  #nextOpen(activityArn: string): QueuedTask | undefined {
    for (;;) {
      const task = this.#store.take(activityArn);
      if (task === undefined || this.#tasks?.isOpen(task) === true) return task;
    }
  }
}
