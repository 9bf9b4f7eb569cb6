import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { DEAD, enriched, FUNCTION, fromStream, refuse, STREAM, type Stand, stand, typed } from './test-stand.ts';

const values = ({ sent }: Stand): unknown[] => sent.map(({ detail }) => (detail as { value: number }).value);

const folders: string[] = [];
const journalFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pipes-'));
  folders.push(folder);
  return join(folder, 'cloud.sqlite');
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const bisecting = {
  MaximumRetryAttempts: 2,
  OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
  DeadLetterConfig: { Arn: DEAD },
} as const;

const poisoned = (bad: readonly number[]) => (batch: Parameters<typeof typed>[0]) => {
  if (batch.some(({ value }) => bad.includes(Number(value)))) throw new Error('poison');
  return typed(batch);
};

describe('a pipe from a stream', () => {
  it('filters, enriches in batches, and sends each item of the answer as one event by its template', async () => {
    const pipe = stand({ functions: { [FUNCTION]: typed } });
    const SourceParameters = {
      FilterCriteria: { Filters: [{ Pattern: '{"value":[{"numeric":[">",3]}]}' }, { Pattern: '{"value":[1,2]}' }] },
      DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 4 },
    };
    pipe.declare(fromStream({}, { ...enriched, SourceParameters }));
    pipe.append(1, 0, 2, 3, 4);
    pipe.start();
    await pipe.kernel.clock.advance(0);
    expect(pipe.batches).toEqual([[1, 2], [4]]);
    expect(pipe.sent).toEqual(
      [1, 2, 4].map((value) => ({ detail: { value }, parameters: { DetailType: `T${value}`, Source: 'app' } })),
    );
  });

  it('without enrichment and parameters sends the record itself under EventBridge’s own names', async () => {
    const pipe = stand();
    pipe.declare(fromStream());
    pipe.start();
    pipe.append(7);
    await pipe.kernel.clock.advance(0);
    expect(pipe.sent).toMatchObject([
      {
        detail: { eventID: 'event-1', value: 7 },
        parameters: { DetailType: 'Event from aws:dynamodb', Source: 'Pipe p' },
      },
    ]);
  });

  it('fills the enrichment’s template record by record, and the reserved variables', async () => {
    const pipe = stand({ functions: { [FUNCTION]: (batch) => batch.map((detail) => ({ type: 't', detail })) } });
    const EnrichmentParameters = { InputTemplate: '{"id":"<$.eventID>","pipe":"<aws.pipes.pipe-name>"}' };
    pipe.declare(fromStream({}, { ...enriched, EnrichmentParameters }));
    pipe.start();
    pipe.append(1, 2);
    await pipe.kernel.clock.advance(0);
    expect(pipe.sent.map(({ detail }) => detail)).toEqual([
      { id: 'event-1', pipe: 'p' },
      { id: 'event-2', pipe: 'p' },
    ]);
  });

  it.each([[[]], [{}], [''], [null]])('ends a batch whose enrichment answers %j', async (answer) => {
    const pipe = stand({ functions: { [FUNCTION]: () => answer } });
    pipe.declare(fromStream({}, enriched));
    pipe.append(1, 2);
    pipe.start();
    await pipe.kernel.clock.advance(0);
    expect([pipe.sent, pipe.dead, pipe.batches]).toEqual([[], [], [[1, 2]]]);
  });

  it('reads from the beginning, or from where the stream was when the pipe came into being', async () => {
    for (const [StartingPosition, expected] of [
      ['TRIM_HORIZON', [1, 2]],
      ['LATEST', [2]],
    ] as const) {
      const pipe = stand();
      pipe.append(1);
      pipe.declare(fromStream({ StartingPosition }));
      pipe.append(2);
      pipe.start();
      await pipe.kernel.clock.advance(0);
      expect(values(pipe)).toEqual(expected);
    }
  });

  it('waits for a full batch or the end of its window', async () => {
    const pipe = stand({ functions: { [FUNCTION]: typed } });
    pipe.declare(fromStream({ MaximumBatchingWindowInSeconds: 30 }, enriched));
    pipe.start();
    pipe.append(1);
    await pipe.kernel.clock.advance(20_000);
    pipe.append(2);
    await pipe.kernel.clock.advance(9_000);
    expect(pipe.batches).toEqual([]);
    await pipe.kernel.clock.advance(1_000);
    expect(pipe.batches).toEqual([[1, 2]]);
    pipe.append(3, 4, 5, 6, 7);
    await pipe.kernel.clock.advance(0);
    expect(pipe.batches).toEqual([
      [1, 2],
      [3, 4, 5, 6],
    ]);
    await pipe.kernel.clock.advance(30_000);
    expect(values(pipe)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('stands still while it is stopped, and goes on from there', async () => {
    const pipe = stand();
    pipe.declare(fromStream());
    pipe.start();
    const call = (operation: string): Promise<unknown> =>
      pipe.kernel.operations.call('pipes', operation, { Name: 'p' }, { caller: 'test', requestId: '1' });
    await call('StopPipe');
    pipe.append(1);
    await pipe.kernel.clock.advance(1000);
    expect(pipe.sent).toEqual([]);
    // A restart declares the template again: what was stopped by hand stays stopped.
    pipe.declare(fromStream());
    expect(await call('DescribePipe')).toMatchObject({ Name: 'p', DesiredState: 'STOPPED', Source: STREAM });
    await call('StartPipe');
    await pipe.kernel.clock.advance(0);
    expect(values(pipe)).toEqual([1]);
    expect(await call('ListPipes')).toMatchObject({ Pipes: [{ Name: 'p', CurrentState: 'RUNNING' }] });
  });
});

describe('a failing batch', () => {
  it('is halved until the poison lies alone; that goes to the dead-letter queue in AWS’s form, all others through', async () => {
    const pipe = stand({ functions: { [FUNCTION]: poisoned([3]) } });
    pipe.declare(fromStream(bisecting, enriched));
    pipe.append(1, 2, 3, 4, 5);
    pipe.start();
    await pipe.kernel.clock.advance(60_000);
    expect(values(pipe)).toEqual([1, 2, 4, 5]);
    expect(pipe.batches).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [3], [4], [5]]);
    expect(pipe.dead).toEqual([
      {
        context: {
          partnerResourceArn: 'arn:aws:pipes:us-east-1:000000000000:pipe/p',
          condition: 'RetryAttemptsExhausted',
        },
        version: '1.0',
        timestamp: '2026-11-23T20:00:03.000Z',
        DDBStreamBatchInfo: {
          shardId: 'shard-1',
          startSequenceNumber: '103',
          endSequenceNumber: '103',
          approximateArrivalOfFirstRecord: '2026-11-23T20:00:00.000Z',
          approximateArrivalOfLastRecord: '2026-11-23T20:00:00.000Z',
          batchSize: 1,
          streamArn: STREAM,
        },
      },
    ]);
  });

  it('without bisecting goes whole, and without a queue is dropped with a note', async () => {
    const pipe = stand({ functions: { [FUNCTION]: poisoned([2]) } });
    pipe.declare(fromStream({ MaximumRetryAttempts: 1 }, enriched));
    pipe.append(1, 2, 3, 4, 5);
    pipe.start();
    await pipe.kernel.clock.advance(60_000);
    expect(values(pipe)).toEqual([5]);
    expect(pipe.noted.filter((action) => action === 'RecordsDropped')).toHaveLength(1);
  });

  it('is tried without end when nothing limits it, and holds up what comes behind', async () => {
    let broken = true;
    const pipe = stand({ functions: { [FUNCTION]: (batch) => (broken ? refuse('Down') : typed(batch)) } });
    pipe.declare(fromStream({ BatchSize: 1 }, enriched));
    pipe.append(1, 2);
    pipe.start();
    await pipe.kernel.clock.advance(3_600_000);
    expect(pipe.sent).toEqual([]);
    expect(new Set(pipe.batches.flat())).toEqual(new Set([1]));
    broken = false;
    await pipe.kernel.clock.advance(60_000);
    expect(values(pipe)).toEqual([1, 2]);
  });

  it('gives up a record that is too old', async () => {
    const pipe = stand({ functions: { [FUNCTION]: () => refuse('Down') } });
    pipe.declare(fromStream({ MaximumRecordAgeInSeconds: 60, DeadLetterConfig: { Arn: DEAD } }, enriched));
    pipe.append(1);
    pipe.start();
    await pipe.kernel.clock.advance(200_000);
    expect(pipe.dead).toMatchObject([{ context: { condition: 'RecordAgeExceeded' } }]);
  });

  it('is not given up while the dead-letter queue is out of reach', async () => {
    let reachable = false;
    const pipe = stand({
      functions: { [FUNCTION]: poisoned([1]) },
      deadLetters: () => void (reachable || refuse('QueueDoesNotExist')),
    });
    pipe.declare(fromStream(bisecting, enriched));
    pipe.append(1);
    pipe.start();
    await pipe.kernel.clock.advance(120_000);
    expect(pipe.dead).toEqual([]);
    expect(pipe.kernel.reported.length).toBeGreaterThan(0);
    reachable = true;
    await pipe.kernel.clock.advance(120_000);
    expect(pipe.dead).toHaveLength(1);
  });
});

describe('a target that refuses an entry', () => {
  const refusing = (bad: number) => (detail: Json) => {
    if ((detail as { value: number }).value === bad) refuse('ValidationException');
  };

  it('has only that one’s record tried again', async () => {
    const pipe = stand({ bus: refusing(2) });
    pipe.declare(fromStream(bisecting));
    pipe.append(1, 2, 3, 4);
    pipe.start();
    await pipe.kernel.clock.advance(60_000);
    expect(values(pipe)).toEqual([1, 3, 4]);
    expect(pipe.dead).toMatchObject([{ DDBStreamBatchInfo: { startSequenceNumber: '102', batchSize: 1 } }]);
  });

  it('has the record found by the eventID that the enrichment kept', async () => {
    const answer = (batch: Parameters<typeof typed>[0]) =>
      batch.map(({ value, eventID }) => ({ type: 't', eventID: String(eventID), detail: { value: Number(value) } }));
    const pipe = stand({ bus: refusing(2), functions: { [FUNCTION]: answer } });
    pipe.declare(fromStream(bisecting, enriched));
    pipe.append(1, 2, 3);
    pipe.start();
    await pipe.kernel.clock.advance(60_000);
    expect(values(pipe)).toEqual([1, 3]);
  });

  it('gets none of a batch whose enrichment does not tell the records apart, until halving has', async () => {
    const pipe = stand({ bus: refusing(2), functions: { [FUNCTION]: typed } });
    pipe.declare(fromStream(bisecting, enriched));
    pipe.append(1, 2, 3, 4);
    pipe.start();
    await pipe.kernel.clock.advance(60_000);
    expect(pipe.batches.slice(0, 3)).toEqual([[1, 2, 3, 4], [1, 2], [1]]);
    expect(pipe.dead).toMatchObject([{ DDBStreamBatchInfo: { startSequenceNumber: '102' } }]);
  });

  it('is not called when the enrichment answers more than it takes at once', async () => {
    const answer = () => Array.from({ length: 11 }, (_, value) => ({ type: 't', detail: { value } }));
    const pipe = stand({ functions: { [FUNCTION]: answer } });
    pipe.declare(fromStream(bisecting, enriched));
    pipe.append(1);
    pipe.start();
    await pipe.kernel.clock.advance(60_000);
    expect(pipe.sent).toEqual([]);
    expect(pipe.dead).toHaveLength(1);
  });
});

describe('a pipe that is killed', () => {
  it('while its enrichment works delivers the batch once when it is back', async () => {
    const file = journalFile();
    const hanging = stand({ file, functions: { [FUNCTION]: () => new Promise(() => undefined) } });
    hanging.declare(fromStream({}, enriched));
    hanging.append(1, 2, 3);
    hanging.start();
    await hanging.kernel.clock.advance(0);
    expect(hanging.batches).toEqual([[1, 2, 3]]);
    hanging.kernel.journal.close();
    const again = stand({ file, functions: { [FUNCTION]: typed } });
    again.declare(fromStream({}, enriched));
    again.append(4);
    again.start();
    await again.kernel.clock.advance(0);
    expect(values(again)).toEqual([1, 2, 3, 4]);
    await again.stop();
  });

  it('after a delivery does not deliver again, and remembers its attempts', async () => {
    const file = journalFile();
    const first = stand({ file, functions: { [FUNCTION]: poisoned([2]) } });
    first.declare(fromStream({ ...bisecting, BatchSize: 1 }, enriched));
    first.append(1, 2, 3);
    first.start();
    await first.kernel.clock.advance(1_500);
    expect([values(first), first.batches]).toEqual([[1], [[1], [2], [2]]]);
    first.kernel.journal.close();
    const second = stand({ file, functions: { [FUNCTION]: poisoned([2]) } });
    second.declare(fromStream({ ...bisecting, BatchSize: 1 }, enriched));
    second.start();
    await second.kernel.clock.advance(60_000);
    expect([values(second), second.batches]).toEqual([[3], [[2], [3]]]);
    expect(second.dead).toHaveLength(1);
    await second.stop();
  });
});

describe('whatever fails, however often', () => {
  it('each record is delivered once or lies in the dead-letter queue, in the order of the stream', async () => {
    const run = fc.asyncProperty(
      fc.integer({ min: 1, max: 25 }),
      fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 4 }),
      fc.array(fc.boolean(), { maxLength: 30 }),
      fc.boolean(),
      async (count, bad, flaky, bisect) => {
        const weather = [...flaky];
        const pipe = stand({
          functions: { [FUNCTION]: (batch) => (weather.shift() === false ? refuse('Down') : poisoned(bad)(batch)) },
        });
        const OnPartialBatchItemFailure = bisect ? { OnPartialBatchItemFailure: 'AUTOMATIC_BISECT' } : {};
        const more = { MaximumRetryAttempts: 3, DeadLetterConfig: { Arn: DEAD }, ...OnPartialBatchItemFailure };
        pipe.declare(fromStream(more, enriched));
        pipe.append(...Array.from({ length: count }, (_, index) => index + 1));
        pipe.start();
        await pipe.kernel.clock.advance(3_600_000);
        const delivered = values(pipe) as number[];
        const buried = pipe.dead.flatMap(({ DDBStreamBatchInfo: info }) => {
          const { startSequenceNumber, endSequenceNumber } = info as Record<string, string>;
          const [from, to] = [startSequenceNumber, endSequenceNumber].map((text) => Number(text?.slice(2)));
          return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
        });
        expect(delivered).toEqual([...delivered].sort((a, b) => a - b));
        expect([...delivered, ...buried].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, index) => index + 1),
        );
      },
    );
    await fc.assert(run, { numRuns: 20 });
  });
});
