import { ConflictError, type EventStore, type Head, type RecordedEvent, requireAppendable } from './event-store.ts';

/** An event store in memory, for tests. */
export const memoryEventStore = (): EventStore => {
  const streams = new Map<string, readonly RecordedEvent[]>();
  const heads = new Map<string, Head>();
  return {
    load: async (stream) => streams.get(stream) ?? [],
    head: async (key) => heads.get(key),
    append: async (append) => {
      requireAppendable(append);
      const { streams: appends, head } = append;
      for (const { stream, expected } of appends)
        if ((streams.get(stream)?.length ?? 0) !== expected) throw new ConflictError(stream);
      if (head !== undefined && (heads.get(head.key)?.version ?? 0) !== head.expected)
        throw new ConflictError(head.key);
      for (const { stream, events } of appends)
        streams.set(stream, [...(streams.get(stream) ?? []), ...structuredClone(events)]);
      if (head !== undefined) heads.set(head.key, { version: head.expected + 1, state: structuredClone(head.state) });
    },
  };
};
