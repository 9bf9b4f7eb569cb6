import { describe, expect, it } from 'vitest';
import { memoryEventStore } from '../testing/memory-stores.ts';
import { handleCommand } from './command-handler.ts';
import type { Decider, LedgerEvent } from './decider.ts';
import { aggregateOf, defineWorkflow, type OfRun, type WorkflowDefinition } from './workflow.ts';

interface Step extends OfRun {
  readonly name: 'Step';
}
type Stepped = LedgerEvent<'Stepped', OfRun>;

const decider: Decider<number, Step, Stepped> = {
  initial: 0,
  decide: (steps, { runId }) => (steps < 2 ? [{ name: 'Stepped', data: { runId } }] : []),
  evolve: (steps) => steps + 1,
};
const definition: WorkflowDefinition<number, Step, Stepped> = {
  name: 'order-fulfilment',
  events: [
    {
      name: 'Stepped',
      source: 'shop.order',
      version: 1,
      schema: 'order/stepped/v1',
      owner: 'team-orders',
      claimCheck: false,
      phi: [],
      validate: () => [],
    },
  ],
  decider,
  summarize: (steps) => ({ status: 'RUNNING', facts: { steps } }),
};

describe('a workflow', () => {
  it('has a run for each execution, or for each key of their inputs', () => {
    const plain = defineWorkflow(definition);
    expect(plain.hasKeys).toBe(false);
    expect(plain.runIdOf('arn:1')).toBe(plain.runIdOf('arn:1', { anything: 'else' }));
    expect(plain.runIdOf('arn:1')).not.toBe(plain.runIdOf('arn:2'));
    const keyed = defineWorkflow({ ...definition, keyOf: (input) => (input as { readonly order: string }).order });
    expect(keyed.hasKeys).toBe(true);
    expect(keyed.runIdOf('arn:1', { order: 'o' })).toBe(keyed.runIdOf('arn:2', { order: 'o' }));
    expect(keyed.runIdOf('arn:1', { order: 'o' })).toBe(keyed.runIdOfKey('o'));
  });

  it('names the streams of a run, and knows whose a stream is', () => {
    const { streamOf, runOf } = defineWorkflow({ ...definition, stream: 'fulfilment' });
    expect(streamOf('r')).toBe('fulfilment/r');
    expect([runOf('fulfilment/r'), runOf('fulfilment/r/parcel/1')]).toEqual(['r', 'r']);
    expect([runOf('fulfilments/r'), runOf('refund/r'), runOf('fulfilment')]).toEqual([undefined, undefined, undefined]);
  });

  it('keeps each run in a stream of its own', async () => {
    const workflow = defineWorkflow(definition);
    const runs = aggregateOf(workflow);
    const ledger = { store: memoryEventStore<Stepped>() };
    const context = { correlationId: 'c', occurredAt: '2026-01-01T00:00:00.000Z' };
    const step = (runId: string) => handleCommand(ledger, runs, { name: 'Step', runId }, context);
    expect((await step('a')).state).toBe(1);
    expect((await step('a')).state).toBe(2);
    expect((await step('a')).events).toEqual([]);
    expect((await step('b')).state).toBe(1);
    expect((await runs.load(ledger.store, { runId: 'a' })).state).toBe(2);
    expect(await ledger.store.load(workflow.streamOf('a'))).toHaveLength(2);
  });
});
