import type { Instant } from '../../kernel/clock.ts';
import type { Journal, Table } from '../../kernel/journal.ts';

export interface ActivityRow {
  readonly activityArn: string;
  readonly name: string;
  readonly createdAt: Instant;
}

/** A task that waits for a worker. */
export interface QueuedTask {
  readonly activityArn: string;
  readonly executionArn: string;
  readonly thread: string;
  readonly scheduled: number;
  readonly scheduledAt: Instant;
  readonly token: string;
  /** JSON text. */
  readonly input: string;
}

const keyOf = ({ activityArn, executionArn, scheduled, scheduledAt }: QueuedTask): string =>
  `${activityArn}|${String(scheduledAt).padStart(15, '0')}|${executionArn}|${scheduled}`;

/** Activities and the tasks that wait for their workers, the oldest first. */
export class ActivityStore {
  readonly #activities: Table<ActivityRow>;
  readonly #queue: Table<QueuedTask>;

  constructor(journal: Journal) {
    this.#activities = journal.table('states_activities');
    this.#queue = journal.table('states_activity_queue');
  }

  find(activityArn: string): ActivityRow | undefined {
    return this.#activities.get(activityArn);
  }

  put(row: ActivityRow): void {
    this.#activities.put(row.activityArn, row);
  }

  delete(activityArn: string): void {
    this.#activities.delete(activityArn);
  }

  all(): readonly ActivityRow[] {
    return this.#activities.scan().map(([, row]) => row);
  }

  /** Queued again it is still one. */
  enqueue(task: QueuedTask): void {
    this.#queue.put(keyOf(task), task);
  }

  /** Takes the oldest out of the queue. */
  take(activityArn: string): QueuedTask | undefined {
    const [found] = this.#queue.scan({ prefix: `${activityArn}|`, limit: 1 });
    if (found === undefined) return undefined;
    this.#queue.delete(found[0]);
    return found[1];
  }
}
