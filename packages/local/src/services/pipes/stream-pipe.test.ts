import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
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

const folders: string[] = [];
const journalFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pipes-'));
  folders.push(folder);
  return join(folder, 'cloud.sqlite');
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

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
        // A settled clock is not a settled pipe: each batch takes a few turns of the event loop.
        for (let hour = 0; hour < 10; hour += 1) await pipe.kernel.clock.advance(3_600_000);
        const delivered = values(pipe);
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
    await fc.assert(run, { numRuns: 25 });
  });
});
