import type { ConsumerContract } from '@carillon/catalog/contracts';
import { archivePartition } from '@carillon/runtime/archive-records';
import { type ArchiverEvent, archiver } from '../../../generated/subscriptions.ts';

/** Firehose stores the event as it came; the archiver says where. */
export const contract: ConsumerContract<ArchiverEvent> = {
  subscription: archiver,
  async world() {
    const places = new Set<string>();
    return {
      async act(event) {
        const partition = archivePartition(event);
        if (partition === undefined) throw new Error('an event without a place');
        places.add(Object.values(partition).join('/'));
      },
      effects: async () => [...places].toSorted(),
    };
  },
};
