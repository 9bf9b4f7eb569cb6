import { describe, expect, it } from 'vitest';
import { named, ROLE, world } from '../test-world.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const TASK = { Type: 'Task', Resource: FUNCTION, Next: 'After' };

const tested = (state: object, more: object = {}, functions = {}) => {
  const { call, invoked } = world(functions);
  const answer = call('TestState', { definition: JSON.stringify(state), input: '{"a": 1}', ...more });
  return { answer, invoked };
};

describe('TestState', () => {
  it('calls a task that is not mocked, in the role that it is given', async () => {
    const { answer, invoked } = tested(TASK, { roleArn: ROLE }, { f: ({ a }: { a: number }) => ({ b: a + 1 }) });
    expect(await answer).toEqual({ status: 'SUCCEEDED', output: '{"b":2}', nextState: 'After' });
    expect(invoked).toEqual([{ arn: FUNCTION, payload: { a: 1 }, caller: ROLE }]);
  });

  it('shows a failure of the task, and what Retry and Catch make of it', async () => {
    const failing = {
      f() {
        throw named('Broken', 'why');
      },
    };
    const status = async (state: object, more: object = {}) =>
      tested(state, { roleArn: ROLE, inspectionLevel: 'DEBUG', ...more }, failing).answer;
    expect(await status(TASK)).toMatchObject({ status: 'FAILED', error: 'Broken' });
    const Retry = [{ ErrorEquals: ['Other'] }, { ErrorEquals: ['Broken'], IntervalSeconds: 2, MaxAttempts: 2 }];
    const retrierRetryCount = 1;
    expect(await status({ ...TASK, Retry })).toMatchObject({
      status: 'RETRIABLE',
      inspectionData: { errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 2 } },
    });
    expect(await status({ ...TASK, Retry }, { stateConfiguration: { retrierRetryCount } })).toMatchObject({
      status: 'RETRIABLE',
      inspectionData: { errorDetails: { retryBackoffIntervalSeconds: 4 } },
    });
    expect(await status({ ...TASK, Retry }, { stateConfiguration: { retrierRetryCount: 2 } })).toMatchObject({
      status: 'FAILED',
    });
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
    expect(await status({ ...TASK, Catch })).toMatchObject({
      status: 'CAUGHT_ERROR',
      nextState: 'Caught',
      inspectionData: { errorDetails: { catchIndex: 0 } },
    });
  });

  it('shows each stage of the data', async () => {
    const state = {
      ...TASK,
      InputPath: '$.in',
      Parameters: { 'x.$': '$.n' },
      ResultSelector: { 'y.$': '$.r' },
      ResultPath: '$.out',
      OutputPath: '$.out',
    };
    const { answer } = tested(state, {
      input: '{"in":{"n":1}}',
      inspectionLevel: 'TRACE',
      mock: { result: '{"r":2}' },
    });
    expect(await answer).toEqual({
      status: 'SUCCEEDED',
      output: '{"y":2}',
      nextState: 'After',
      inspectionData: {
        input: '{"in":{"n":1}}',
        afterInputPath: '{"n":1}',
        afterParameters: '{"x":1}',
        result: '{"r":2}',
        afterResultSelector: '{"y":2}',
        afterResultPath: '{"in":{"n":1},"out":{"y":2}}',
      },
    });
  });

  it('does not wait in a Wait state, and evaluates it', async () => {
    const wait = { Type: 'Wait', SecondsPath: '$.a', Next: 'After' };
    expect(await tested(wait).answer).toEqual({ status: 'SUCCEEDED', output: '{"a": 1}', nextState: 'After' });
    const none = { Type: 'Wait', SecondsPath: '$.no', Next: 'After' };
    expect(await tested(none).answer).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('chooses a state of a whole definition, inner ones too', async () => {
    const machine = {
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'I', States: { I: { Type: 'Pass', Result: 5, Next: 'J' }, J: { Type: 'Succeed' } } }],
          End: true,
        },
      },
    };
    expect(await tested(machine, { stateName: 'I' }).answer).toEqual({
      status: 'SUCCEEDED',
      output: '5',
      nextState: 'J',
    });
    await expect(tested(machine, { stateName: 'X' }).answer).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(tested(machine).answer).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('judges a mocked result by the model of the API, unless it is asked not to', async () => {
    const state = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:lambda:getFunction', End: true };
    const mock = { result: '{"Configuration":{"Timeout":"3"}}' };
    await expect(tested(state, { mock }).answer).rejects.toMatchObject({
      message: "Mock result schema validation error: Field 'Timeout' must be a number",
    });
    expect(await tested(state, { mock: { ...mock, fieldValidationMode: 'NONE' } }).answer).toMatchObject({
      status: 'SUCCEEDED',
    });
  });
});
