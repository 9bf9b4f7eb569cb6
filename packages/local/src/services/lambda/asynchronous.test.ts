import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../kernel/targets.ts';
import { ROLE, type TestFunctions, testFunctions } from './test-functions.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:dead';
const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/bus';

let folder = '';
let lambda: TestFunctions;
let delivered: [string, Delivery][] = [];

/** Appends a line to `seen` an event, and fails when the event says so. */
const recorder = (): string =>
  `import { appendFileSync } from 'node:fs';
   export const handler = async (event, context) => {
     appendFileSync(${JSON.stringify(join(folder, 'seen'))}, context.awsRequestId + ' ' + event.n + '\\n');
     if (event.fail) throw new Error('no');
     return { n: event.n };
   };`;

const seen = (): readonly string[] => {
  try {
    return readFileSync(join(folder, 'seen'), 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
};

/** When the first event that was seen will be tried again, once that is settled. */
const nextRetry = async (of: TestFunctions): Promise<number> => {
  const due = (): number | undefined => of.kernel.alarms.due('lambda-retry', seen()[0]?.split(' ')[0] ?? '');
  await of.until(() => due() !== undefined);
  return due() ?? 0;
};

const open = (file?: string): TestFunctions => {
  const opened = testFunctions(file === undefined ? {} : { file });
  const deliver = (arn: string, delivery: Delivery): void => void delivered.push([arn, delivery]);
  opened.kernel.targets.register('sqs', { deliver });
  opened.kernel.targets.register('events', { deliver });
  return opened;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
  delivered = [];
});
afterEach(async () => {
  await lambda.stop();
  rmSync(folder, { recursive: true });
});

describe('an asynchronous invocation', () => {
  it('is tried three times, after one and two minutes, under one request id, and goes to where failures go', async () => {
    lambda = open();
    const arn = lambda.add('fn', recorder(), { DeadLetterConfig: { TargetArn: QUEUE } });
    lambda.declare('AWS::Lambda::EventInvokeConfig', 'config', {
      FunctionName: 'fn',
      Qualifier: '$LATEST',
      DestinationConfig: { OnFailure: { Destination: BUS } },
    });
    lambda.service.start?.();
    lambda.kernel.targets.deliver(arn, { body: '{"n":1,"fail":true}', caller: ROLE });
    const accepted = lambda.kernel.clock.now();
    expect(await nextRetry(lambda)).toBe(accepted + 60_000);
    expect(seen().length).toBe(1);
    await lambda.kernel.clock.advanceTo(accepted + 60_000);
    expect(await nextRetry(lambda)).toBe(accepted + 180_000);
    await lambda.kernel.clock.advanceTo(accepted + 180_000);
    await lambda.until(() => delivered.length === 2);
    expect(seen().length).toBe(3);
    expect(new Set(seen()).size).toBe(1);
    const [toBus, toQueue] = delivered;
    expect(toBus?.[0]).toBe(BUS);
    expect(toBus?.[1].parameters).toMatchObject({
      Source: 'lambda',
      DetailType: 'Lambda Function Invocation Result - Failure',
    });
    expect(JSON.parse(toBus?.[1].body ?? '')).toMatchObject({
      version: '1.0',
      requestContext: { functionArn: `${arn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { n: 1, fail: true },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    });
    expect(toQueue).toEqual([
      QUEUE,
      {
        body: '{"n":1,"fail":true}',
        caller: ROLE,
        attributes: { RequestID: seen()[0]?.split(' ')[0], ErrorCode: '200', ErrorMessage: 'no' },
      },
    ]);
  });

  it('keeps its order of acceptance and tells its success destination', async () => {
    lambda = open();
    const arn = lambda.add('fn', recorder(), { ReservedConcurrentExecutions: 1 });
    lambda.declare('AWS::Lambda::EventInvokeConfig', 'config', {
      FunctionName: 'fn',
      DestinationConfig: { OnSuccess: { Destination: QUEUE } },
    });
    lambda.service.start?.();
    for (let n = 0; n < 200; n += 1) lambda.kernel.targets.deliver(arn, { body: `{"n":${n}}`, caller: ROLE });
    await lambda.until(() => delivered.length === 200);
    expect(seen().map((line) => Number(line.split(' ')[1]))).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(JSON.parse(delivered[7]?.[1].body ?? '')).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 1 },
      responsePayload: { n: 7 },
    });
  });

  it('that was accepted before a crash runs after it, also when it was waiting for its retry', async () => {
    const file = join(folder, 'cloud.sqlite');
    const before = open(file);
    const arn = before.add('fn', recorder());
    before.service.start?.();
    before.kernel.targets.deliver(arn, { body: '{"n":1,"fail":true}', caller: ROLE });
    const retry = await nextRetry(before);
    await before.service.stop?.();
    before.kernel.targets.deliver(arn, { body: '{"n":2}', caller: ROLE });
    await before.kernel.journal.durable();
    before.kernel.journal.close();

    lambda = open(file);
    lambda.add('fn', recorder(), {});
    lambda.service.start?.();
    await lambda.until(() => seen().length === 2);
    expect(seen()[1]).toMatch(/ 2$/);
    await lambda.kernel.clock.advanceTo(retry);
    await lambda.until(() => seen().length === 3);
    expect(seen()[2]).toBe(seen()[0]);
    await before.stop();
  });

  it('that is no JSON, too large, not permitted or to nobody is refused', () => {
    lambda = open();
    const arn = lambda.add('fn', recorder());
    const deliver = (to: string, body: string, caller: string) => () =>
      lambda.kernel.targets.deliver(to, { body, caller });
    expect(deliver(arn, '{', ROLE)).toThrow(expect.objectContaining({ code: 'InvalidRequestContentException' }));
    expect(deliver(arn, `"${'x'.repeat(1_048_576)}"`, ROLE)).toThrow(expect.objectContaining({ status: 413 }));
    expect(deliver(`${arn}2`, '{}', ROLE)).toThrow(expect.objectContaining({ code: 'ResourceNotFoundException' }));
    expect(deliver(arn, '{}', 'events.amazonaws.com')).toThrow(
      expect.objectContaining({ code: 'AccessDeniedException' }),
    );
    lambda.declare('AWS::Lambda::Permission', 'permission', {
      FunctionName: arn,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
    });
    expect(deliver(arn, '{}', 'events.amazonaws.com')).not.toThrow();
  });
});
