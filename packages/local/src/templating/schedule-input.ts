export interface ScheduleContext {
  readonly scheduleArn: string;
  /** The time the schedule named for this invocation, ISO 8601 without milliseconds. */
  readonly scheduledTime: string;
  readonly executionId: string;
  readonly attemptNumber: number;
}

/**
 * A schedule's Input with its context attributes filled in as plain text.
 * Source: EventBridge Scheduler User Guide, "Adding context attributes".
 */
export const scheduleInput = (input: string, context: ScheduleContext): string =>
  input
    .replaceAll('<aws.scheduler.schedule-arn>', context.scheduleArn)
    .replaceAll('<aws.scheduler.scheduled-time>', context.scheduledTime)
    .replaceAll('<aws.scheduler.execution-id>', context.executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(context.attemptNumber));
