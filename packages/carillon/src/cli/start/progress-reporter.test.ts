import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FixtureSystem, fixtureSystem } from './fixture-system.ts';
import { type ProgressLine, type ProgressReporter, reportProgress } from './progress-reporter.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:Orders-OrderMailQueue1A2B3C4D-1';
const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:000000000000:Orders-OrderMailDeadLetters1A2B3C4D-1';
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:Orders-OrderFulfilment1A2B3C4D';

let fixture: FixtureSystem;
let lines: ProgressLine[] = [];
let reporter: ProgressReporter;
beforeEach(() => {
  vi.useFakeTimers();
  fixture = fixtureSystem([
    { logicalId: 'OrderMailFunction1A2B3C4D', type: 'AWS::Lambda::Function', ref: 'order-mail-1' },
    { logicalId: 'OrderFunction1A2B3C4D', type: 'AWS::Lambda::Function', ref: 'order-1' },
    { logicalId: 'OrderStreamFunction1A2B3C4D', type: 'AWS::Lambda::Function', ref: 'order-stream-1' },
    { logicalId: 'OrderMailQueue1A2B3C4D', type: 'AWS::SQS::Queue', ref: 'http://queue', arn: QUEUE },
    { logicalId: 'OrderMailDeadLetters1A2B3C4D', type: 'AWS::SQS::Queue', ref: 'http://dead', arn: DEAD_LETTERS },
    { logicalId: 'OrderFulfilment1A2B3C4D', type: 'AWS::StepFunctions::StateMachine', ref: MACHINE },
  ]);
  lines = [];
  reporter = reportProgress(fixture.system, (line) => void lines.push(line));
});
afterEach(() => {
  reporter.end();
  fixture.remove();
  vi.useRealTimers();
});

const published = (detailType: string): void =>
  fixture.activity.note({ service: 'events', action: 'EventPublished', resource: 'bus', facts: { detailType } });
const invoked = (resource: string, ok: boolean): void =>
  fixture.activity.note({ service: 'lambda', action: 'FunctionInvoked', resource, facts: { ok } });
const executed = (action: string, machine = 'Orders-OrderFulfilment1A2B3C4D'): void =>
  fixture.activity.note({
    service: 'states',
    action,
    resource: `arn:aws:states:us-east-1:000000000000:execution:${machine}:2e94e148-0000`,
    facts: { durationMs: 1_500 },
  });
const printed = (): readonly string[] => {
  vi.advanceTimersByTime(500);
  return lines.map(({ mark, text }) => `${mark}: ${text}`);
};

describe('what is reported', () => {
  it('is every event, whatever its domain, many of one name together', () => {
    published('OrderPlaced');
    published('Object Created');
    published('OrderPlaced');
    expect(lines).toEqual([]);
    expect(printed()).toEqual(['event: OrderPlaced ×2', 'event: Object Created']);
  });

  it('is the outcome of every consumer, and failures of all functions', () => {
    invoked('order-mail-1', true);
    invoked('order-1', true);
    invoked('order-mail-1', true);
    invoked('order-stream-1', true);
    invoked('order-mail-1', false);
    invoked('order-stream-1', false);
    expect(printed()).toEqual([
      'failure: order-mail failed',
      'failure: order-stream failed',
      'consumer: handled by order-mail ×2, order',
    ]);
  });

  it('is each run of a workflow, and not the children of a Distributed Map', async () => {
    executed('ExecutionStarted');
    executed('ExecutionStarted', 'Orders-OrderFulfilment1A2B3C4D/Lines');
    executed('ExecutionSucceeded');
    executed('ExecutionTimedOut');
    await reporter.flush();
    expect(printed()).toEqual([
      'run: order-fulfilment 2e94e148 started',
      'run: order-fulfilment 2e94e148 succeeded after 1.5 s',
      'failure: order-fulfilment 2e94e148 timed out after 1.5 s',
    ]);
  });

  it('is each dead letter, of a queue and of a handler that moves it itself', () => {
    const facts = { receives: 5 };
    fixture.activity.note({ service: 'sqs', action: 'MessageDeadLettered', resource: QUEUE, facts });
    fixture.activity.note({ service: 'sqs', action: 'MessageSent', resource: DEAD_LETTERS });
    fixture.activity.note({ service: 'sqs', action: 'MessageSent', resource: QUEUE });
    expect(printed()).toEqual([
      'failure: Message dead lettered  order-mail  receives 5',
      'failure: dead letter of order-mail',
    ]);
  });

  it('is what was archived, counted', () => {
    for (const records of [3, 4])
      fixture.activity.note({ service: 'firehose', action: 'ObjectDelivered', resource: 'stream', facts: { records } });
    expect(printed()).toEqual(['archive: archived 7 events in 2 objects']);
  });

  it('is in the order of time', async () => {
    published('OrderPlaced');
    fixture.now += 100;
    executed('ExecutionStarted');
    fixture.now += 100;
    published('OrderPaid');
    await reporter.flush();
    expect(printed().map((line) => line.split(' ')[1])).toEqual(['OrderPlaced', 'order-fulfilment', 'OrderPaid']);
    expect(lines.map(({ at }) => at - (lines[0]?.at ?? 0))).toEqual([0, 100, 200]);
  });
});

it('reports the rest when it ends, and nothing after that', () => {
  published('OrderPlaced');
  reporter.end();
  published('OrderPaid');
  expect(printed()).toEqual(['event: OrderPlaced']);
});
