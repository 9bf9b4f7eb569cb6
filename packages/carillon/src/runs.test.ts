import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fulfilment, ledgerItem } from './fixture-workflow.ts';
import { foldRun } from './runs.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 10, minute)).toISOString();
const run = (sequence: number, minute: number) => ({ stream: 'fulfilment/a', sequence, minute });
const parcel = (nth: number, minute: number) => ({ stream: `fulfilment/a/parcel/${nth}`, sequence: 1, minute });

const STARTED = ledgerItem('FulfilmentStarted', run(1, 0));
const SHIPPED = [ledgerItem('ParcelShipped', parcel(1, 3)), ledgerItem('ParcelShipped', parcel(2, 3))];
/** Beside the streams, and an event that the declaration does not name. */
const OTHERS = [
  { stream: 'fulfilment-lock', sequence: 0, version: 3, head: {} },
  ledgerItem('SomethingElse', run(3, 9)),
];

describe('a run of a ledger', () => {
  it('is the same from its items in any order and with repetitions', () => {
    const items = [STARTED, ...SHIPPED, ledgerItem('FulfilmentCompleted', run(2, 4)), ...OTHERS];
    const shuffled = fc.shuffledSubarray([...items, ...items], { minLength: items.length * 2 });
    fc.assert(
      fc.property(shuffled, (past) => {
        expect(foldRun(fulfilment, 'a', past)).toMatchObject({
          workflow: 'order-fulfilment',
          runId: 'a',
          status: 'COMPLETED',
          startedAt: at(0),
          endedAt: at(4),
          facts: { parcels: 2 },
        });
      }),
    );
  });

  it('has no end while it runs, and an error where it failed', () => {
    const running = foldRun(fulfilment, 'a', [STARTED, ...SHIPPED]);
    expect(running).toMatchObject({ status: 'RUNNING', facts: { parcels: 2 } });
    expect(running).not.toHaveProperty('endedAt');
    const failed = foldRun(fulfilment, 'a', [STARTED, ledgerItem('FulfilmentFailed', run(2, 1))]);
    expect(failed).toMatchObject({ status: 'FAILED', endedAt: at(1), error: { code: 'OUT_OF_STOCK' } });
  });

  it('has its events in the order of each stream, whatever the clocks said', () => {
    const late = [ledgerItem('FulfilmentStarted', run(1, 9)), ledgerItem('FulfilmentCompleted', run(2, 4))];
    const folded = foldRun(fulfilment, 'a', late.toReversed());
    expect(folded?.events.map(({ event }) => event.name)).toEqual(['FulfilmentStarted', 'FulfilmentCompleted']);
    expect(folded?.status).toBe('COMPLETED');
  });

  it('is none without an event of it', () => {
    expect(foldRun(fulfilment, 'a', [])).toBeUndefined();
    expect(foldRun(fulfilment, 'a', OTHERS)).toBeUndefined();
  });
});
