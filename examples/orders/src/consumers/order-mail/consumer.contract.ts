import type { ConsumerContract } from '@carillon/catalog/contracts';
import { type OrderMailEvent, orderMail } from '../../../generated/subscriptions.ts';
import { confirmation } from './confirmation.ts';

/** Its effect is a mail; a mail that is sent twice counts once. */
export const contract: ConsumerContract<OrderMailEvent> = {
  subscription: orderMail,
  async world() {
    const mails = new Set<string>();
    return {
      act: async (event) => mails.add(JSON.stringify(confirmation(event))),
      effects: async () => [...mails].toSorted(),
    };
  },
};
