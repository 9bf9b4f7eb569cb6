import type { ConsumerContract } from '@carillon/catalog/contracts';
import { type OrderFulfilmentResumerEvent, orderFulfilmentResumer } from '../../../generated/subscriptions.ts';
import { resume } from './resume.ts';
import { waitingRuns } from './world.ts';

/** Its effect is the runs that it resumes. */
export const contract: ConsumerContract<OrderFulfilmentResumerEvent> = {
  subscription: orderFulfilmentResumer,
  async world(events) {
    const world = await waitingRuns(events);
    return {
      act: (event) => resume(world, event),
      effects: async () => [...world.succeeded].toSorted(),
    };
  },
};
