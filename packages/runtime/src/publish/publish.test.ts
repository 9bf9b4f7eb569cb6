import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayOf } from '../retry.ts';
import { note, noteWritten } from '../testing/fixture.ts';
import { batches } from './batches.ts';
import { ENTRY_BYTES_LIMIT, entryBytes, type OutgoingEvent } from './outgoing-event.ts';
import { type EventBus, type EventSender, isPublishError, type PublishError, publish } from './publish.ts';

type Judge = (entry: PutEventsRequestEntry, call: number) => PutEventsResultEntry;

const accept: Judge = () => ({ EventId: 'e' });

/** A bus in memory: remembers the calls, answers as told, and waits for nobody. */
const fakeBus = (judge: Judge = accept): { bus: EventBus; calls: PutEventsRequestEntry[][]; waits: number[] } => {
  const calls: PutEventsRequestEntry[][] = [];
  const waits: number[] = [];
  const client: EventSender = {
    send: async ({ input: { Entries = [] } }) => {
      calls.push([...Entries]);
      const answers = Entries.map((entry) => judge(entry, calls.length));
      return { Entries: answers, FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode).length, $metadata: {} };
    },
  };
  const timing = { wait: async (ms: number) => void waits.push(ms), random: () => 0.5 };
  return { bus: { client, busName: 'bus', timing }, calls, waits };
};

const rejectedBy = async (work: Promise<void>): Promise<PublishError> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isPublishError(error)) throw new Error('expected a PublishError');
  return error;
};

const idsOf = (entries: readonly PutEventsRequestEntry[]): string[] =>
  entries.map(({ Detail }) => JSON.parse(Detail ?? '').data.id);

describe('publish', () => {
  it('sends ten entries a call with name, source, bus, time and detail', async () => {
    const { bus, calls } = fakeBus();
    await publish(
      bus,
      Array.from({ length: 23 }, (_, n) => note(n)),
    );
    expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(calls[0]?.[0]).toEqual({
      EventBusName: 'bus',
      Source: 'carillon.test',
      DetailType: 'NoteWritten',
      Time: new Date('2026-11-23T20:00:00.000Z'),
      Detail: JSON.stringify({ metadata: { ...note(0).metadata, schema: noteWritten.schema }, data: note(0).data }),
    });
  });

  it('sends nothing when one event is invalid, and lists it', async () => {
    const { bus, calls } = fakeBus();
    const invalid: OutgoingEvent = { ...note(1), data: { id: 'x', text: 7 } };
    const { rejected, retryable } = await rejectedBy(publish(bus, [note(0), invalid]));
    expect(rejected).toEqual([
      {
        index: 1,
        event: 'NoteWritten',
        code: 'INVALID_EVENT',
        message: 'test/note-written/v1: /data/text must be string',
        retryable: false,
      },
    ]);
    expect(retryable).toBe(false);
    expect(calls).toEqual([]);
  });

  it('sends again only what was throttled, with growing jittered waits', async () => {
    const { bus, calls, waits } = fakeBus((entry, call) =>
      call < 4 && entry.Detail?.includes('n-1')
        ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }
        : { EventId: 'e' },
    );
    await publish(bus, [note(0), note(1), note(2)]);
    expect(calls.map(idsOf)).toEqual([['n-0', 'n-1', 'n-2'], ['n-1'], ['n-1'], ['n-1']]);
    expect(waits).toEqual([50, 100, 200]);
  });

  it('does not retry what no retry can change', async () => {
    const { bus, calls } = fakeBus((entry) =>
      entry.Detail?.includes('n-1')
        ? { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'no' }
        : { EventId: 'e' },
    );
    const { rejected } = await rejectedBy(publish(bus, [note(0), note(1)]));
    expect(rejected).toMatchObject([{ index: 1, code: 'NotAuthorizedForSourceException', retryable: false }]);
    expect(calls).toHaveLength(1);
  });

  it('gives up after its attempts and says what is left', async () => {
    const { bus, calls } = fakeBus(() => ({ ErrorCode: 'InternalFailure', ErrorMessage: 'oh' }));
    const error = await rejectedBy(
      publish({ ...bus, backoff: { attempts: 3, baseMilliseconds: 1, capMilliseconds: 2 } }, [note(0)]),
    );
    expect(error).toMatchObject({
      retryable: true,
      rejected: [{ index: 0, code: 'InternalFailure', retryable: true }],
    });
    expect(calls).toHaveLength(3);
  });

  it('retries a call that failed as a whole when its error may pass', async () => {
    const { bus } = fakeBus();
    let calls = 0;
    const denied = Object.assign(new Error('no'), {
      name: 'AccessDeniedException',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    const passing = Object.assign(new Error('later'), {
      name: 'ServiceUnavailable',
      $fault: 'server',
      $metadata: { httpStatusCode: 503 },
    });
    const client: EventSender = {
      send: async () => {
        calls += 1;
        throw calls === 1 ? passing : denied;
      },
    };
    const { rejected } = await rejectedBy(publish({ ...bus, client }, [note(0), note(1)]));
    expect(rejected).toMatchObject([{ code: 'AccessDeniedException', index: 0 }, { index: 1 }]);
    expect(calls).toBe(2);
  });

  it('counts an entry without id or error as not published', async () => {
    const { bus } = fakeBus(() => ({}));
    const once = { ...bus, backoff: { attempts: 1, baseMilliseconds: 1, capMilliseconds: 1 } };
    expect((await rejectedBy(publish(once, [note(0)]))).rejected).toMatchObject([
      { code: 'NO_ANSWER', retryable: true },
    ]);
  });

  it('rejects an event above the limit where no claim bucket is given', async () => {
    const { bus, calls } = fakeBus();
    const { rejected } = await rejectedBy(publish(bus, [note(0, 'x'.repeat(ENTRY_BYTES_LIMIT))]));
    expect(rejected).toMatchObject([{ code: 'TOO_LARGE', retryable: false }]);
    expect(calls).toEqual([]);
  });
});

describe('the limit of the bus', () => {
  it('is met at the very byte: an entry must be smaller', async () => {
    const { bus, calls } = fakeBus();
    await publish(bus, [note(0, '')]);
    const rest = entryBytes(calls[0]?.[0] ?? {});
    await publish(bus, [note(0, 'x'.repeat(ENTRY_BYTES_LIMIT - 1 - rest))]);
    expect(entryBytes(calls[1]?.[0] ?? {})).toBe(ENTRY_BYTES_LIMIT - 1);
    const { rejected } = await rejectedBy(publish(bus, [note(0, 'x'.repeat(ENTRY_BYTES_LIMIT - rest))]));
    expect(rejected).toMatchObject([{ code: 'TOO_LARGE' }]);
  });
});

describe('delayOf', () => {
  it('doubles up to its cap, and is a random part of that', () => {
    const backoff = { attempts: 9, baseMilliseconds: 100, capMilliseconds: 500 };
    expect([0, 1, 2, 3, 9].map((retry) => delayOf(backoff, retry, 0.5))).toEqual([50, 100, 200, 250, 250]);
    expect(delayOf(backoff, 3, 0)).toBe(0);
  });
});

describe('entryBytes', () => {
  it('counts UTF-8 bytes, 14 for Time, and nothing else', () => {
    const entry = {
      Time: new Date(0),
      Source: 'ü',
      DetailType: 'ab',
      Detail: '{"a":"€"}',
      Resources: ['r', 'é'],
      EventBusName: 'uncounted',
    };
    expect(entryBytes(entry)).toBe(14 + 2 + 2 + 11 + 1 + 2);
  });
});

describe('batches', () => {
  it('keeps order, loses nothing, and stays within both limits', () => {
    const items = fc.array(fc.integer({ min: 1, max: 120 }).map((bytes) => ({ bytes })));
    fc.assert(
      fc.property(items, (all) => {
        const made = batches(all, { count: 10, bytes: 100 });
        expect(made.flat()).toEqual(all);
        for (const each of made) {
          expect(each.length).toBeLessThanOrEqual(10);
          expect(each.length === 1 || each.reduce((sum, { bytes }) => sum + bytes, 0) < 100).toBe(true);
        }
      }),
    );
  });
});
