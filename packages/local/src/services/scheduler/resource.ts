import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, object, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { readExpression } from './expression.ts';
import { keyOf, type Schedule, type Schedules, type ScheduleTarget } from './schedule.ts';

const at = (from: JsonObject, name: string): JsonObject => {
  const value = from[name];
  return isJsonObject(value) ? value : {};
};

const text = (from: JsonObject, name: string): string | undefined => {
  const value = from[name];
  return value === undefined ? undefined : String(value);
};

/** The parts of `EventBridgeParameters` and `SqsParameters` in the words that deliveries use. */
const parametersOf = (target: JsonObject): ScheduleTarget['parameters'] => {
  const { DetailType, Source } = at(target, 'EventBridgeParameters');
  const { MessageGroupId } = at(target, 'SqsParameters');
  const found = Object.entries({ DetailType, Source, MessageGroupId }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found.map(([name, value]) => [name, String(value)]));
};

/** User Guide, "Configuring retry policies": a day and 185 attempts unless it says otherwise. */
const targetOf = (target: JsonObject): ScheduleTarget => {
  const retry = at(target, 'RetryPolicy');
  const deadLetterArn = text(at(target, 'DeadLetterConfig'), 'Arn');
  return {
    arn: String(target.Arn),
    roleArn: String(target.RoleArn),
    input: text(target, 'Input') ?? '{}',
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    maximumEventAgeSeconds: Number(retry.MaximumEventAgeInSeconds ?? 86_400),
    maximumRetryAttempts: Number(retry.MaximumRetryAttempts ?? 185),
    parameters: parametersOf(target),
  };
};

const optional = (properties: JsonObject): Partial<Schedule> => {
  const [start, end, description] = [
    text(properties, 'StartDate'),
    text(properties, 'EndDate'),
    text(properties, 'Description'),
  ];
  return {
    ...(start === undefined ? {} : { startAt: Date.parse(start) }),
    ...(end === undefined ? {} : { endAt: Date.parse(end) }),
    ...(description === undefined ? {} : { description }),
  };
};

/** AWS::Scheduler::Schedule. */
export const scheduleResource = (kernel: Kernel, schedules: Schedules): ResourceType => ({
  properties: {
    Name: executed,
    GroupName: executed,
    Description: executed,
    ScheduleExpression: executed,
    ScheduleExpressionTimezone: oneOf('UTC', 'Etc/UTC'),
    State: oneOf('ENABLED', 'DISABLED'),
    StartDate: executed,
    EndDate: executed,
    FlexibleTimeWindow: object({ Mode: oneOf('OFF') }),
    KmsKeyArn: inert('the schedule lies unencrypted in the journal of this machine'),
    Target: object({
      Arn: executed,
      RoleArn: executed,
      Input: executed,
      DeadLetterConfig: object({ Arn: executed }),
      RetryPolicy: object({ MaximumEventAgeInSeconds: executed, MaximumRetryAttempts: executed }),
      SqsParameters: object({ MessageGroupId: executed }),
      EventBridgeParameters: object({ DetailType: executed, Source: executed }),
    }),
  },
  declare({ properties, physicalName }) {
    const name = text(properties, 'Name') ?? physicalName(64);
    const group = text(properties, 'GroupName') ?? 'default';
    const expression = String(properties.ScheduleExpression);
    if (readExpression(expression) === undefined) {
      throw new RefusedError(
        '/ScheduleExpression',
        expression,
        'Use rate(n minutes|hours|days), at(yyyy-mm-ddThh:mm:ss) or cron(…) without L, W and #.',
      );
    }
    const target = targetOf(at(properties, 'Target'));
    if (target.arn.startsWith('arn:aws:scheduler:::aws-sdk:')) {
      throw new RefusedError(
        '/Target/Arn',
        target.arn,
        'Universal targets are not executed here: name the resource itself.',
      );
    }
    const arn = `arn:aws:scheduler:${kernel.region}:${kernel.account}:schedule/${group}/${name}`;
    const now = kernel.clock.now();
    const known = schedules.get(keyOf({ group, name }));
    const state = text(properties, 'State') === 'DISABLED' ? 'DISABLED' : 'ENABLED';
    schedules.put({
      name,
      group,
      arn,
      expression,
      state,
      createdAt: known?.createdAt ?? now,
      modifiedAt: now,
      target,
      ...optional(properties),
    });
    return { ref: name, attributes: { Arn: arn } };
  },
  remove(ref) {
    for (const each of schedules.list()) if (each.name === ref) schedules.remove(keyOf(each));
  },
});

/** AWS::Scheduler::ScheduleGroup: a name that schedules are listed under. */
export const scheduleGroupResource = (kernel: Kernel): ResourceType => ({
  properties: { Name: executed, Tags: inert('nothing here reads tags') },
  declare({ properties, physicalName }) {
    const name = text(properties, 'Name') ?? physicalName(64);
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:scheduler:${kernel.region}:${kernel.account}:schedule-group/${name}`,
        State: 'ACTIVE',
      },
    };
  },
});
