import { describe, expect, it } from 'vitest';
import { type JsonObject, parseExactJson } from '../../kernel/json.ts';
import { BUS, FUNCTION, fromStream, QUEUE, refuse, type Stand, stand, TARGET_FUNCTION } from './test-stand.ts';

const fromQueue = (more: JsonObject = {}, parameters: JsonObject = {}): JsonObject => ({
  Name: 'q',
  RoleArn: 'role',
  Source: QUEUE,
  SourceParameters: { SqsQueueParameters: { BatchSize: 3, ...parameters } },
  Target: BUS,
  TargetParameters: { InputTemplate: '{"order":<$.body.order>}' },
  ...more,
});

const orders = ({ sent }: Stand): unknown[] => sent.map(({ detail }) => (detail as { order: number }).order);
const body = (order: number): string => JSON.stringify({ order });

describe('a pipe from a queue', () => {
  it('reads a JSON body through, deletes what got through and what it does not want', async () => {
    const pipe = stand();
    const SourceParameters = {
      SqsQueueParameters: { BatchSize: 10 },
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"order":[{"numeric":["<",3]}]}}' }] },
    };
    pipe.declare(fromQueue({ SourceParameters }));
    pipe.start();
    pipe.enqueue(body(1), body(5), 'no JSON', body(2));
    await pipe.kernel.clock.advance(0);
    expect(orders(pipe)).toEqual([1, 2]);
    expect(pipe.queued()).toBe(0);
    expect(pipe.sent[0]?.parameters).toEqual({ DetailType: 'Event from aws:sqs', Source: 'Pipe q' });
  });

  it('keeps the digits of numbers, read from a body or answered by an enrichment', async () => {
    const text = '{"id":1234567890123456789,"price":1.50,"zero":0.0}';
    const TargetParameters = { InputTemplate: '{"id":<$.body.id>,"all":<$.body>,"said":"<$.body.price>"}' };
    const read = stand();
    read.declare(fromQueue({ TargetParameters }));
    read.start();
    read.enqueue(text);
    await read.kernel.clock.advance(0);
    expect(read.bodies).toEqual([`{"id":1234567890123456789,"all":${text},"said":"1.50"}`]);
    const enriched = stand({ functions: { [FUNCTION]: () => [parseExactJson(text)] } });
    enriched.declare(fromQueue({ Enrichment: FUNCTION, TargetParameters: { InputTemplate: '<$.id>' } }));
    enriched.declare(fromQueue({ Enrichment: FUNCTION, TargetParameters: {} }));
    enriched.start();
    enriched.enqueue('{}');
    await enriched.kernel.clock.advance(0);
    expect(enriched.bodies).toEqual([text]);
  });

  it('leaves what failed to the visibility timeout', async () => {
    let bad = true;
    const pipe = stand({ bus: (detail) => void (bad && (detail as { order: number }).order === 2 && refuse('No')) });
    pipe.declare(fromQueue());
    pipe.start();
    pipe.enqueue(body(1), body(2), body(3));
    await pipe.kernel.clock.advance(0);
    expect([orders(pipe), pipe.queued()]).toEqual([[1, 3], 1]);
    bad = false;
    pipe.timeOut();
    await pipe.kernel.clock.advance(0);
    expect([orders(pipe), pipe.queued()]).toEqual([[1, 3, 2], 0]);
  });

  it('gathers a batch for its window', async () => {
    const pipe = stand({ functions: { [FUNCTION]: () => [] } });
    pipe.declare(fromQueue({ Enrichment: FUNCTION }, { MaximumBatchingWindowInSeconds: 10 }));
    pipe.start();
    pipe.enqueue(body(1));
    await pipe.kernel.clock.advance(5_000);
    expect(pipe.batches).toEqual([]);
    pipe.enqueue(body(2));
    await pipe.kernel.clock.advance(5_000);
    expect(pipe.batches).toHaveLength(1);
    expect(pipe.batches[0]).toHaveLength(2);
    expect(pipe.queued()).toBe(0);
  });
});

describe('a pipe to a function', () => {
  it('gives it the whole batch and takes back what it names as failed', async () => {
    const failing = new Set(['event-2']);
    const pipe = stand({
      functions: {
        [TARGET_FUNCTION]: (batch) => ({
          batchItemFailures: batch
            .map(({ eventID }) => ({ itemIdentifier: eventID }))
            .filter(({ itemIdentifier }) => failing.delete(String(itemIdentifier))),
        }),
      },
    });
    pipe.declare(fromStream({}, { Target: TARGET_FUNCTION }));
    pipe.append(1, 2, 3);
    pipe.start();
    await pipe.kernel.clock.advance(10_000);
    expect(pipe.batches).toEqual([[1, 2, 3], [2]]);
  });

  it('does not wait for it when it is to fire and forget', async () => {
    const pipe = stand();
    const TargetParameters = { LambdaFunctionParameters: { InvocationType: 'FIRE_AND_FORGET' } };
    pipe.declare(fromStream({}, { Target: TARGET_FUNCTION, TargetParameters }));
    pipe.append(1, 2);
    pipe.start();
    await pipe.kernel.clock.advance(0);
    expect(pipe.sent).toMatchObject([{ detail: [{ value: 1 }, { value: 2 }] }]);
  });
});

describe('a pipe that is not executed', () => {
  it.each([
    ['/Source', { Source: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' }],
    ['/Target', { Target: 'arn:aws:sns:us-east-1:000000000000:topic' }],
    ['/Enrichment', { Enrichment: 'arn:aws:states:us-east-1:000000000000:stateMachine:x' }],
    [
      '/TargetParameters/StepFunctionStateMachineParameters/InvocationType',
      { Target: 'arn:aws:states:us-east-1:000000000000:stateMachine:x' },
    ],
    [
      '/SourceParameters',
      { SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'LATEST', BatchSize: 11 } } },
    ],
    ['/SourceParameters/DynamoDBStreamParameters/StartingPosition', { SourceParameters: {} }],
    [
      '/SourceParameters/FilterCriteria/Filters/0/Pattern',
      {
        SourceParameters: {
          FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] },
          DynamoDBStreamParameters: { StartingPosition: 'LATEST' },
        },
      },
    ],
  ])('is refused at %s', (path, more) => {
    expect(() => stand().declare(fromStream({}, more))).toThrow(
      expect.objectContaining({ name: 'RefusedError', path }),
    );
  });
});
