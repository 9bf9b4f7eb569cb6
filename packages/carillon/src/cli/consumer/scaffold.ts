import { patternReads } from '@carillon/catalog/contracts/consumers/record-reads';
import { deepest, textOfReads } from '@carillon/catalog/contracts/reads/reads';
import { camelCase, pascalCase } from '@carillon/catalog/names';
import type { Consumer } from '@carillon/catalog/stages';

export interface Scaffold {
  /** As the catalog with it has it. */
  readonly consumer: Consumer;
  /** The schema whose first example the test reads, as a path from the root. */
  readonly schema: string;
  /** The detail-type of that schema's event. */
  readonly event: string;
}

const handlerOf = (name: string): string => `import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ${camelCase(name)} } from '../../../generated/subscriptions.ts';
import { consume } from '@carillon/runtime/consume';
import { deadLettersFrom } from '@carillon/runtime/dead-letters';
import { type Handler, instrument } from '@carillon/runtime/observability';
import { summarize } from './summarize.ts';

const observability = instrument();
const deadLetters = deadLettersFrom(new SQSClient(), ${camelCase(name)}, process.env);

export const handler: Handler<SQSEvent, SQSBatchResponse> = observability.handler(
  consume(
    ${camelCase(name)},
    async (event) => {
      observability.log.info('Event received', { ...summarize(event) });
    },
    { log: observability.log, ...(deadLetters === undefined ? {} : { deadLetters }) },
  ),
);
`;

const actOf = (type: string): string => `import type { ${type} } from '../../../generated/subscriptions.ts';

export interface Summary {
  readonly name: string;
  readonly eventId: string;
  readonly correlationId: string;
}

/** What is logged of an event: never its data, which may be about a person. */
export const summarize = ({ 'detail-type': name, detail }: ${type}): Summary => ({
  name,
  eventId: detail.metadata.id,
  correlationId: detail.metadata.correlationId,
});
`;

const testOf = (schema: string, event: string): string => `import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summarize } from './summarize.ts';

const file = new URL('../../../${schema}', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8'));

describe('summarize', () => {
  it('names the event and leaves its data out', () => {
    const [detail] = schema.examples;
    const { id, correlationId } = detail.metadata;
    const event = JSON.parse(JSON.stringify({ 'detail-type': '${event}', detail }));
    expect(summarize(event)).toEqual({ name: '${event}', eventId: id, correlationId });
  });
});
`;

const contractOf = (
  name: string,
): string => `import { type ${pascalCase(name)}Event, ${camelCase(name)} } from '../../../generated/subscriptions.ts';
import type { ConsumerContract } from '@carillon/catalog/contracts/consumers/contract';
import { summarize } from './summarize.ts';

/** The log is the world; a line that comes twice is the same line. */
export const contract: ConsumerContract<${pascalCase(name)}Event> = {
  subscription: ${camelCase(name)},
  async world() {
    const lines = new Set<string>();
    return {
      act: async (event) => lines.add(JSON.stringify(summarize(event))),
      effects: async () => [...lines].toSorted(),
    };
  },
};
`;

/** What {@link actOf} reads, and the rule before it. */
const readsOf = (consumer: Consumer): string => {
  const read = (event: string): readonly string[] =>
    deepest([...patternReads(consumer, event), '/metadata/id', '/metadata/correlationId']);
  const events = Object.fromEntries(consumer.receives.map(({ event }) => [event, read(event)]));
  return textOfReads({ consumer: consumer.name, owner: consumer.owner, events });
};

/** The files of a new consumer's folder, by path from the root. */
export const scaffoldOf = ({ consumer, schema, event }: Scaffold): ReadonlyMap<string, string> => {
  const { name } = consumer;
  const folder = `src/consumers/${name}`;
  return new Map([
    [`${folder}/handler.ts`, handlerOf(name)],
    [`${folder}/summarize.ts`, actOf(`${pascalCase(name)}Event`)],
    [`${folder}/summarize.test.ts`, testOf(schema, event)],
    [`${folder}/consumer.contract.ts`, contractOf(name)],
    [`${folder}/reads.json`, readsOf(consumer)],
    [`${folder}/function.json`, '{ "uses": [] }\n'],
  ]);
};
