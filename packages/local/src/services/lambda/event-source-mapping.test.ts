import { afterEach, describe, expect, it } from 'vitest';
import { failedMessages } from './batch-response.ts';
import cases from './cases/batch-responses.json' with { type: 'json' };
import { type TestFunctions, testFunctions } from './test-functions.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:work';

interface TestQueue {
  readonly waiting: string[];
  readonly inFlight: Map<string, string>;
  readonly deleted: string[];
  readonly sizes: number[];
  send(...bodies: readonly string[]): void;
}

const queueOn = (lambda: TestFunctions): TestQueue => {
  let listener = (): void => undefined;
  let receipts = 0;
  const queue: TestQueue = {
    waiting: [],
    inFlight: new Map(),
    deleted: [],
    sizes: [],
    send(...bodies) {
      queue.waiting.push(...bodies);
      listener();
    },
  };
  lambda.kernel.sources.register('sqs', () => ({
    kind: 'queue',
    receive(max) {
      const bodies = queue.waiting.splice(0, max);
      return bodies.map((body) => {
        const receiptHandle = String(receipts++);
        queue.inFlight.set(receiptHandle, body);
        return { receiptHandle, record: { messageId: body, receiptHandle, body, eventSource: 'aws:sqs' } };
      });
    },
    delete(handles) {
      for (const handle of handles) {
        queue.deleted.push(queue.inFlight.get(handle) ?? '?');
        queue.inFlight.delete(handle);
      }
    },
    release: () => undefined,
    onReady(next) {
      listener = next;
      return () => undefined;
    },
  }));
  return queue;
};

let lambda: TestFunctions;
afterEach(() => lambda.stop());

const map = (source: string, properties = {}): TestQueue => {
  lambda = testFunctions();
  const queue = queueOn(lambda);
  lambda.add('fn', source);
  lambda.declare('AWS::Lambda::EventSourceMapping', 'mapping', {
    EventSourceArn: QUEUE,
    FunctionName: 'fn',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });
  lambda.service.start?.();
  return queue;
};

const COUNTING = `export const handler = async ({ Records }) => ({
  batchItemFailures: Records.filter(({ body }) => body.startsWith('bad')).map(({ messageId }) => ({ itemIdentifier: messageId })) });`;

const update = (Enabled: boolean): Promise<unknown> => {
  const call = { caller: 'root', requestId: 'r' };
  const { operations } = lambda.kernel;
  return (
    operations.call('lambda', 'ListEventSourceMappings', {}, call) as Promise<{
      EventSourceMappings: { UUID: string }[];
    }>
  ).then(({ EventSourceMappings: [mapping] }) =>
    operations.call('lambda', 'UpdateEventSourceMapping', { UUID: mapping?.UUID, Enabled }, call),
  );
};

describe('an event source mapping', () => {
  it('deletes what succeeded and leaves what failed to its visibility timeout', async () => {
    const queue = map(COUNTING);
    queue.send('a', 'bad-1', 'b', 'bad-2');
    await lambda.until(() => queue.deleted.length === 2);
    expect(queue.deleted).toEqual(['a', 'b']);
    expect([...queue.inFlight.values()]).toEqual(['bad-1', 'bad-2']);
  });

  it('polls at once when it comes while the cloud runs, and no more when it goes', async () => {
    lambda = testFunctions();
    const queue = queueOn(lambda);
    lambda.service.start?.();
    lambda.add('fn', COUNTING);
    queue.send('a');
    const properties = { EventSourceArn: QUEUE, FunctionName: 'fn', BatchSize: 1 };
    const uuid = lambda.declare('AWS::Lambda::EventSourceMapping', 'mapping', properties);
    await lambda.until(() => queue.deleted.includes('a'));
    lambda.service.resources['AWS::Lambda::EventSourceMapping']?.remove?.(uuid.split(':').at(-1) ?? '');
    queue.send('b');
    await lambda.until(() => true);
    expect(queue.waiting).toEqual(['b']);
  });

  it('runs the new code of a function that is declared anew', async () => {
    lambda = testFunctions();
    const arn = lambda.add('fn', `export const handler = async () => 'old';`);
    expect(await lambda.invoke(arn, {})).toMatchObject({ payload: '"old"' });
    lambda.add('fn', `export const handler = async () => 'new';`);
    expect(await lambda.invoke(arn, {})).toMatchObject({ payload: '"new"' });
  });

  it('leaves the whole batch when the function fails', async () => {
    const queue = map(
      `export const handler = async ({ Records }) => { if (Records[0].body === 'bad') throw new Error('x') };`,
      {
        BatchSize: 1,
      },
    );
    queue.send('bad', 'good');
    await lambda.until(() => queue.deleted.length === 1);
    expect([...queue.inFlight.values()]).toEqual(['bad']);
  });

  it('works off thousands of messages, in batches of its size, no more at a time than the function has room for', async () => {
    const queue = map(`let most = 0, running = 0;
      export const handler = async ({ Records }) => {
        if (Records.length > 10 || ++running > 1) throw new Error('too many');
        await null; running -= 1; return { batchItemFailures: [] }; };`);
    queue.send(...Array.from({ length: 20_000 }, (_, n) => String(n)));
    await lambda.until(() => queue.deleted.length === 20_000);
    expect(new Set(queue.deleted).size).toBe(20_000);
  });

  it('waits its batching window for a batch to fill', async () => {
    const queue = map(COUNTING, { BatchSize: 100, MaximumBatchingWindowInSeconds: 5 });
    queue.send(...Array.from({ length: 30 }, (_, n) => `a${n}`));
    await lambda.kernel.clock.advance(4_999);
    expect(queue.deleted.length).toBe(0);
    queue.send('late');
    await lambda.kernel.clock.advance(1);
    await lambda.until(() => queue.deleted.length === 31);
    queue.send(...Array.from({ length: 100 }, (_, n) => `b${n}`));
    await lambda.until(() => queue.deleted.length === 131);
  });

  it('stops and goes on by UpdateEventSourceMapping', async () => {
    const queue = map(COUNTING);
    await update(false);
    queue.send('a');
    await lambda.kernel.clock.advance(1_000);
    expect(queue.waiting).toEqual(['a']);
    expect(await update(true)).toMatchObject({ State: 'Enabled', BatchSize: 10 });
    await lambda.until(() => queue.deleted.length === 1);
  });

  it('deletes unread what its filter does not want', async () => {
    const Pattern = JSON.stringify({ body: { kind: ['wanted'] } });
    const queue = map('export const handler = async () => ({ batchItemFailures: [{ itemIdentifier: "" }] });', {
      FilterCriteria: { Filters: [{ Pattern }] },
    });
    queue.send('{"kind":"other"}', '{"kind":"wanted"}', 'no json');
    await lambda.until(() => queue.deleted.length === 2);
    expect([...queue.inFlight.values()]).toEqual(['{"kind":"wanted"}']);
    const faulty = { FilterCriteria: { Filters: [{ Pattern: '{"body":"x"}' }] } };
    expect(() => map(COUNTING, faulty)).toThrow(expect.objectContaining({ path: '/FilterCriteria/Filters/0/Pattern' }));
  });

  it('refuses a stream, and a large batch without a window', () => {
    expect(() => map(COUNTING, { EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/s' })).toThrow(
      expect.objectContaining({ path: '/EventSourceArn' }),
    );
    expect(() => map(COUNTING, { BatchSize: 11 })).toThrow(expect.objectContaining({ path: '/BatchSize' }));
  });
});

describe('a partial batch response', () => {
  it.each(cases)('$name', ({ response, failed }) => {
    expect(failedMessages(JSON.stringify(response), ['a', 'b'])).toEqual(failed);
  });
});
