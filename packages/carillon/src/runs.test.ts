import { defineWorkflow } from '@carillon/runtime/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fulfilment, ledgerItem } from './fixture-workflow.ts';
import { foldRuns } from './runs.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 10, minute)).toISOString();
const run = (runId: string, sequence: number, minute: number) => ({ stream: `fulfilment/${runId}`, sequence, minute });
const parcel = (runId: string, nth: number, minute: number) => ({
  stream: `fulfilment/${runId}/parcel/${nth}`,
  sequence: 1,
  minute,
});

const ITEMS = [
  ledgerItem('FulfilmentStarted', run('a', 1, 0)),
  ledgerItem('ParcelShipped', parcel('a', 1, 3)),
  ledgerItem('ParcelShipped', parcel('a', 2, 3)),
  ledgerItem('FulfilmentCompleted', run('a', 2, 4)),
  ledgerItem('FulfilmentStarted', run('b', 1, 1)),
  ledgerItem('FulfilmentFailed', run('b', 2, 2)),
  ledgerItem('FulfilmentStarted', run('c', 1, 5)),
  ledgerItem('ParcelShipped', parcel('c', 1, 6)),
  // Of others: another workflow's stream, the head beside the streams, an event that the declaration does not name.
  ledgerItem('RefundStarted', { stream: 'refund/a', sequence: 1, minute: 0 }),
  { stream: 'fulfilment-lock', sequence: 0, version: 3, head: {} },
  ledgerItem('SomethingElse', run('a', 3, 9)),
];

const RUNS = [
  { runId: 'c', status: 'RUNNING', startedAt: at(5), facts: { parcels: 1 } },
  { runId: 'b', status: 'FAILED', startedAt: at(1), endedAt: at(2), error: { code: 'OUT_OF_STOCK' } },
  { runId: 'a', status: 'COMPLETED', startedAt: at(0), endedAt: at(4), facts: { parcels: 2 } },
];

describe('the runs of a ledger', () => {
  it('are the same from its items in any order and with repetitions, the newest first', () => {
    const shuffled = fc.shuffledSubarray([...ITEMS, ...ITEMS], { minLength: ITEMS.length * 2 });
    fc.assert(
      fc.property(shuffled, (items) => {
        expect(foldRuns([fulfilment], items)).toMatchObject(RUNS);
      }),
    );
  });

  it('have their events in the order of each stream, whatever the clocks said', () => {
    const late = [ledgerItem('FulfilmentStarted', run('a', 1, 9)), ledgerItem('FulfilmentCompleted', run('a', 2, 4))];
    const [folded] = foldRuns([fulfilment], late.toReversed());
    expect(folded?.events.map(({ event }) => event.name)).toEqual(['FulfilmentStarted', 'FulfilmentCompleted']);
    expect(folded?.status).toBe('COMPLETED');
  });

  it('belong to the workflow whose stream they are in', () => {
    const { events, decider, summarize } = fulfilment;
    const refund = defineWorkflow({ name: 'refund', events, decider, summarize });
    const items = [
      ledgerItem('FulfilmentStarted', { stream: 'refund/x', sequence: 1, minute: 0 }),
      ledgerItem('FulfilmentStarted', run('x', 1, 1)),
    ];
    expect(foldRuns([refund, fulfilment], items)).toMatchObject([
      { workflow: 'order-fulfilment', runId: 'x' },
      { workflow: 'refund', runId: 'x' },
    ]);
  });
});
