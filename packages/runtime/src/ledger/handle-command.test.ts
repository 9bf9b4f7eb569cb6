import { describe, expect, it } from 'vitest';
import type { EventDescriptor } from '../descriptor.ts';
import type { Decider, LedgerEvent } from './decider.ts';
import { ConflictError, type EventStore } from './event-store.ts';
import { given } from './given.ts';
import { type Aggregate, handleCommand } from './handle-command.ts';
import { memoryEventStore } from './memory-event-store.ts';

type Counted = LedgerEvent<'Counted', { readonly by: number }>;

/** A counter that never passes ten. */
const decider: Decider<number, { readonly add: number }, Counted> = {
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

const counter: Aggregate<number, { readonly add: number }, Counted> = {
  decider,
  descriptors: [counted],
  load: async (store) => {
    const events = await store.load('counter');
    const state = events.map(({ event }) => event as Counted).reduce(decider.evolve, 0);
    return { state, sequences: new Map([['counter', events.length]]) };
  },
  streamOf: () => 'counter',
};

const context = { correlationId: 'c', occurredAt: '2026-11-23T20:00:00.000Z' };
const timing = { wait: async () => undefined, random: () => 0 };

describe('handleCommand', () => {
  it('appends what is decided, with its place and an id made of it', async () => {
    const store = memoryEventStore();
    await handleCommand({ store }, counter, { add: 1 }, context);
    const { state, events } = await handleCommand({ store }, counter, { add: 2 }, context);
    expect(state).toBe(3);
    expect(events).toMatchObject([
      { metadata: { stream: 'counter', sequence: 2, schema: 'test/counted/v1', correlationId: 'c' } },
    ]);
    expect(await store.load('counter')).toHaveLength(2);
  });

  it('decides again on what others have appended meanwhile', async () => {
    const store = memoryEventStore();
    const results = await Promise.all(
      Array.from({ length: 8 }, () => handleCommand({ store, timing }, counter, { add: 3 }, context)),
    );
    expect(results.filter(({ events }) => events.length === 1)).toHaveLength(3);
    const final = await counter.load(store, { add: 0 });
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
    await expect(handleCommand({ store, timing, backoff }, counter, { add: 1 }, context)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(appends).toBe(3);
  });

  it('appends nothing that breaks its schema: the outbox would carry it', async () => {
    const store = memoryEventStore();
    await expect(handleCommand({ store }, counter, { add: -1 }, context)).rejects.toMatchObject({
      code: 'INVALID_EVENT',
    });
    expect(await store.load('counter')).toEqual([]);
  });
});

describe('given', () => {
  it('fails where the decider does otherwise', () => {
    const one: Counted = { name: 'Counted', data: { by: 1 } };
    given(decider)(one).when({ add: 1 }).decides(one);
    given(decider)({ name: 'Counted', data: { by: 10 } })
      .when({ add: 1 })
      .decidesNothing();
    expect(() => given(decider)(one).when({ add: 1 }).decidesNothing()).toThrow();
    expect(() => given(decider)(one).when({ add: 1 }).refuses('NO')).toThrow();
  });
});
