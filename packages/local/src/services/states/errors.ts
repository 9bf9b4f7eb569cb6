import type { Retrier } from './machine.ts';

/** "States.ALL can't catch the States.DataLimitExceeded terminal error or Runtime error types." */
const BEYOND_ALL: ReadonlySet<string> = new Set(['States.DataLimitExceeded', 'States.Runtime']);

const BEYOND_TASK_FAILED: ReadonlySet<string> = new Set([...BEYOND_ALL, 'States.Timeout', 'States.HeartbeatTimeout']);

export interface Named {
  readonly error: string | undefined;
  readonly aliases: readonly string[];
}

/** Whether `ErrorEquals` names the error (Developer Guide, "Handling errors in Step Functions workflows"). */
export const errorEquals = (names: readonly string[], { error, aliases }: Named, ofTask: boolean): boolean =>
  names.some((name) => {
    // Recorded: a Catch that names it does not catch it either.
    if (error === 'States.Runtime') return false;
    if (name === 'States.ALL') return !BEYOND_ALL.has(error ?? '');
    if (name === 'States.TaskFailed' && ofTask) return !BEYOND_TASK_FAILED.has(error ?? '');
    return name === error || aliases.includes(name);
  });

/** Seconds until attempt `attempt` + 1 (counted from 0), before jitter. */
export const backoff = ({ intervalSeconds, backoffRate, maxDelaySeconds }: Retrier, attempt: number): number =>
  Math.min(intervalSeconds * backoffRate ** attempt, maxDelaySeconds ?? Number.POSITIVE_INFINITY);
