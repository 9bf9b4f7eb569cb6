import { marshall } from '@aws-sdk/util-dynamodb';
import type { ProducerContract } from '@carillon/catalog/contracts';
import { enrich } from '@carillon/runtime/enrich';
import { isCoded } from '@carillon/runtime/errors';
import { itemOf, outbox, type RecordedEvent } from '@carillon/runtime/event-store';
import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand } from '@carillon/runtime/workflow';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import type { RunCommand } from './run.ts';
import { runs, workflow } from './workflow.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

const AT = '2026-01-01T00:00:00.000Z';
const runId = workflow.runIdOfKey('a run');
const command: fc.Arbitrary<RunCommand> = fc.oneof(
  fc
    .nat({ max: 3 })
    .map((nth): RunCommand => ({ name: 'StartRun', runId, executionArn: `arn:aws:states:::execution:${nth}`, at: AT })),
  fc.constant<RunCommand>({ name: 'CompleteRun', runId }),
  fc.constant<RunCommand>({ name: 'FailRun', runId, error: { code: 'States.Timeout', message: 'Too slow.' } }),
);

/** What the commands append; one that is refused appends nothing. */
const appended = async (commands: readonly RunCommand[]): Promise<readonly RecordedEvent[]> => {
  const ledger = { store: memoryEventStore() };
  const events: RecordedEvent[] = [];
  for (const each of commands) {
    try {
      events.push(...(await handleCommand(ledger, runs, each, { correlationId: 'c', occurredAt: AT })).events);
    } catch (error) {
      if (!isCoded(error)) throw error;
    }
  }
  return events;
};

const record = (recorded: RecordedEvent): DynamoDBRecord => ({
  eventID: recorded.metadata.id,
  eventName: 'INSERT',
  dynamodb: { NewImage: marshall(itemOf(recorded), { removeUndefinedValues: true }) as Image },
});

/** What its runs append to the ledger, the ledger's outbox publishes. */
export const contract: ProducerContract<readonly RunCommand[]> = {
  producer: 'order-fulfilment',
  service: 'run-ledger',
  cases: fc.array(command, { minLength: 1, maxLength: 12 }),
  publish: async (commands) => enrich(outbox([workflow]))((await appended(commands)).map(record)),
};
