import { camelCase, pascalCase } from '../../compiler/names.ts';

export interface Scaffold {
  readonly name: string;
  /** The schema whose first example the test reads, as a path from the root. */
  readonly schema: string;
  /** The detail-type of that schema's event. */
  readonly event: string;
}

const handlerOf = (name: string): string => `import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ${camelCase(name)} } from '../../../generated/subscriptions.ts';
import { consume } from '../../bus/consume.ts';
import { deadLettersFrom } from '../../bus/dead-letters.ts';
import { type Handler, watching } from '../../bus/watch.ts';
import { summarize } from './summarize.ts';

const watch = watching();
const deadLetters = deadLettersFrom(new SQSClient(), ${camelCase(name)}, process.env);

export const handler: Handler<SQSEvent, SQSBatchResponse> = watch.handler(
  consume(
    ${camelCase(name)},
    async (event) => {
      watch.log.info('Event received', { ...summarize(event) });
    },
    { log: watch.log, ...(deadLetters === undefined ? {} : { deadLetters }) },
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

/** The files of a new consumer's folder, by path from the root. */
export const scaffoldOf = ({ name, schema, event }: Scaffold): ReadonlyMap<string, string> => {
  const folder = `src/consumers/${name}`;
  return new Map([
    [`${folder}/handler.ts`, handlerOf(name)],
    [`${folder}/summarize.ts`, actOf(`${pascalCase(name)}Event`)],
    [`${folder}/summarize.test.ts`, testOf(schema, event)],
    [`${folder}/function.json`, '{ "uses": [] }\n'],
  ]);
};
