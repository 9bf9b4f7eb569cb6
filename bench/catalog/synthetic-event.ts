import type { Random } from '@carillon/catalog/testing';
import type { EventName } from './synthetic-names.ts';

const text = (description: string, more: object = {}): object => ({ type: 'string', description, ...more });
const shared = (name: string, description: string): object => ({ $ref: `../../shared/${name}.json`, description });

const states: readonly string[] = ['open', 'held', 'settled', 'void', 'disputed'];
const limits: readonly number[] = [40, 80, 120, 200, 255];

/** A payload of about 15 fields: a nested list, a union by a tag, three formats, and shared types at five places. */
const dataSchema = ({ name }: EventName, reference: string | undefined, random: Random): object => ({
  title: `${name}Data`,
  description: 'What happened.',
  type: 'object',
  required: ['id', 'state', 'total', 'lines', 'channel'],
  properties: {
    id: text('What it happened to.', { pattern: `^[a-z0-9-]{${random.between(4, 9)},64}$` }),
    state: text('What became of it.', { enum: states.slice(0, random.between(3, 5)) }),
    openedAt: shared('instant', 'When it began.'),
    total: shared('money', 'All of it.'),
    discount: shared('money', 'What was taken off.'),
    address: shared('postal-address', 'Where it goes.'),
    ...(reference === undefined ? {} : { reference: shared(reference, 'What it is filed under.') }),
    contact: text('Whom to ask.', { format: 'email', maxLength: 254, 'x-phi': true }),
    page: text('Where it can be seen.', { format: 'uri', maxLength: 500 }),
    day: text('On which day.', { format: 'date' }),
    note: text('What somebody remarked.', { maxLength: random.pick(limits) }),
    priority: { type: 'integer', description: 'How urgent it is.', minimum: 0, maximum: random.between(3, 9) },
    labels: {
      type: 'array',
      description: 'What it is tagged with.',
      items: text('A tag.', { maxLength: 40 }),
      maxItems: 20,
    },
    lines: {
      type: 'array',
      description: 'Its parts.',
      minItems: 1,
      maxItems: 50,
      items: {
        title: `${name}Line`,
        description: 'One part.',
        type: 'object',
        required: ['sku', 'quantity', 'price'],
        properties: {
          sku: text('The article.', { minLength: 1, maxLength: random.pick(limits) }),
          quantity: { type: 'integer', description: 'How many.', minimum: 1 },
          price: shared('money', 'For one.'),
        },
      },
    },
    channel: {
      title: `${name}Channel`,
      description: 'How it came in.',
      oneOf: [
        {
          title: `${name}ByPhone`,
          description: 'Somebody called.',
          type: 'object',
          required: ['kind', 'seconds'],
          properties: {
            kind: { const: 'phone', description: 'How.' },
            seconds: { type: 'integer', description: 'How long the call took.', minimum: 0 },
          },
        },
        {
          title: `${name}ByWeb`,
          description: 'Somebody clicked.',
          type: 'object',
          required: ['kind', 'browser'],
          properties: {
            kind: { const: 'web', description: 'How.' },
            browser: text('What was clicked with.', { maxLength: 100 }),
          },
        },
      ],
    },
  },
});

const example = ({ domain, folder }: EventName, random: Random): object => ({
  metadata: {
    id: `00000000-0000-4000-8000-${String(random.between(0, 999_999_999)).padStart(12, '0')}`,
    correlationId: `run-${random.between(1, 9999)}`,
    occurredAt: '2026-11-24T08:00:00.000Z',
    schema: `${domain}/${folder}/v1`,
  },
  data: {
    id: `thing-${random.between(100_000_000, 999_999_999)}`,
    state: random.pick(states.slice(0, 3)),
    total: { amount: random.between(1, 99_999), currency: random.pick(['CHF', 'EUR']) },
    lines: [{ sku: 'a-1', quantity: random.between(1, 9), price: { amount: 100, currency: 'EUR' } }],
    channel: { kind: 'web', browser: 'one' },
  },
});

/** The schema of one event; with a reference to its domain's own type where one is named. */
export const eventSchema = (event: EventName, reference: string | undefined, random: Random): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: event.name,
  description: 'Something happened.',
  'x-owner': `team-${event.domain}`,
  type: 'object',
  required: ['metadata', 'data'],
  properties: {
    metadata: { $ref: '../../shared/event-metadata.json' },
    data: dataSchema(event, reference, random),
  },
  examples: [example(event, random), example(event, random)],
});
