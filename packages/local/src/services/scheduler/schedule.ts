import { isAwsError } from '../../kernel/errors.ts';
import type { Json } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { scheduleInput } from '../../templating/schedule-input.ts';
import { nextOf, readExpression } from './expression.ts';

export interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  readonly input: string;
  readonly deadLetterArn?: string;
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly parameters: Readonly<Record<string, Json>>;
}

export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly expression: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly startAt?: number;
  readonly endAt?: number;
  readonly description?: string;
  readonly target: ScheduleTarget;
}

/** One invocation on its way: what is tried again until it is taken, too old, or tried too often. */
interface Attempt {
  readonly schedule: string;
  readonly scheduledAt: number;
  readonly attempts: number;
}

export interface Schedules {
  get(key: string): Schedule | undefined;
  list(group?: string): readonly Schedule[];
  put(schedule: Schedule): void;
  remove(key: string): void;
}

export const keyOf = ({ group, name }: Pick<Schedule, 'group' | 'name'>): string => `${group}/${name}`;

/** First pause before a delivery is tried again; doubled each time, an hour at the most. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 3_600_000;

/** Context attributes name whole seconds: 2022-03-22T18:59:43Z. */
const wholeSeconds = (instant: number): string => new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** Schedules and their invocations, on the journal and its alarms. */
export const schedulesOn = (kernel: Kernel): Schedules => {
  const { journal, alarms, clock, targets, identity, activity } = kernel;
  const table = journal.table<Schedule>('scheduler_schedules');
  const attempts = journal.table<Attempt>('scheduler_attempts');

  const arm = (schedule: Schedule, after: number): void => {
    const key = keyOf(schedule);
    const expression = schedule.state === 'ENABLED' ? readExpression(schedule.expression) : undefined;
    const next = expression && nextOf(expression, schedule.startAt ?? schedule.createdAt, after);
    const due = next !== undefined && (schedule.endAt === undefined || next <= schedule.endAt) ? next : undefined;
    if (due === undefined) alarms.cancel('scheduler', key);
    else alarms.set('scheduler', key, due, due);
  };

  const giveUp = (schedule: Schedule, attempt: Attempt, code: string, message: string): void => {
    const { deadLetterArn, roleArn, input, arn } = schedule.target;
    activity.note({ service: 'scheduler', action: 'InvocationDropped', resource: schedule.arn, facts: { code } });
    if (deadLetterArn === undefined) return;
    // User Guide, "Configuring a dead-letter queue": the reason travels in these attributes.
    const attributes = {
      ERROR_CODE: code,
      ERROR_MESSAGE: message,
      EXECUTION_TIME: new Date(attempt.scheduledAt).toISOString(),
      RETRY_ATTEMPTS: String(attempt.attempts),
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: arn,
    };
    targets.deliver(deadLetterArn, { body: input, caller: roleArn, attributes });
  };

  const again = (id: string, schedule: Schedule, attempt: Attempt, error: unknown): void => {
    const { maximumRetryAttempts, maximumEventAgeSeconds } = schedule.target;
    const [code, message] = isAwsError(error) ? [error.code, error.message] : ['InternalFailure', String(error)];
    const pause = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** attempt.attempts);
    const due = clock.now() + pause;
    if (attempt.attempts >= maximumRetryAttempts || due > attempt.scheduledAt + maximumEventAgeSeconds * 1000) {
      attempts.delete(id);
      giveUp(schedule, attempt, code, message);
      return;
    }
    attempts.put(id, { ...attempt, attempts: attempt.attempts + 1 });
    alarms.set('scheduler_retry', id, due);
  };

  const invoke = (id: string): void => {
    const attempt = attempts.get(id);
    const schedule = attempt && table.get(attempt.schedule);
    if (attempt === undefined || schedule === undefined) return;
    const { arn, roleArn, input, parameters } = schedule.target;
    try {
      const body = scheduleInput(input, {
        scheduleArn: schedule.arn,
        scheduledTime: wholeSeconds(attempt.scheduledAt),
        executionId: id,
        attemptNumber: attempt.attempts + 1,
      });
      journal.atomically(() => targets.deliver(arn, { body, caller: roleArn, parameters }));
      attempts.delete(id);
      activity.note({ service: 'scheduler', action: 'ScheduleInvoked', resource: schedule.arn });
    } catch (error) {
      again(id, schedule, attempt, error);
    }
  };

  alarms.on('scheduler', (key, note) => {
    const schedule = table.get(key);
    if (schedule === undefined) return;
    const id = identity.uuid();
    attempts.put(id, { schedule: key, scheduledAt: Number(note), attempts: 0 });
    // Counted from now, not from the missed time: after a pause one invocation makes up for all that were missed.
    arm(schedule, clock.now());
    invoke(id);
  });
  alarms.on('scheduler_retry', invoke);

  return {
    get: (key) => table.get(key),
    list: (group) => table.scan(group === undefined ? {} : { prefix: `${group}/` }).map(([, schedule]) => schedule),
    put(schedule) {
      const before = table.get(keyOf(schedule));
      table.put(keyOf(schedule), schedule);
      const same = before?.expression === schedule.expression && before.state === schedule.state;
      const armed = alarms.due('scheduler', keyOf(schedule)) !== undefined;
      if (!same || !armed) arm(schedule, before === undefined ? schedule.createdAt - 1 : clock.now());
    },
    remove(key) {
      table.delete(key);
      alarms.cancel('scheduler', key);
    },
  };
};
