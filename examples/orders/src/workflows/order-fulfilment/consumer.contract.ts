import type { ConsumerContract } from '@carillon/catalog/contracts';
import { memoryEventStore } from '@carillon/runtime/testing';
import { type OrderFulfilmentEvent, orderFulfilment } from '../../../generated/subscriptions.ts';
import type { RunEvent } from './run.ts';
import { begin } from './tasks.ts';
import { keyOf, runs, workflow } from './workflow.ts';

/** Its effect is the runs that it starts: one for each key. */
export const contract: ConsumerContract<OrderFulfilmentEvent> = {
  subscription: orderFulfilment,
  async world(events) {
    const ledger = { store: memoryEventStore<RunEvent>() };
    const runIds = new Set(events.map((event) => workflow.runIdOfKey(keyOf(event))));
    return {
      act: (event) => begin(ledger, { executionArn: `arn:${event.id}`, event }, new Date(0)),
      effects: async () => {
        const loaded = await Promise.all(
          [...runIds].toSorted().map(async (runId) => [runId, await runs.load(ledger.store, { runId })] as const),
        );
        return loaded.map(([runId, { state }]) => [runId, state.status]);
      },
    };
  },
};
