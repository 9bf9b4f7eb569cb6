import type { ConsumerContract } from '@carillon/catalog/contracts';
import { type TemplateConsumerEvent, templateConsumer } from '../../../generated/subscriptions.ts';
import { summarize } from './summarize.ts';

/** Its effect is a line in the log; a line that is logged twice counts once. */
export const contract: ConsumerContract<TemplateConsumerEvent> = {
  subscription: templateConsumer,
  async world() {
    const lines = new Set<string>();
    return {
      act: async (event) => lines.add(JSON.stringify(summarize(event))),
      effects: async () => [...lines].toSorted(),
    };
  },
};
