import { describe, expect, it } from 'vitest';
import type { EventDescriptor } from '../descriptor.ts';
import { ConflictError, type EventStore } from '../event-store/event-store.ts';
import { given } from '../testing/given.ts';
import { memoryEventStore } from '../testing/memory-stores.ts';
import { type Aggregate, handleCommand } from './command-handler.ts';
import type { Decider, LedgerEvent } from './decider.ts';

type Counted = LedgerEvent<'Counted', { readonly by: number }>;

/** A counter that never passes ten. */
const counter: Decider<number, { readonly add: number }, Counted> = {
  initial: 0,
  decide: (state, { add }) => (state + add > 10 ? [] : [{ name: 'Counted', data: { by: add } }]),
  evolve: (state, { data }) => state + data.by,
};

const counted: EventDescriptor<'Counted', { readonly data: { readonly by: number } }> = {
  name: 'Counted',
  source: 'carillon.test',
  version: 1,
  schema: 'test/counted/v1',
  owner: 'team-test',
  claimCheck: false,
  phi: [],
  validate: (detail) =>
    (detail as { data: { by: number } }).data.by > 0
      ? []
      : [{ pointer: '/data/by', keyword: 'minimum', message: 'must be > 0' }],
};

const aggregate: Aggregate<number, { readonly add: number }, Counted, string> = {
  decider: counter,
  events: [counted],
  scopeOf: () => 'counter',
  load: async (store, stream) => {
    const events = await store.load(stream);
    const state = events.map(({ event }) => event).reduce(counter.evolve, 0);
    return { state, sequences: new Map([[stream, events.length]]) };
  },
  streamOf: () => 'counter',
};

const context = { correlationId: 'c', occurredAt: '2026-11-23T20:00:00.000Z' };
const timing = { wait: async () => undefined, random: () => 0 };

describe('handleCommand', () => {
  it('appends what is decided, with its place and an id made of it', async () => {
    const store = memoryEventStore<Counted>();
    await handleCommand({ store }, aggregate, { add: 1 }, context);
    const { state, events } = await handleCommand({ store }, aggregate, { add: 2 }, context);
    expect(state).toBe(3);
    expect(events).toMatchObject([
      { metadata: { stream: 'counter', sequence: 2, schema: 'test/counted/v1', correlationId: 'c' } },
    ]);
    expect(await store.load('counter')).toHaveLength(2);
  });

  it('decides again on what others have appended meanwhile', async () => {
    const store = memoryEventStore<Counted>();
    const results = await Promise.all(
      Array.from({ length: 8 }, () => handleCommand({ store, timing }, aggregate, { add: 3 }, context)),
    );
    expect(results.filter(({ events }) => events.length === 1)).toHaveLength(3);
    const final = await aggregate.load(store, 'counter');
    expect(final.state).toBe(9);
  });

  it('writes the shared state where it has changed, and leaves it where it has not', async () => {
    const store = memoryEventStore<Counted>();
    const writes: unknown[] = [];
    const watched: EventStore<Counted> = {
      ...store,
      append: async (append) => {
        writes.push(append.shared);
        await store.append(append);
      },
    };
    const tens: typeof aggregate = {
      ...aggregate,
      load: async (from, stream) => {
        const shared = await from.loadShared('tens');
        return { ...(await aggregate.load(from, stream)), shared: { key: 'tens', version: shared?.version ?? 0 } };
      },
      sharedOf: (state) => Math.floor(state / 4),
    };
    for (const add of [3, 2, 1]) await handleCommand({ store: watched }, tens, { add }, context);
    expect(writes).toEqual([undefined, { key: 'tens', expected: 0, state: 1 }, undefined]);
  });

  it('gives up when the others are always faster', async () => {
    const inner = memoryEventStore<Counted>();
    let appends = 0;
    const store: EventStore<Counted> = {
      ...inner,
      append: async () => {
        appends += 1;
        throw new ConflictError('counter');
      },
    };
    const backoff = { attempts: 3, baseMilliseconds: 1, capMilliseconds: 1 };
    await expect(handleCommand({ store, timing, backoff }, aggregate, { add: 1 }, context)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(appends).toBe(3);
  });

  it('appends nothing that breaks its schema: the outbox would carry it', async () => {
    const store = memoryEventStore<Counted>();
    await expect(handleCommand({ store }, aggregate, { add: -1 }, context)).rejects.toMatchObject({
      code: 'INVALID_EVENT',
    });
    expect(await store.load('counter')).toEqual([]);
  });
});

describe('given', () => {
  it('fails where the decider does otherwise', () => {
    const one: Counted = { name: 'Counted', data: { by: 1 } };
    given(counter)(one).when({ add: 1 }).decides(one);
    given(counter)({ name: 'Counted', data: { by: 10 } })
      .when({ add: 1 })
      .decidesNothing();
    expect(() => given(counter)(one).when({ add: 1 }).decidesNothing()).toThrow();
    expect(() => given(counter)(one).when({ add: 1 }).refuses('NO')).toThrow();
  });
});
