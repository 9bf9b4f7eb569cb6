import { describe, expect, it } from 'vitest';
import { AwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Delivery } from '../../kernel/targets.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { nextOf, readExpression } from './expression.ts';
import { scheduler } from './service.ts';

/** EventBridge Scheduler User Guide, "Schedule types". */
const cases: readonly (readonly [expression: string, after: string, next: string | undefined])[] = [
  ['rate(5 minutes)', '2026-11-23T20:00:00Z', '2026-11-23T20:05:00Z'],
  ['rate(1 day)', '2026-11-23T20:00:01Z', '2026-11-24T20:00:00Z'],
  ['at(2026-12-01T10:00:00)', '2026-11-23T20:00:00Z', '2026-12-01T10:00:00Z'],
  ['at(2026-11-01T10:00:00)', '2026-11-23T20:00:00Z', undefined],
  ['cron(15 10 * * ? *)', '2026-11-23T20:00:00Z', '2026-11-24T10:15:00Z'],
  ['cron(0 10 ? * MON-FRI *)', '2026-11-27T20:00:00Z', '2026-11-30T10:00:00Z'],
  ['cron(0/15 * * * ? *)', '2026-11-23T20:15:00Z', '2026-11-23T20:30:00Z'],
  ['cron(0 0 29 2 ? *)', '2026-11-23T20:00:00Z', '2028-02-29T00:00:00Z'],
  ['cron(0 0 1 JAN ? 2024)', '2026-11-23T20:00:00Z', undefined],
];

describe('a schedule expression', () => {
  it.each(cases)('%s after %s is due at %s', (text, after, next) => {
    const expression = readExpression(text);
    if (expression === undefined) throw new Error(`${text} is not read`);
    const due = nextOf(expression, Date.parse('2026-11-23T20:00:00Z'), Date.parse(after));
    expect(due && new Date(due).toISOString().replace('.000', '')).toBe(next);
  });

  it.each(['rate(0 minutes)', 'rate(5 weeks)', 'cron(* * * * * *)', 'cron(0 0 L * ? *)', 'at(tomorrow)', 'every day'])(
    '%s is refused',
    (text) => {
      expect(readExpression(text)).toBeUndefined();
    },
  );
});

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:dead';
const schedule: JsonObject = {
  Name: 's',
  ScheduleExpression: 'rate(5 minutes)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m',
    RoleArn: 'role',
    Input: '{"at":"<aws.scheduler.scheduled-time>"}',
    DeadLetterConfig: { Arn: QUEUE },
    RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
  },
};
const cloud = (): {
  kernel: TestKernel;
  started: string[];
  dead: Delivery[];
  declare: (properties: JsonObject) => void;
  failing: { now: boolean };
} => {
  const kernel = testKernel();
  const started: string[] = [];
  const dead: Delivery[] = [];
  const failing = { now: false };
  kernel.targets.register('states', {
    deliver(_arn, { body }) {
      if (failing.now) throw new AwsError('ThrottlingException', 'slow down');
      started.push(`${new Date(kernel.clock.now()).toISOString().slice(11, 19)} ${body}`);
    },
  });
  kernel.targets.register('sqs', { deliver: (_arn, delivery) => void dead.push(delivery) });
  const service = kernel.add(scheduler);
  const declare = (properties: JsonObject): void =>
    void service.resources['AWS::Scheduler::Schedule']?.declare(declared('S', properties));
  return { kernel, started, dead, declare, failing };
};

describe('a schedule', () => {
  it('starts its target at once and then at its rate, with the scheduled time in the input', async () => {
    const { kernel, started, declare } = cloud();
    declare(schedule);
    await kernel.clock.advance(11 * 60_000);
    expect(started).toEqual([
      '20:00:00 {"at":"2026-11-23T20:00:00Z"}',
      '20:05:00 {"at":"2026-11-23T20:05:00Z"}',
      '20:10:00 {"at":"2026-11-23T20:10:00Z"}',
    ]);
  });

  it('is not started over by being declared again', async () => {
    const { kernel, started, declare } = cloud();
    declare(schedule);
    await kernel.clock.advance(60_000);
    declare(schedule);
    await kernel.clock.advance(5 * 60_000);
    expect(started.length).toBe(2);
  });

  it('tries again with a growing pause, then leaves a dead letter with the reason', async () => {
    const { kernel, started, dead, declare, failing } = cloud();
    failing.now = true;
    declare(schedule);
    await kernel.clock.advance(60_000);
    expect(started).toEqual([]);
    expect(dead.map(({ attributes }) => attributes)).toMatchObject([
      { ERROR_CODE: 'ThrottlingException', RETRY_ATTEMPTS: '2' },
    ]);
  });

  it('rests while it is disabled', async () => {
    const { kernel, started, declare } = cloud();
    declare({ ...schedule, State: 'DISABLED' });
    await kernel.clock.advance(3_600_000);
    expect(started).toEqual([]);
  });
});
