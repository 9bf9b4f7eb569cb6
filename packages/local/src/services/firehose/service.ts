import { parseArn } from '../../kernel/arn.ts';
import type { ServiceFactory } from '../../kernel/kernel.ts';
import { firehoseOperations, waitingOf } from './api.ts';
import { buffersIn } from './buffer.ts';
import { deliveryStreamsIn } from './delivery-stream.ts';
import { makePump } from './pump.ts';
import { firehoseResources } from './resource.ts';

/** Amazon Data Firehose: direct put, transform by Lambda, dynamic partitioning, objects in S3. */
export const firehose: ServiceFactory = (kernel) => {
  const streams = deliveryStreamsIn(kernel.journal);
  const pump = makePump({ kernel, streams, buffers: buffersIn(kernel.journal) });
  kernel.targets.register('firehose', {
    deliver(arn, { body }) {
      const stream = streams.expect(parseArn(arn)?.resource.split('/')[1], kernel.account);
      pump.accept(stream, [waitingOf(new TextEncoder().encode(body), kernel.clock.now())]);
    },
  });
  return {
    name: 'firehose',
    resources: firehoseResources(kernel, streams),
    operations: firehoseOperations(kernel, streams, pump),
    start: pump.start,
    stop: async () => pump.stop(),
  };
};
