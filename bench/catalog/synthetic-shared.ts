const draft = { $schema: 'http://json-schema.org/draft-07/schema#' };

const text = (description: string, more: object = {}): object => ({ type: 'string', description, ...more });

/** The shared types that every domain refers to, by name; some refer to each other. */
export const sharedSchemas: Readonly<Record<string, object>> = {
  'event-metadata': {
    ...draft,
    title: 'EventMetadata',
    description: 'What every event says about itself.',
    type: 'object',
    required: ['id', 'correlationId', 'occurredAt', 'schema'],
    properties: {
      id: text('The identity of the event.', { format: 'uuid' }),
      correlationId: text('What belongs together across events.', { minLength: 1, maxLength: 256 }),
      causationId: text('The event that caused this one.', { minLength: 1, maxLength: 256 }),
      occurredAt: { $ref: 'instant.json', description: 'When it happened.' },
      schema: text('The schema of the detail.', { pattern: '^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/v[1-9][0-9]*$' }),
    },
  },
  instant: { ...draft, title: 'Instant', ...text('A moment in UTC.', { format: 'date-time', pattern: 'Z$' }) },
  'country-code': { ...draft, title: 'CountryCode', ...text('ISO 3166-1 alpha-2.', { pattern: '^[A-Z]{2}$' }) },
  money: {
    ...draft,
    title: 'Money',
    description: 'An amount in a currency.',
    type: 'object',
    required: ['amount', 'currency'],
    properties: {
      amount: { type: 'integer', description: 'In the smallest unit of the currency.', minimum: 0 },
      currency: text('ISO 4217.', { enum: ['CHF', 'EUR', 'GBP', 'USD'] }),
    },
  },
  'postal-address': {
    ...draft,
    title: 'PostalAddress',
    description: 'Where letters go.',
    type: 'object',
    required: ['line', 'city', 'country'],
    properties: {
      line: text('Street and number.', { minLength: 1, maxLength: 200, 'x-phi': true }),
      city: text('The city.', { minLength: 1, maxLength: 100 }),
      postalCode: text('The postal code.', { pattern: '^[A-Z0-9 -]{3,10}$', 'x-phi': true }),
      country: { $ref: 'country-code.json', description: 'The country.' },
    },
  },
};

/** A type that only one domain knows: what ten of its forty events refer to. */
export const domainSchema = (title: string): object => ({
  ...draft,
  title,
  description: 'What its domain calls one thing.',
  type: 'object',
  required: ['number', 'openedAt'],
  properties: {
    number: text('Its number.', { pattern: '^[A-Z]{2}-[0-9]{6}$' }),
    openedAt: { $ref: 'instant.json', description: 'Since when there is one.' },
    value: { $ref: 'money.json', description: 'What it is worth.' },
  },
});
