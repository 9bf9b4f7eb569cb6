import { randomUUID } from 'node:crypto';
import { type CatalogSource, type CheckedCatalog, examine } from '@carillon/catalog/check';
import { pascalCase } from '@carillon/catalog/names';
import { subscribe } from '../consumer/subscribe.ts';
import { type EventData, type NewEvent, withEvent, withPublisher } from '../event/event-files.ts';

/** A workflow to be declared in a catalog. */
export interface NewWorkflow {
  readonly name: string;
  readonly domain: string;
  readonly owner: string;
  /** The event that starts a run. */
  readonly startsOn: string;
  /** The event that resumes a waiting run; without one a run does not wait. */
  readonly resumesOn: string | undefined;
}

const RUN_ID = { type: 'string', description: 'The run.', minLength: 1, maxLength: 64 };
const RUN = '00000000-0000-8000-8000-000000000001';
const ERROR = {
  type: 'object',
  description: 'Why; nothing that identifies a person.',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', description: 'A stable code.', minLength: 1, maxLength: 64 },
    message: { type: 'string', description: 'One sentence.', minLength: 1, maxLength: 500 },
  },
};

const started: EventData = {
  description: 'The run and its execution.',
  required: ['runId', 'executionArn', 'attempt', 'startedAt'],
  properties: {
    runId: RUN_ID,
    executionArn: {
      type: 'string',
      description: 'The execution of the state machine.',
      minLength: 1,
      maxLength: 1_024,
    },
    attempt: { type: 'integer', description: 'Counted from 1; more where a failed run was started again.', minimum: 1 },
    startedAt: { $ref: '../../shared/instant.json', description: 'When this attempt began.' },
  },
  example: (index) => ({
    runId: RUN,
    executionArn: `arn:aws:states:us-east-1:000000000000:execution:machine:${index + 1}`,
    attempt: index + 1,
    startedAt: `2026-01-01T00:0${index}:00.000Z`,
  }),
};

const completed: EventData = {
  description: 'The run.',
  required: ['runId'],
  properties: { runId: RUN_ID },
  example: () => ({ runId: RUN }),
};

const failed: EventData = {
  description: 'The run and its error.',
  required: ['runId', 'error'],
  properties: { runId: RUN_ID, error: ERROR },
  example: (index) => ({
    runId: RUN,
    error: { code: ['States.Timeout', 'ABANDONED'][index] ?? 'UNKNOWN', message: 'The run took too long.' },
  }),
};

/** The names of a workflow's events. */
export const eventsOf = (name: string): readonly string[] =>
  ['Started', 'Completed', 'Failed'].map((end) => `${pascalCase(name)}${end}`);

/** The consumer that resumes a workflow's runs. */
export const resumerOf = (name: string): string => `${name}-resumer`;

const newEvents = ({ name, domain, owner }: NewWorkflow): readonly NewEvent[] => {
  const words = name.replaceAll('-', ' ');
  const about = (what: string, data: EventData, index: number): NewEvent => ({
    name: eventsOf(name)[index] ?? '',
    domain,
    owner,
    description: `A run of ${words} ${what}.`,
    producer: name,
    data,
  });
  return [about('has started', started, 0), about('is completed', completed, 1), about('has failed', failed, 2)];
};

/** The source with the workflow's events, what publishes them, what starts it and what resumes it. @throws UsageError */
export const withWorkflow = (source: CatalogSource, catalog: CheckedCatalog, workflow: NewWorkflow): CatalogSource => {
  const { name, domain, owner, startsOn, resumesOn } = workflow;
  const described = newEvents(workflow).reduce<CatalogSource>(
    (before, event) =>
      withEvent(before, { events: catalog.events, loaded: examine(before).loaded }, event, [
        randomUUID(),
        randomUUID(),
      ]),
    source,
  );
  const published = withPublisher(described, { operation: `${name}.send`, domain, owner, events: eventsOf(name) });
  const starting = subscribe(published, catalog, { name, owner, events: [startsOn], isWorkflow: true });
  if (resumesOn === undefined) return starting;
  return subscribe(starting, catalog, { name: resumerOf(name), owner, events: [resumesOn] });
};
