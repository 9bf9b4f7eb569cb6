import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../kernel/json.ts';
import { named, RUNS, tokenOf, world } from './test-world.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';

const task = (more: object) => ({
  StartAt: 'T',
  States: { T: { Type: 'Task', Resource: FUNCTION, End: true, ...more }, Caught: { Type: 'Succeed' } },
});

const failing = (name: string) => ({
  f() {
    throw named(name);
  },
});

/** The instants, in seconds from the start, at which the function was invoked in two minutes. */
const attempts = async (retrier: object, seed = 1): Promise<readonly number[]> => {
  const definition = task({ Retry: [{ ErrorEquals: ['Flaky'], MaxAttempts: 4, ...retrier }] });
  const { kernel, arn, invoked, call } = world(failing('Flaky'), { seed }, definition);
  const start = kernel.clock.now();
  await call('StartExecution', { stateMachineArn: arn });
  const instants: number[] = [];
  for (let tenth = 0; tenth <= 1_200; tenth += 1) {
    await kernel.clock.advanceTo(start + tenth * 100);
    while (instants.length < invoked.length) instants.push(tenth / 10);
  }
  return instants;
};

describe('a retrier', () => {
  it('doubles its interval, but waits no longer than MaxDelaySeconds', async () => {
    expect(await attempts({ IntervalSeconds: 2 })).toEqual([0, 2, 6, 14, 30]);
    expect(await attempts({ IntervalSeconds: 2, MaxDelaySeconds: 5 })).toEqual([0, 2, 6, 11, 16]);
    expect(await attempts({ IntervalSeconds: 2, BackoffRate: 1 })).toEqual([0, 2, 4, 6, 8]);
  });

  it('with JitterStrategy FULL waits a random part of each interval, another for another seed', async () => {
    const [one, other] = [
      await attempts({ IntervalSeconds: 10, JitterStrategy: 'FULL' }, 1),
      await attempts({ IntervalSeconds: 10, JitterStrategy: 'FULL' }, 2),
    ];
    for (const instants of [one, other]) {
      expect(instants).toHaveLength(5);
      for (const [index, most] of [10, 20, 40, 80].entries()) {
        const waited = (instants[index + 1] ?? 0) - (instants[index] ?? 0);
        expect(waited).toBeLessThanOrEqual(most);
        expect(waited).not.toBe(most);
      }
    }
    expect(one).not.toEqual(other);
  });
});

describe('a Catch', () => {
  it.each(['States.ALL', 'States.Runtime', 'States.TaskFailed'])(
    'of %s does not catch States.Runtime',
    async (name) => {
      const definition = task({ OutputPath: '$.no.such', Catch: [{ ErrorEquals: [name], Next: 'Caught' }] });
      const { kernel, arn, call } = world({ f: () => ({ a: 1 }) }, {}, definition);
      const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
      await kernel.clock.advance(0);
      expect(await call('DescribeExecution', { executionArn })).toMatchObject({
        status: 'FAILED',
        error: 'States.Runtime',
        cause:
          "An error occurred while executing the state 'T' (entered at the event id #2). Invalid path '$.no.such' : Missing property in path $['no']",
      });
    },
  );

  it('is given null for what a failure does not say', async () => {
    const definition = {
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
          Parameters: { TableName: 't', Item: { token: { 'S.$': '$$.Task.Token' } } },
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Succeed' },
      },
    };
    const { kernel, arn, puts, call } = world({}, {}, definition);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await call('SendTaskFailure', { taskToken: tokenOf(puts[0]) });
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"Error":null,"Cause":null}',
    });
  });
});

describe('numbers', () => {
  const text = '{"id":12345678901234567890,"price":1.50,"zero":0.0,"small":1e-7,"list":[1.0,2]}';

  it.each([
    ['JSONPath', { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, text],
    [
      'JSONPath selection',
      { StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'of.$': '$.list[0]', 'id.$': '$.id' }, End: true } } },
      '{"of":1.0,"id":12345678901234567890}',
    ],
    [
      'JSONata path',
      {
        QueryLanguage: 'JSONata',
        StartAt: 'P',
        States: { P: { Type: 'Pass', Output: { p: '{% $states.input.price %}' }, End: true } },
      },
      '{"p":1.50}',
    ],
    ['a function', task({}), text],
  ])('keep their digits through %s', async (_, definition, output) => {
    const { kernel, arn, call } = world({ f: () => parseExactJson(text) }, {}, definition);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input: text });
    await kernel.clock.advance(0);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED', output });
    const { events } = await call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 });
    const [end] = events as unknown as readonly { executionSucceededEventDetails: { output: string } }[];
    expect(end?.executionSucceededEventDetails.output).toBe(output);
  });

  it('are calculated with, whatever their digits', async () => {
    const definition = {
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Choices: [{ Variable: '$.price', NumericEquals: 1.5, Next: 'Add' }],
          Default: 'No',
        },
        Add: { Type: 'Pass', Parameters: { 'sum.$': 'States.MathAdd($.list[0], 1)' }, Next: 'Map' },
        Map: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input.sum + 1.50 %}', End: true },
        No: { Type: 'Fail' },
      },
    };
    const { kernel, arn, call } = world({}, {}, definition);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input: text });
    await kernel.clock.advance(0);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED', output: '3.5' });
  });
});

describe('a nested execution', () => {
  const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:export';
  const start = (pattern: string) => ({
    StartAt: 'Where',
    States: {
      Where: {
        Type: 'Choice',
        Choices: [{ Variable: '$.nested', IsPresent: true, Next: 'Nested' }],
        Default: 'Start',
      },
      Start: {
        Type: 'Task',
        Resource: `arn:aws:states:::states:startExecution${pattern}`,
        Parameters: { StateMachineArn: machine, Name: 'inner', Input: { nested: 1 } },
        End: true,
      },
      Nested: { Type: 'Pass', Result: { done: true }, End: true },
    },
  });

  it('that ends before its starter waits for it ends the task all the same', async () => {
    const { kernel, arn, call } = world({}, {}, start('.sync:2'));
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, input: '{}' });
    await kernel.clock.advance(0);
    const described = await call('DescribeExecution', { executionArn });
    expect(described.status).toBe('SUCCEEDED');
    expect(JSON.parse(String(described.output))).toMatchObject({ Status: 'SUCCEEDED', Output: { done: true } });
  });

  it('is waited for by each of two that started it', async () => {
    const definition = start('.sync');
    Object.assign(definition.States.Nested, { Type: 'Wait', Seconds: 10, Result: undefined });
    const { kernel, arn, call } = world({}, {}, definition);
    const outer = [];
    for (const name of ['a', 'b'])
      outer.push(await call('StartExecution', { stateMachineArn: arn, name, input: '{}' }));
    await kernel.clock.advance(10_000);
    for (const { executionArn } of outer)
      expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('ends with the execution that waits for it', async () => {
    const definition = start('.sync');
    Object.assign(definition.States.Nested, { Type: 'Wait', Seconds: 10, Result: undefined });
    const { kernel, arn, call } = world({}, {}, definition);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, name: 'outer', input: '{}' });
    await kernel.clock.advance(0);
    await call('StopExecution', { executionArn });
    await kernel.clock.advance(0);
    const inner = String(executionArn).replace(':outer', ':inner');
    expect(await call('DescribeExecution', { executionArn: inner })).toMatchObject({ status: 'ABORTED' });
  });
});

describe('timers', () => {
  it('of an execution, a task and its heartbeat are gone when it has ended', async () => {
    const { kernel, arn, puts, call } = world(
      RUNS,
      {},
      {
        TimeoutSeconds: 3600,
        StartAt: 'T',
        States: {
          T: {
            Type: 'Task',
            Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
            Parameters: { TableName: 't', Item: { token: { 'S.$': '$$.Task.Token' } } },
            TimeoutSeconds: 600,
            HeartbeatSeconds: 60,
            End: true,
          },
        },
      },
    );
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    const due = (timer: string): number | undefined => kernel.alarms.due('states', `${executionArn}#${timer}`);
    const now = kernel.clock.now();
    expect(['execution', '0|timeout', '0|heartbeat'].map(due)).toEqual([now + 3_600_000, now + 600_000, now + 60_000]);
    await call('SendTaskSuccess', { taskToken: tokenOf(puts[0]), output: '{}' });
    expect(['execution', '0|timeout', '0|heartbeat'].map(due)).toEqual([undefined, undefined, undefined]);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('of the execution ends it, with what it waits for', async () => {
    const { kernel, arn, call } = world(
      {},
      {},
      {
        TimeoutSeconds: 5,
        StartAt: 'W',
        States: { W: { Type: 'Wait', Seconds: 60, End: true } },
      },
    );
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(5_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'TIMED_OUT' });
    expect(kernel.alarms.due('states', `${executionArn}#0|wait`)).toBeUndefined();
  });
});
