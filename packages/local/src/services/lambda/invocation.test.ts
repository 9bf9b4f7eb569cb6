import { afterEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../kernel/errors.ts';
import type { TestKernelOptions } from '../../kernel/test-kernel.ts';
import { functionCredentials } from './credentials.ts';
import { ROLE, type TestFunctions, testFunctions } from './test-functions.ts';

let functions: TestFunctions | undefined;
const open = (options?: TestKernelOptions): TestFunctions => {
  functions = testFunctions(options);
  return functions;
};
afterEach(async () => {
  await functions?.stop();
});

const call = async (source: string, event: unknown = {}, properties = {}): Promise<unknown> => {
  const lambda = open();
  const result = await lambda.invoke(lambda.add('fn', source, properties), event);
  return JSON.parse(result.payload);
};

describe('a function', () => {
  it('answers its event, knows who it is, and keeps its module between invocations', async () => {
    const lambda = open();
    const arn = lambda.add(
      'greeter',
      `let calls = 0;
       export const handler = async (event, context) => ({ hello: event.name, calls: ++calls,
         name: context.functionName, arn: context.invokedFunctionArn, memory: context.memoryLimitInMB,
         remaining: context.getRemainingTimeInMillis() });`,
    );
    await lambda.invoke(arn, { name: 'A' });
    const second = await lambda.invoke(arn, { name: 'B' });
    expect(JSON.parse(second.payload)).toEqual({
      hello: 'B',
      calls: 2,
      name: 'greeter',
      arn,
      memory: '128',
      remaining: 3_000,
    });
  });

  it('lives in the time of the cloud', async () => {
    const lambda = open();
    const arn = lambda.add(
      'clock',
      `export const handler = async () => [Date.now(), new Date().toISOString(), Date().slice(11, 15),
         new Date(0).toISOString(), new Date() instanceof Date, new Date().constructor === Date];`,
    );
    await lambda.invoke(arn, {});
    await lambda.kernel.clock.advance(3_600_000);
    expect(JSON.parse((await lambda.invoke(arn, {})).payload)).toEqual([
      Date.parse('2026-11-23T21:00:00Z'),
      '2026-11-23T21:00:00.000Z',
      '2026',
      '1970-01-01T00:00:00.000Z',
      true,
      true,
    ]);
  });

  it('has an environment of its own, in which names of AWS lead here and the key tells its role', async () => {
    const lambda = open();
    const Variables = {
      CALLBACK: 'https://abc123.execute-api.us-east-1.amazonaws.com/main',
      OTHER: 'https://example.org/main',
    };
    const arn = lambda.add('env', 'export const handler = async () => process.env;', { Environment: { Variables } });
    const env = JSON.parse((await lambda.invoke(arn, {})).payload) as Record<string, string>;
    expect(env).toMatchObject({
      CALLBACK: 'http://127.0.0.1:1/_aws/execute-api/abc123/main',
      OTHER: 'https://example.org/main',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      _HANDLER: 'index.handler',
    });
    expect(env.HOME).toBeUndefined();
    expect(functionCredentials(lambda.kernel.journal, env.AWS_ACCESS_KEY_ID ?? '')?.role).toBe(ROLE);
    expect(functionCredentials(lambda.kernel.journal, 'AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
  });

  it('that throws answers its error as the Runtime API does', async () => {
    const source = `class PoisonError extends Error { name = 'PoisonError' }
      export const handler = async () => { throw new PoisonError('bad item') };`;
    expect(await call(source)).toMatchObject({
      errorType: 'PoisonError',
      errorMessage: 'bad item',
      trace: expect.arrayContaining(['PoisonError: bad item']),
    });
    await functions?.stop();
    expect(await call(`export const handler = async () => { throw 'text' };`)).toEqual({
      errorType: 'string',
      errorMessage: 'text',
      trace: [],
    });
  });

  it('may use a callback up to Node.js 22, and is told so after', async () => {
    const source = 'export const handler = (event, context, callback) => { callback(null, event.a + 1) };';
    expect(await call(source, { a: 1 }, { Runtime: 'nodejs22.x' })).toBe(2);
    await functions?.stop();
    expect(await call(source, { a: 1 })).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
  });

  it.each([
    ['is not there', 'export const other = 1;', 'Runtime.HandlerNotFound'],
    ['cannot be read', 'export const handler = ;', 'Runtime.UserCodeSyntaxError'],
    ['imports what is not there', `import 'no-such-package'; export const handler = 1;`, 'Runtime.ImportModuleError'],
    ['throws while loading', `throw new RangeError('no table'); export const handler = 1;`, 'RangeError'],
  ])('whose handler %s fails at init, each time anew', async (_name, source, errorType) => {
    const lambda = open();
    const arn = lambda.add('fn', source);
    expect(await lambda.invoke(arn, {})).toMatchObject({ ok: false, error: errorType });
    expect(await lambda.invoke(arn, {})).toMatchObject({ ok: false, error: errorType });
  });

  it('that takes too long is ended, and the next invocation has a fresh environment', async () => {
    const lambda = open();
    const arn = lambda.add(
      'slow',
      'let calls = 0; export const handler = (event) => (++calls, event.hang ? new Promise(() => {}) : calls);',
      { Timeout: 2 },
    );
    await lambda.invoke(arn, {});
    const hanging = lambda.invoke(arn, { hang: true });
    await lambda.kernel.clock.advance(1_999);
    await lambda.kernel.clock.advance(1);
    const result = await hanging;
    expect(result).toMatchObject({ ok: false, error: 'Sandbox.Timedout' });
    expect(JSON.parse(result.payload).errorMessage).toMatch(
      /^RequestId: [-0-9a-f]{36} Error: Task timed out after 2.00 seconds$/,
    );
    expect((await lambda.invoke(arn, {})).payload).toBe('1');
  });

  it.each([
    ['exits', 'process.exit(7)', 'Runtime.ExitError', 'exit status 7'],
    [
      'leaves a rejection',
      `Promise.reject(new TypeError('lost')); await new Promise(() => {})`,
      'Runtime.UnhandledPromiseRejection',
      'TypeError: lost',
    ],
    [
      'throws from a timer',
      `setTimeout(() => { throw new TypeError('late') }); await new Promise(() => {})`,
      'TypeError',
      'late',
    ],
    [
      'takes all memory',
      'const all = []; for (;;) all.push(new Array(1e6).fill(all.length))',
      'Runtime.OutOfMemory',
      'signal: killed',
    ],
  ])('that %s is reported, and works again', async (_name, act, error, message) => {
    const lambda = open();
    const arn = lambda.add(
      'fn',
      `export const handler = async (event) => { if (event.act) { ${act} } return 'fine' };`,
    );
    const result = await lambda.invoke(arn, { act: true });
    expect(result).toMatchObject({ ok: false, error });
    expect(JSON.parse(result.payload).errorMessage).toContain(message);
    expect(await lambda.invoke(arn, {})).toEqual({ ok: true, payload: '"fine"' });
  });

  it('runs one invocation at a time an environment, at most so many, and the others wait', async () => {
    const lambda = open();
    const arn = lambda.add(
      'busy',
      `let running = 0, most = 0; const id = Math.random();
       export const handler = async () => { most = Math.max(most, ++running);
         await new Promise((resume) => setTimeout(resume, 5)); running -= 1; return { id, most } };`,
    );
    const results = await Promise.all(Array.from({ length: 12 }, () => lambda.invoke(arn, {})));
    const answers = results.map(({ payload }) => JSON.parse(payload) as { id: number; most: number });
    expect(new Set(answers.map(({ id }) => id)).size).toBe(2);
    expect(Math.max(...answers.map(({ most }) => most))).toBe(1);
  });

  it('gets an environment though others have taken all there are', async () => {
    const lambda = open();
    const source = 'export const handler = async (event) => event;';
    const arns = ['a', 'b', 'c', 'd', 'e'].map((name) => lambda.add(name, source));
    const results = await Promise.all(arns.flatMap((arn) => [lambda.invoke(arn, arn), lambda.invoke(arn, arn)]));
    expect(results.every(({ ok }) => ok)).toBe(true);
  });

  it('is not invoked by a role that may not', async () => {
    const lambda = open({
      authorize: (_caller, [needed]) => {
        throw new AwsError('AccessDeniedException', `${needed?.action} on ${needed?.resource}`);
      },
    });
    const arn = lambda.add('fn', 'export const handler = async () => 1;');
    await expect(lambda.invoke(arn, {})).rejects.toThrow(`lambda:InvokeFunction on ${arn}`);
  });

  it('with no concurrency reserved is throttled', async () => {
    const lambda = open();
    const arn = lambda.add('off', 'export const handler = async () => 1;', { ReservedConcurrentExecutions: 0 });
    await expect(lambda.invoke(arn, {})).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
  });

  it('writes what it prints to its log group, in order, between the platform’s lines', async () => {
    const lambda = open();
    const lines: string[] = [];
    lambda.kernel.operations.register('logs', {
      PutLogEvents: {
        needs: () => [],
        run: (input: { logGroupName: string; logEvents: { message: string }[] }) => {
          expect(input.logGroupName).toBe('/aws/lambda/talker');
          lines.push(...input.logEvents.map(({ message }) => message));
        },
      },
    });
    const source = `import { Console } from 'node:console';
      const direct = new Console({ stdout: process.stdout, stderr: process.stderr });
      export const handler = async () => { console.log('one %d', 1); direct.log('two'); console.warn('three') };`;
    await lambda.invoke(lambda.add('talker', source), {});
    await lambda.until(() => lines.some((line) => line.startsWith('REPORT')));
    expect(lines.map((line) => line.replace(/[-0-9a-f]{36}/, '<id>'))).toEqual([
      'START RequestId: <id> Version: $LATEST',
      '2026-11-23T20:00:00.000Z\t<id>\tINFO\tone 1',
      'two',
      '2026-11-23T20:00:00.000Z\t<id>\tWARN\tthree',
      'END RequestId: <id>',
      'REPORT RequestId: <id>\tDuration: 0.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB',
    ]);
  });
});
