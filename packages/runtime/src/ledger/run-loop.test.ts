import { describe, expect, it } from 'vitest';
import type { EventDescriptor } from '../descriptor.ts';
import { ConflictError } from './conflict-error.ts';
import type { Decider, LedgerEvent } from './decider.ts';
import type { EventStore } from './event-store.ts';
import { given } from './given.ts';
import { memoryEventStore } from './memory-event-store.ts';
import { type Process, runCommand } from './run-loop.ts';

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

const process: Process<number, { readonly add: number }, Counted> = {
  decider: counter,
  descriptors: [counted],
  load: async (store) => {
    const events = await store.load('counter');
    const state = events.map(({ event }) => event as Counted).reduce(counter.evolve, 0);
    return { state, sequences: new Map([['counter', events.length]]) };
  },
  streamOf: () => 'counter',
};

const occasion = { correlationId: 'c', occurredAt: '2026-11-23T20:00:00.000Z' };
const pace = { wait: async () => undefined, chance: () => 0 };

describe('runCommand', () => {
  it('appends what is decided, with its place and an id made of it', async () => {
    const store = memoryEventStore();
    await runCommand({ store }, process, { add: 1 }, occasion);
    const { state, events } = await runCommand({ store }, process, { add: 2 }, occasion);
    expect(state).toBe(3);
    expect(events).toMatchObject([
      { metadata: { stream: 'counter', sequence: 2, schema: 'test/counted/v1', correlationId: 'c' } },
    ]);
    expect(await store.load('counter')).toHaveLength(2);
  });

  it('decides again on what others have appended meanwhile', async () => {
    const store = memoryEventStore();
    const results = await Promise.all(
      Array.from({ length: 8 }, () => runCommand({ store, pace }, process, { add: 3 }, occasion)),
    );
    expect(results.filter(({ events }) => events.length === 1)).toHaveLength(3);
    const final = await process.load(store, { add: 0 });
    expect(final.state).toBe(9);
  });

  it('gives up when the others are always faster', async () => {
    const inner = memoryEventStore();
    let appends = 0;
    const store: EventStore = {
      ...inner,
      append: async () => {
        appends += 1;
        throw new ConflictError('counter');
      },
    };
    const backoff = { attempts: 3, baseMilliseconds: 1, capMilliseconds: 1 };
    await expect(runCommand({ store, pace, backoff }, process, { add: 1 }, occasion)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(appends).toBe(3);
  });

  it('appends nothing that breaks its schema: the outbox would carry it', async () => {
    const store = memoryEventStore();
    await expect(runCommand({ store }, process, { add: -1 }, occasion)).rejects.toMatchObject({
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
