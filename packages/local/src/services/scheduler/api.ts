import type {
  GetScheduleInput,
  GetScheduleOutput,
  ListSchedulesInput,
  ListSchedulesOutput,
  UpdateScheduleInput,
  UpdateScheduleOutput,
} from '@aws-sdk/client-scheduler';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { readExpression } from './expression.ts';
import { keyOf, type Schedule, type Schedules } from './schedule.ts';

const described = (schedule: Schedule): GetScheduleOutput => ({
  Arn: schedule.arn,
  Name: schedule.name,
  GroupName: schedule.group,
  ScheduleExpression: schedule.expression,
  ScheduleExpressionTimezone: 'UTC',
  State: schedule.state,
  CreationDate: new Date(schedule.createdAt),
  LastModificationDate: new Date(schedule.modifiedAt),
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: schedule.target.arn, RoleArn: schedule.target.roleArn, Input: schedule.target.input },
  ...(schedule.description === undefined ? {} : { Description: schedule.description }),
});

/** EventBridge Scheduler API Reference: GetSchedule, ListSchedules, UpdateSchedule (expression and state). */
export const schedulerOperations = (kernel: Kernel, schedules: Schedules): Readonly<Record<string, AnyOperation>> => {
  const arnOf = (group: string | undefined, name: string | undefined): string =>
    `arn:aws:scheduler:${kernel.region}:${kernel.account}:schedule/${group ?? 'default'}/${name ?? ''}`;
  const find = (group: string | undefined, name: string | undefined): Schedule => {
    const found = schedules.get(keyOf({ group: group ?? 'default', name: name ?? '' }));
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, { status: 404 });
  };
  const get: Operation<GetScheduleInput, GetScheduleOutput> = {
    needs: ({ GroupName, Name }) => [{ action: 'scheduler:GetSchedule', resource: arnOf(GroupName, Name) }],
    run: ({ GroupName, Name }) => described(find(GroupName, Name)),
  };
  const list: Operation<ListSchedulesInput, ListSchedulesOutput> = {
    needs: () => [{ action: 'scheduler:ListSchedules', resource: '*' }],
    run: ({ GroupName }) => ({
      Schedules: schedules
        .list(GroupName)
        .map(described)
        .map(({ Target, ...rest }) => ({ ...rest, Target: { Arn: Target?.Arn } })),
    }),
  };
  const update: Operation<UpdateScheduleInput, UpdateScheduleOutput> = {
    needs: ({ GroupName, Name }) => [{ action: 'scheduler:UpdateSchedule', resource: arnOf(GroupName, Name) }],
    run({ GroupName, Name, ScheduleExpression = '', State }) {
      const schedule = find(GroupName, Name);
      if (readExpression(ScheduleExpression) === undefined) {
        throw new AwsError('ValidationException', `Invalid Schedule Expression ${ScheduleExpression}.`);
      }
      const state = State === 'DISABLED' ? 'DISABLED' : 'ENABLED';
      schedules.put({ ...schedule, expression: ScheduleExpression, state, modifiedAt: kernel.clock.now() });
      return { ScheduleArn: schedule.arn };
    },
  };
  return { GetSchedule: get, ListSchedules: list, UpdateSchedule: update };
};
