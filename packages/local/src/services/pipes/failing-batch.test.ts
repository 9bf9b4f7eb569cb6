import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import {
  bisecting,
  DEAD,
  enriched,
  FUNCTION,
  fromStream,
  poisoned,
  refuse,
  STREAM,
  stand,
  typed,
  values,
} from './test-stand.ts';

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
