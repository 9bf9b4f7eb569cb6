import type { ConsumerContract } from '@carillon/catalog/contracts';
import { type SalesByDayEvent, salesByDay } from '../../../generated/subscriptions.ts';
import { saleOf } from './sale.ts';

/** Its effect is the sales table, by the table's key. */
export const contract: ConsumerContract<SalesByDayEvent> = {
  subscription: salesByDay,
  async world() {
    const table = new Map<string, unknown>();
    return {
      async act(event) {
        const sale = saleOf(event);
        table.set(`${sale.day}/${sale.eventId}`, sale);
      },
      effects: async () => [...table].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    };
  },
};
