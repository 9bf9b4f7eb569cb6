import type { ConsumerContract } from '@carillon/catalog/contracts';
import { type WebsocketNotifierEvent, websocketNotifier } from '../../../generated/subscriptions.ts';
import { notice } from './notice.ts';
import { notify } from './notify.ts';

/** A page on each subject. It knows by the id what it was told before. */
export const contract: ConsumerContract<WebsocketNotifierEvent> = {
  subscription: websocketNotifier,
  async world() {
    const told = new Set<string>();
    const roster = { subscribers: async (subject: string) => [`page on ${subject}`], leave: async () => undefined };
    const post = async (connectionId: string, message: string): Promise<'sent'> => {
      told.add(`${connectionId}: ${message}`);
      return 'sent';
    };
    return {
      act: (event) => notify(notice(event), { roster, post }),
      effects: async () => [...told].toSorted(),
    };
  },
};
