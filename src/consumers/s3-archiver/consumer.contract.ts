import type { ConsumerContract } from '@carillon/catalog/contracts';
import { type S3ArchiverEvent, s3Archiver } from '../../../generated/subscriptions.ts';
import { partitionOf } from './archive-record.ts';

/** Firehose stores the event as it came; the archiver looks only for the place. */
export const contract: ConsumerContract<S3ArchiverEvent> = {
  subscription: s3Archiver,
  async world() {
    const places = new Set<string>();
    return {
      async act(event) {
        const partition = partitionOf(event);
        if (partition === undefined) throw new Error('an event without a place');
        places.add(Object.values(partition).join('/'));
      },
      effects: async () => [...places].toSorted(),
    };
  },
};
