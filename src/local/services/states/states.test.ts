import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../../kernel/operations.ts';
import { declared, type TestKernel, type TestKernelOptions, testKernel } from '../../kernel/test-kernel.ts';
import { states } from './service.ts';

const ROLE = 'arn:aws:iam::000000000000:role/machine';
const CALL = { caller: 'arn:aws:iam::000000000000:root', requestId: 'test' };
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function';

/** The shape of an export run: begin, skip or wait for a callback, map a manifest, complete; or fail. */
const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: `${FUNCTION}:begin`, Payload: { at: '{% $states.context.Execution.StartTime %}' } },
      Output: '{% $states.result.Payload %}',
      Assign: { runId: '{% $states.result.Payload.runId %}' },
      Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException', 'Flaky'], IntervalSeconds: 2, MaxAttempts: 2 }],
      Next: 'Skipped?',
    },
    'Skipped?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.skipped %}', Next: 'Done' }],
      Default: 'Wait for export',
    },
    'Wait for export': {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
      Arguments: {
        TableName: 'callbacks',
        Item: { runId: { S: '{% $runId %}' }, token: { S: '{% $states.context.Task.Token %}' } },
      },
      HeartbeatSeconds: 60,
      TimeoutSeconds: 600,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Fail run', Output: '{% $states.errorOutput %}' }],
      Next: 'Process files',
    },
    'Process files': {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Arguments: { Bucket: '{% $states.input.bucket %}', Key: '{% $states.input.key %}' },
      },
      ItemSelector: {
        file: '{% $states.context.Map.Item.Value %}',
        n: '{% $states.context.Map.Item.Index %}',
        run: '{% $runId %}',
      },
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Process file',
        States: {
          'Process file': {
            Type: 'Task',
            Resource: `${FUNCTION}:file`,
            Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 2 }],
            End: true,
          },
        },
      },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Fail run', Output: '{% $states.errorOutput %}' }],
      Output: { resources: '{% $sum($states.result.resources) %}' },
      Next: 'Done',
    },
    'Fail run': { Type: 'Fail', Error: '{% $states.input.Error %}', Cause: '{% $string($states.input.Cause) %}' },
    Done: { Type: 'Succeed' },
  },
};

interface World {
  readonly kernel: TestKernel;
  readonly arn: string;
  readonly puts: JsonObject[];
  readonly invoked: { readonly arn: string; readonly payload: JsonObject; readonly caller: string }[];
  readonly service: ReturnType<TestKernel['add']>;
  call(operation: string, input: object): Promise<JsonObject & Record<string, never>>;
}

type Function = (payload: JsonObject, attempt: number) => unknown;

const operation = (run: (input: never) => unknown): Operation<never, unknown> => ({ needs: () => [], run });

const world = (
  functions: Readonly<Record<string, Function>>,
  options: TestKernelOptions = {},
  definition: object = DEFINITION,
): World => {
  const kernel = testKernel(options);
  const puts: JsonObject[] = [];
  const invoked: World['invoked'] = [];
  kernel.operations.register('dynamodb', {
    PutItem: operation((input: JsonObject) => {
      puts.push(input);
      return {};
    }),
  });
  kernel.operations.register('s3', {
    GetObject: operation(() => ({ Body: new TextEncoder().encode('["a.ndjson","b.ndjson","c.ndjson"]') })),
  });
  const attempts = new Map<string, number>();
  kernel.targets.register('lambda', {
    async invoke(arn, { payload, caller }) {
      const body = JSON.parse(payload) as JsonObject;
      const key = `${arn}${payload}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      invoked.push({ arn, payload: body, caller });
      try {
        return {
          ok: true,
          payload: JSON.stringify((await functions[arn.split(':').at(-1) ?? '']?.(body, attempt)) ?? null),
        };
      } catch (error) {
        const { name, message } = error as Error;
        const cause = JSON.stringify({ errorType: name, errorMessage: message });
        return { ok: false, error: name, cause, payload: cause };
      }
    },
  });
  const service = kernel.add(states);
  const machine = declared('Export', {
    DefinitionString: JSON.stringify(definition),
    RoleArn: ROLE,
    StateMachineName: 'export',
  });
  const arn = service.resources['AWS::StepFunctions::StateMachine']?.declare(machine).ref ?? '';
  service.start?.();
  const call: World['call'] = (name, input) => kernel.operations.call('states', name, input, CALL) as never;
  return { kernel, arn, puts, invoked, service, call };
};

const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

const RUNS: Readonly<Record<string, Function>> = {
  begin: () => ({ runId: 'r1', skipped: false }),
  file: ({ n }) => ({ resources: Number(n) + 1 }),
};

const tokenOf = (put: JsonObject | undefined): string => (put as { Item: { token: { S: string } } }).Item.token.S;
const MANIFEST = JSON.stringify({ bucket: 'exports', key: 'manifest.json' });

describe('an execution', () => {
  it('runs tasks, waits for its callback, maps a manifest and succeeds', async () => {
    const { kernel, arn, puts, invoked, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn, name: 'one', input: '{}' });
    await kernel.clock.advance(0);
    expect(puts).toHaveLength(1);
    expect(invoked[0]?.caller).toBe(ROLE);
    await call('SendTaskSuccess', { taskToken: tokenOf(puts[0]), output: MANIFEST });
    await kernel.clock.advance(0);
    const told = await call('DescribeExecution', { executionArn });
    expect(told).toMatchObject({ status: 'SUCCEEDED', output: '{"resources":6}', name: 'one' });
    expect(invoked.slice(1).map(({ payload }) => payload)).toEqual([
      { file: 'a.ndjson', n: 0, run: 'r1' },
      { file: 'b.ndjson', n: 1, run: 'r1' },
      { file: 'c.ndjson', n: 2, run: 'r1' },
    ]);
    const { events } = await call('GetExecutionHistory', { executionArn });
    expect((events as unknown as { type: string }[]).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited'],
      ...['ChoiceStateEntered', 'ChoiceStateExited'],
      ...['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited'],
      ...[
        'MapStateEntered',
        'MapStateStarted',
        'MapRunStarted',
        'MapRunSucceeded',
        'MapStateSucceeded',
        'MapStateExited',
      ],
      ...['SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
    ]);
    const { mapRuns } = await call('ListMapRuns', { executionArn });
    const [{ mapRunArn } = { mapRunArn: '' }] = mapRuns as unknown as { mapRunArn: string }[];
    expect(await call('DescribeMapRun', { mapRunArn })).toMatchObject({
      status: 'SUCCEEDED',
      itemCounts: { succeeded: 3, total: 3 },
    });
    const { executions } = await call('ListExecutions', { mapRunArn });
    expect(executions).toHaveLength(3);
    expect(kernel.reported).toEqual([]);
  });

  it('retries by the first retrier that names the error, with growing intervals', async () => {
    const { kernel, arn, invoked, call } = world({
      begin(_, attempt) {
        if (attempt < 3) throw named('Flaky');
        return { runId: 'r', skipped: true };
      },
    });
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(1_999);
    expect(invoked).toHaveLength(1);
    await kernel.clock.advance(1);
    expect(invoked).toHaveLength(2);
    await kernel.clock.advance(3_999);
    expect(invoked).toHaveLength(2);
    await kernel.clock.advance(1);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('fails by its heartbeat when none comes, and lives on while they come', async () => {
    const { kernel, arn, puts, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(59_000);
    await call('SendTaskHeartbeat', { taskToken: tokenOf(puts[0]) });
    await kernel.clock.advance(59_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING' });
    await kernel.clock.advance(1_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
    await expect(call('SendTaskSuccess', { taskToken: tokenOf(puts[0]), output: '{}' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it('ends by the failure that its callback brings', async () => {
    const { kernel, arn, puts, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await call('SendTaskFailure', { taskToken: tokenOf(puts[0]), error: 'JOB_FAILED', cause: 'why' });
    await kernel.clock.advance(0);
    const told = await call('DescribeExecution', { executionArn });
    expect(told).toMatchObject({ status: 'FAILED', error: 'JOB_FAILED', cause: 'why' });
  });

  it('fails when an item fails for good, and says so', async () => {
    const { kernel, arn, puts, call } = world({
      ...RUNS,
      file({ n }) {
        if (n === 1) throw named('Broken');
        return { resources: 1 };
      },
    });
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await call('SendTaskSuccess', { taskToken: tokenOf(puts[0]), output: MANIFEST });
    await kernel.clock.advance(5_000);
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
  });

  it('is started once under a name, and refused under the name of one that has ended', async () => {
    const { kernel, arn, call } = world({ begin: () => ({ runId: 'r', skipped: true }) });
    const start = () => call('StartExecution', { stateMachineArn: arn, name: 'n', input: '{}' });
    const first = await start();
    expect(await start()).toEqual(first);
    await kernel.clock.advance(0);
    await expect(start()).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await expect(call('StartExecution', { stateMachineArn: arn, input: '{' })).rejects.toMatchObject({
      code: 'InvalidExecutionInput',
    });
  });

  it('is stopped with everything that it waits for', async () => {
    const { kernel, arn, puts, call } = world(RUNS);
    const { executionArn } = await call('StartExecution', { stateMachineArn: arn });
    await kernel.clock.advance(0);
    await call('StopExecution', { executionArn, error: 'Operator', cause: 'asked' });
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'ABORTED', error: 'Operator' });
    await expect(call('SendTaskHeartbeat', { taskToken: tokenOf(puts[0]) })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });
});

describe('a definition that is not executed', () => {
  it('is refused with the state and the way out', () => {
    const States = { 'Run it': { Type: 'Task', Resource: 'arn:aws:states:::batch:submitJob.sync', End: true } };
    expect(() => world({}, {}, { StartAt: 'Run it', States })).toThrow(/Run it/);
  });
});
