import { expect, it } from 'vitest';
import { examine } from './compiler/examine.ts';
import { eventMetadata, instant, objectLocation } from './envelope.ts';

it('gives schemas that the compiler accepts, of the metadata that the runtime writes', () => {
  const detail = {
    metadata: {
      id: '11111111-1111-4111-8111-111111111111',
      correlationId: 'order-1',
      occurredAt: '2026-11-23T20:00:00.000Z',
      schema: 'order/order-placed/v1',
    },
    data: { receipt: { bucket: 'receipts', key: 'order-1.pdf' } },
  };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'OrderPlaced',
    description: 'An order was placed.',
    'x-owner': 'team-orders',
    'x-unconsumed': 'Only its schema matters here.',
    type: 'object',
    required: ['metadata', 'data'],
    properties: {
      metadata: { $ref: '../../shared/event-metadata.json' },
      data: {
        title: 'OrderPlacedData',
        description: 'The order.',
        type: 'object',
        properties: { receipt: { $ref: '../../shared/object-location.json', description: 'The receipt.' } },
      },
    },
    examples: [detail, { ...detail, metadata: { ...detail.metadata, sequence: 1 } }],
  };
  const message = { payload: { $ref: 'catalog/order/order-placed/v1.json' } };
  const document = {
    asyncapi: '3.1.0',
    info: { title: 'Shop', version: '1.0.0' },
    servers: {
      bus: { host: 'events.eu-central-1.amazonaws.com', protocol: 'eventbridge', 'x-eventbridge': { busName: 'shop' } },
    },
    channels: { order: { messages: { OrderPlaced: { $ref: '#/components/messages/OrderPlaced' } } } },
    operations: {
      checkout: {
        action: 'send',
        channel: { $ref: '#/channels/order' },
        description: 'Places orders.',
        'x-owner': 'team-orders',
      },
    },
    components: {
      messages: { OrderPlaced: { ...message, 'x-eventbridge': { source: 'shop.order', detailType: 'OrderPlaced' } } },
    },
  };
  const files = new Map([
    ['asyncapi.yaml', JSON.stringify(document)],
    ['catalog/order/order-placed/v1.json', JSON.stringify(schema)],
    ...[eventMetadata, instant, objectLocation].map(({ path, text }) => [path, text] as const),
  ]);
  expect(examine({ files }).diagnostics).toEqual([]);
});
