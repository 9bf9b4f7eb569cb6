import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Executables, FunctionCode } from '../../kernel/kernel.ts';
import { COMMANDS, type TestFunctions, testFunctions } from './test-functions.ts';

/** A custom runtime as AWS's guide builds one, in the language that is at hand. */
const RUNTIME = `#!${process.execPath}
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/';
const post = (path, body, headers = {}) => fetch(api + path, { method: 'POST', body, headers });
const main = async () => {
  if (process.env.MODE === 'init') {
    await post('init/error', JSON.stringify({ errorType: 'Setup', errorMessage: 'no table' }));
    process.exit(1);
  }
  for (;;) {
    const next = await fetch(api + 'invocation/next');
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const event = await next.json();
    console.log(JSON.stringify({ message: 'called', id }));
    if (event.exit) process.exit(3);
    if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
    if (event.fail) await post('invocation/' + id + '/error', JSON.stringify({ errorType: 'Bad', errorMessage: event.fail }));
    else await post('invocation/' + id + '/response', JSON.stringify({
      got: event, pid: process.pid, table: process.env.TABLE, left: Number(next.headers.get('lambda-runtime-deadline-ms')) - Date.now(),
    }));
  }
};
main();
`;

let lambda: TestFunctions;
const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
const bootstrap = join(folder, 'bootstrap');
writeFileSync(bootstrap, RUNTIME);
chmodSync(bootstrap, 0o755);
afterEach(() => lambda.stop());
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const declare = (variables: Readonly<Record<string, string>> = {}, options = {}, properties = {}): string => {
  lambda = testFunctions(options);
  return lambda.declare('AWS::Lambda::Function', 'fn', {
    FunctionName: 'fn',
    Runtime: 'provided.al2023',
    Handler: 'bootstrap',
    Timeout: 30,
    Role: 'arn:aws:iam::000000000000:role/worker',
    Code: { S3Bucket: 'assets', S3Key: folder },
    Environment: { Variables: { TABLE: 'counts', ...variables } },
    ...properties,
  });
};
const payloadOf = (result: { readonly payload?: string }): Record<string, unknown> =>
  JSON.parse(result.payload ?? '{}');

describe('a custom runtime', () => {
  it('takes invocations from the runtime API, one process for many', async () => {
    const arn = declare();
    const first = payloadOf(await lambda.invoke(arn, { n: 1 }));
    const second = payloadOf(await lambda.invoke(arn, { n: 2 }));
    expect(first).toMatchObject({ got: { n: 1 }, table: 'counts' });
    expect(second).toMatchObject({ got: { n: 2 }, pid: first.pid });
    expect(first.left).toBeGreaterThan(20_000);
    expect(first.left).toBeLessThanOrEqual(30_000);
  });

  it("reports a function's error, and goes on", async () => {
    const arn = declare();
    expect(await lambda.invoke(arn, { fail: 'why' })).toMatchObject({ ok: false, error: 'Bad' });
    expect(payloadOf(await lambda.invoke(arn, { n: 1 }))).toMatchObject({ got: { n: 1 } });
  });

  it('that exits fails its invocation, and the next one starts another', async () => {
    const arn = declare();
    expect(await lambda.invoke(arn, { exit: true })).toMatchObject({ ok: false, error: 'Runtime.ExitError' });
    expect(payloadOf(await lambda.invoke(arn, { n: 1 }))).toMatchObject({ got: { n: 1 } });
  });

  it('that cannot begin says why', async () => {
    const arn = declare({ MODE: 'init' });
    expect(await lambda.invoke(arn, {})).toMatchObject({ ok: false, error: 'Setup' });
  });

  it('that takes too long is killed', async () => {
    const arn = declare();
    const late = lambda.invoke(arn, { hang: true });
    let done = false;
    const ended = late.then((result) => {
      done = true;
      return result;
    });
    await lambda.until(() => done, 1_000);
    expect(await ended).toMatchObject({ ok: false, error: 'Sandbox.Timedout' });
  });

  it('is waited for while there is nothing to start', async () => {
    let listener = (): void => undefined;
    let found: string | undefined;
    const executables: Executables = {
      find: () => found,
      onChange: (call) => {
        listener = call;
      },
    };
    const arn = declare({}, { executables });
    await expect(lambda.invoke(arn, {})).rejects.toMatchObject({ code: 'ResourceConflictException' });
    found = bootstrap;
    listener();
    expect(payloadOf(await lambda.invoke(arn, { n: 1 }))).toMatchObject({ got: { n: 1 } });
  });

  it('whose code a command makes is found by that command', async () => {
    const asked: FunctionCode[] = [];
    const executables: Executables = {
      find: (code) => {
        asked.push(code);
        return bootstrap;
      },
      onChange: () => undefined,
    };
    const arn = declare({}, { executables }, { Code: { S3Bucket: COMMANDS, S3Key: 'make it src/counter' } });
    expect(payloadOf(await lambda.invoke(arn, { n: 1 }))).toMatchObject({ got: { n: 1 } });
    expect(asked[0]?.madeBy).toEqual(['make', 'it', 'src/counter']);
  });

  it('whose code a command makes is not started from anything else', async () => {
    const arn = declare({}, {}, { Code: { S3Bucket: COMMANDS, S3Key: 'make it' } });
    await expect(lambda.invoke(arn, {})).rejects.toMatchObject({ code: 'ResourceConflictException' });
  });

  it('alone may have such code', () => {
    const made = { Runtime: 'nodejs24.x', Code: { S3Bucket: COMMANDS, S3Key: 'make it' } };
    expect(() => declare({}, {}, made)).toThrow('custom runtime only');
  });
});
