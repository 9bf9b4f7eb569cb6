import type { JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../../kernel/operations.ts';
import { declared, type TestKernel, type TestKernelOptions, testKernel } from '../../kernel/test-kernel.ts';
import { states } from './service.ts';

export const ROLE: string = 'arn:aws:iam::000000000000:role/machine';
const CALL = { caller: 'arn:aws:iam::000000000000:root', requestId: 'test' };
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function';

/** The shape of a long-running workflow: begin, skip or wait for a callback, map a manifest, complete; or fail. */
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

export interface World {
  readonly kernel: TestKernel;
  readonly arn: string;
  readonly puts: JsonObject[];
  readonly invoked: { readonly arn: string; readonly payload: JsonObject; readonly caller: string }[];
  readonly service: ReturnType<TestKernel['add']>;
  call(operation: string, input: object): Promise<JsonObject & Record<string, never>>;
}

export type Function = (payload: JsonObject, attempt: number) => unknown;

const operation = (run: (input: never) => unknown): Operation<never, unknown> => ({ needs: () => [], run });

export const world = (
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

export const named = (name: string, message: string = name): Error => Object.assign(new Error(message), { name });

export const RUNS: Readonly<Record<string, Function>> = {
  begin: () => ({ runId: 'r1', skipped: false }),
  file: ({ n }) => ({ resources: Number(n) + 1 }),
};

export const tokenOf = (put: JsonObject | undefined): string =>
  (put as { Item: { token: { S: string } } }).Item.token.S;
export const MANIFEST: string = JSON.stringify({ bucket: 'exports', key: 'manifest.json' });
