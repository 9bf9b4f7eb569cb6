import { expect, it } from 'vitest';
import { type ProducerFile, producersByService } from './find-producers.ts';

const file = (service: string, producer: string, named?: string): ProducerFile => ({
  file: `src/producers/${service}/producer.contract.ts`,
  service,
  loaded: { contract: { producer, ...(named === undefined ? {} : { service: named }) } as never },
});

it('gives a service every producer for which it publishes, and none for a contract that does not load', () => {
  const failed: ProducerFile = { file: 'x', service: 'x', loaded: { failure: {} as never } };
  const files = [
    file('order-stream', 'order-stream'),
    file('order-fulfilment', 'order-fulfilment', 'run-ledger'),
    file('send-thanks', 'send-thanks', 'run-ledger'),
    failed,
  ];
  expect([...producersByService(files)]).toEqual([
    ['order-stream', ['order-stream']],
    ['run-ledger', ['order-fulfilment', 'send-thanks']],
  ]);
});
