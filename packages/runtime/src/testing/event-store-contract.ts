import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog.ts';
import {
  APPEND_ITEMS_LIMIT,
  type Append,
  type EventStore,
  type RecordedEvent,
  type StreamAppend,
} from '../event-store/event-store.ts';

/** What the stores of the contract tests hold: give them to an adapter that needs its events. */
export const contractEvents: Catalog = {
  events: [
    {
      name: 'SomethingHappened',
      source: 'carillon.test',
      version: 1,
      schema: 'test/something-happened/v1',
      owner: 'team-test',
      claimCheck: false,
      phi: [],
      validate: () => [],
    },
  ],
  upcasters: [],
};

const event = (stream: string, sequence: number, data: unknown = { n: sequence }): RecordedEvent => ({
  event: { name: 'SomethingHappened', data },
  metadata: {
    id: `00000000-0000-8000-8000-${stream.length}${String(sequence).padStart(11, '0')}`,
    correlationId: stream,
    occurredAt: '2026-11-23T20:00:00.000Z',
    schema: 'test/something-happened/v1',
    stream,
    sequence,
  },
});

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Events `expected + 1` to `to` of a stream. */
const behind = (stream: string, expected: number, to: number): StreamAppend => ({
  stream,
  expected,
  events: range(expected + 1, to).map((sequence) => event(stream, sequence)),
});

const conflict = { code: 'CONFLICT', retryable: true };
const invalid = { code: 'APPEND_INVALID', retryable: false };
const tooLarge = { code: 'APPEND_TOO_LARGE', retryable: false };

const sequencesOf = (recorded: readonly RecordedEvent[]): readonly number[] =>
  recorded.map(({ metadata }) => metadata.sequence);

const loading = (make: () => Promise<EventStore>): void => {
  it('knows nothing of a stream that was never appended to', async () => {
    const store = await make();
    expect(await store.load('s/1')).toEqual([]);
    expect(await store.loadShared('h/1')).toBeUndefined();
  });

  it('gives back in order what was appended', async () => {
    const store = await make();
    await store.append({ streams: [behind('s/1', 0, 2)] });
    await store.append({ streams: [behind('s/1', 2, 3)] });
    expect(await store.load('s/1')).toEqual([event('s/1', 1), event('s/1', 2), event('s/1', 3)]);
  });

  it('loads a stream of many pages, whole and in part', async () => {
    const store = await make();
    const filler = 'x'.repeat(30_000);
    for (let n = 0; n < 50; n += 1)
      await store.append({ streams: [{ stream: 's/1', expected: n, events: [event('s/1', n + 1, { filler })] }] });
    expect(sequencesOf(await store.load('s/1'))).toEqual(range(1, 50));
    expect(sequencesOf(await store.load('s/1', { after: 3 }))).toEqual(range(4, 50));
    expect(sequencesOf(await store.load('s/1', { limit: 45 }))).toEqual(range(1, 45));
    expect(sequencesOf(await store.load('s/1', { after: 48, limit: 1 }))).toEqual([49]);
    expect(sequencesOf(await store.load('s/1', { after: 48, limit: 9 }))).toEqual([49, 50]);
    expect(await store.load('s/1', { after: 50 })).toEqual([]);
  });
};

const optimisticConcurrency = (make: () => Promise<EventStore>): void => {
  it('refuses an append where another one was faster', async () => {
    const store = await make();
    await store.append({ streams: [behind('s/1', 0, 1)] });
    const late = store.append({ streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1, 'late')] }] });
    await expect(late).rejects.toMatchObject(conflict);
    expect(await store.load('s/1')).toEqual([event('s/1', 1)]);
  });

  it.each([
    ['an empty stream', 0, behind('s/1', 5, 6)],
    ['a shorter stream', 2, behind('s/1', 3, 4)],
    ['a shorter stream, several events at once', 2, behind('s/1', 4, 9)],
  ])('refuses an append that expects more than there is: %s', async (_, length, append) => {
    const store = await make();
    if (length > 0) await store.append({ streams: [behind('s/1', 0, length)] });
    await expect(store.append({ streams: [append] })).rejects.toMatchObject(conflict);
    expect(sequencesOf(await store.load('s/1'))).toEqual(range(1, length));
  });

  it('lets one of several at the same moment through', async () => {
    const store = await make();
    const append = (): Promise<void> => store.append({ streams: [behind('s/1', 0, 2)] });
    const results = await Promise.allSettled([append(), append(), append()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.load('s/1')).toHaveLength(2);
  });

  it('appends to several streams and writes a shared state, all or nothing', async () => {
    const store = await make();
    const shared = { key: 'h/1', expected: 0, state: { active: 's/2' } };
    await store.append({ streams: [behind('s/1', 0, 1), behind('s/2', 0, 1)], shared });
    expect(await store.loadShared('h/1')).toEqual({ version: 1, state: { active: 's/2' } });
    const half = store.append({ streams: [behind('s/1', 1, 2), behind('s/2', 0, 1)] });
    await expect(half).rejects.toMatchObject(conflict);
    expect(await store.load('s/1')).toHaveLength(1);
  });

  it('writes a shared state at its version alone', async () => {
    const store = await make();
    await store.append({ streams: [], shared: { key: 'h/1', expected: 0, state: 'a' } });
    await store.append({ streams: [], shared: { key: 'h/1', expected: 1, state: 'b' } });
    const stale: readonly Append[] = [
      { streams: [], shared: { key: 'h/1', expected: 1, state: 'c' } },
      { streams: [], shared: { key: 'h/1', expected: 0, state: 'c' } },
      { streams: [], shared: { key: 'h/1', expected: 3, state: 'c' } },
      { streams: [behind('s/1', 0, 1)], shared: { key: 'h/1', expected: 1, state: 'c' } },
    ];
    for (const append of stale) await expect(store.append(append)).rejects.toMatchObject(conflict);
    expect(await store.loadShared('h/1')).toEqual({ version: 2, state: 'b' });
    expect(await store.load('s/1')).toEqual([]);
  });
};

const appendsChecked = (make: () => Promise<EventStore>): void => {
  it.each<[string, Append]>([
    ['a gap behind the expected place', { streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 2)] }] }],
    ['a gap within', { streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1), event('s/1', 3)] }] }],
    ['a place twice', { streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1), event('s/1', 1)] }] }],
    ['an event of another stream', { streams: [{ stream: 's/1', expected: 0, events: [event('s/2', 1)] }] }],
    ['no events', { streams: [{ stream: 's/1', expected: 0, events: [] }] }],
    ['a stream twice', { streams: [behind('s/1', 0, 1), behind('s/1', 1, 2)] }],
  ])('refuses for good an append with %s', async (_, append) => {
    const store = await make();
    await expect(store.append(append)).rejects.toMatchObject(invalid);
    expect(await store.load('s/1')).toEqual([]);
    expect(await store.load('s/2')).toEqual([]);
  });

  it('takes as many items as a transaction may have, and refuses one more with a code of its own', async () => {
    const store = await make();
    const shared = { key: 'h/1', expected: 0, state: 'a' };
    await expect(store.append({ streams: [behind('s/1', 0, APPEND_ITEMS_LIMIT + 1)] })).rejects.toMatchObject(tooLarge);
    await expect(store.append({ streams: [behind('s/1', 0, APPEND_ITEMS_LIMIT)], shared })).rejects.toMatchObject(
      tooLarge,
    );
    expect(await store.load('s/1')).toEqual([]);
    await store.append({ streams: [behind('s/1', 0, APPEND_ITEMS_LIMIT)] });
    // The check that the stream is where it was expected is an item too.
    const [end, most] = [APPEND_ITEMS_LIMIT, 2 * APPEND_ITEMS_LIMIT - 1];
    await expect(store.append({ streams: [behind('s/1', end, most + 1)] })).rejects.toMatchObject(tooLarge);
    await store.append({ streams: [behind('s/1', end, most)] });
    expect(await store.load('s/1')).toHaveLength(2 * APPEND_ITEMS_LIMIT - 1);
  });
};

/** What each adapter of EventStore must do; `make` gives an empty store that holds {@link contractEvents}. */
export const eventStoreContract = (adapter: string, make: () => Promise<EventStore>): void => {
  describe(`EventStore: ${adapter}`, () => {
    loading(make);
    optimisticConcurrency(make);
    appendsChecked(make);
  });
};
