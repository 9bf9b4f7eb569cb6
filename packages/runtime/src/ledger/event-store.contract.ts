import { describe, expect, it } from 'vitest';
import type { EventStore, RecordedEvent } from './event-store.ts';

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

const conflict = { code: 'CONFLICT', retryable: true };

/** The contract of every EventStore; `make` gives an empty store. */
export const eventStoreContract = (adapter: string, make: () => Promise<EventStore>): void => {
  describe(`EventStore: ${adapter}`, () => {
    it('knows nothing of a stream that was never appended to', async () => {
      const store = await make();
      expect(await store.load('s/1')).toEqual([]);
      expect(await store.head('h/1')).toBeUndefined();
    });

    it('gives back in order what was appended', async () => {
      const store = await make();
      await store.append({ streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1), event('s/1', 2)] }] });
      await store.append({ streams: [{ stream: 's/1', expected: 2, events: [event('s/1', 3)] }] });
      expect(await store.load('s/1')).toEqual([event('s/1', 1), event('s/1', 2), event('s/1', 3)]);
    });

    it('loads a stream of many pages', async () => {
      const store = await make();
      const filler = 'x'.repeat(30_000);
      for (let n = 0; n < 50; n += 1)
        await store.append({ streams: [{ stream: 's/1', expected: n, events: [event('s/1', n + 1, { filler })] }] });
      expect((await store.load('s/1')).map(({ metadata }) => metadata.sequence)).toEqual(
        Array.from({ length: 50 }, (_, n) => n + 1),
      );
    });

    it('refuses an append where another one was faster', async () => {
      const store = await make();
      await store.append({ streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1)] }] });
      const late = store.append({ streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1, 'late')] }] });
      await expect(late).rejects.toMatchObject(conflict);
      expect(await store.load('s/1')).toEqual([event('s/1', 1)]);
    });

    it('refuses an append behind the end of a stream, and stores nothing of it', async () => {
      const store = await make();
      await store.append({ streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1)] }] });
      const ahead = [
        { streams: [{ stream: 's/2', expected: 5, events: [event('s/2', 6)] }] },
        { streams: [{ stream: 's/1', expected: 2, events: [event('s/1', 3), event('s/1', 4)] }] },
      ];
      for (const append of ahead) await expect(store.append(append)).rejects.toMatchObject(conflict);
      expect([await store.load('s/1'), await store.load('s/2')]).toEqual([[event('s/1', 1)], []]);
    });

    it('refuses events whose positions do not follow the expected one', async () => {
      const store = await make();
      const gaps = [
        { streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 2)] }] },
        { streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1), event('s/1', 3)] }] },
        { streams: [{ stream: 's/1', expected: 0, events: [event('s/2', 1)] }] },
      ];
      for (const append of gaps)
        await expect(store.append(append)).rejects.toMatchObject({ code: 'SEQUENCE_GAP', retryable: false });
      expect(await store.load('s/1')).toEqual([]);
    });

    it('refuses more events than one transaction takes', async () => {
      const store = await make();
      const many = (count: number) => Array.from({ length: count }, (_, n) => event('s/1', n + 1));
      const append = store.append({ streams: [{ stream: 's/1', expected: 0, events: many(100) }] });
      await expect(append).rejects.toMatchObject({ code: 'APPEND_TOO_LARGE', retryable: false });
      expect(await store.load('s/1')).toEqual([]);
      await store.append({ streams: [{ stream: 's/1', expected: 0, events: many(99) }] });
      expect(await store.load('s/1')).toHaveLength(99);
    });

    it('lets one of two at the same moment through', async () => {
      const store = await make();
      const append = (): Promise<void> =>
        store.append({ streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1), event('s/1', 2)] }] });
      const results = await Promise.allSettled([append(), append(), append()]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await store.load('s/1')).toHaveLength(2);
    });

    it('appends to several streams and moves a head, all or nothing', async () => {
      const store = await make();
      const both = [
        { stream: 's/1', expected: 0, events: [event('s/1', 1)] },
        { stream: 's/2', expected: 0, events: [event('s/2', 1)] },
      ];
      await store.append({ streams: both, head: { key: 'h/1', expected: 0, state: { active: 's/2' } } });
      expect(await store.head('h/1')).toEqual({ version: 1, state: { active: 's/2' } });
      const half = [
        { stream: 's/1', expected: 1, events: [event('s/1', 2)] },
        { stream: 's/2', expected: 0, events: [event('s/2', 1)] },
      ];
      await expect(store.append({ streams: half })).rejects.toMatchObject(conflict);
      expect(await store.load('s/1')).toHaveLength(1);
    });

    it('holds a head at its version', async () => {
      const store = await make();
      await store.append({ streams: [], head: { key: 'h/1', expected: 0, state: 'a' } });
      await store.append({ streams: [], head: { key: 'h/1', expected: 1, state: 'b' } });
      const stale = [
        { streams: [], head: { key: 'h/1', expected: 1, state: 'c' } },
        { streams: [], head: { key: 'h/1', expected: 0, state: 'c' } },
        {
          streams: [{ stream: 's/1', expected: 0, events: [event('s/1', 1)] }],
          head: { key: 'h/1', expected: 1, state: 'c' },
        },
      ];
      for (const append of stale) await expect(store.append(append)).rejects.toMatchObject(conflict);
      expect(await store.head('h/1')).toEqual({ version: 2, state: 'b' });
      expect(await store.load('s/1')).toEqual([]);
    });
  });
};
