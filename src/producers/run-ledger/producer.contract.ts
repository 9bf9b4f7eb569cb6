import { marshall } from '@aws-sdk/util-dynamodb';
import type { ProducerContract } from '@carillon/catalog/contracts';
import { enrich } from '@carillon/runtime/enrich';
import { isCoded } from '@carillon/runtime/errors';
import { itemOf, type RecordedEvent } from '@carillon/runtime/event-store';
import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand } from '@carillon/runtime/workflow';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { exportFileProcessedArbitrary } from '../../../generated/arbitraries/export/export-file-processed.ts';
import { exportJobCompletedArbitrary } from '../../../generated/arbitraries/export/export-job-completed.ts';
import { exportJobFailedArbitrary } from '../../../generated/arbitraries/export/export-job-failed.ts';
import { exportJobProgressedArbitrary } from '../../../generated/arbitraries/export/export-job-progressed.ts';
import { exportJobSubmittedArbitrary } from '../../../generated/arbitraries/export/export-job-submitted.ts';
import { fileAggregate, type RecordFile, runAggregate } from '../../workflows/fhir-export/aggregates.ts';
import type { ExportCommand } from '../../workflows/fhir-export/export-command.ts';
import type { ExportEvent } from '../../workflows/fhir-export/export-event.ts';
import { announceEvent } from './announce-event.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

const runId = fc.constantFrom('run-1', 'run-2');
const minutes = fc.nat({ max: 180 }).map((minute) => new Date(Date.UTC(2026, 10, 24) + minute * 60_000).toISOString());
const jobOf = <Data extends { readonly runId: string }>(
  detail: fc.Arbitrary<{ readonly data: Data }>,
): fc.Arbitrary<Omit<Data, 'runId'>> => detail.map(({ data: { runId: _, ...job } }) => job);

const begin: fc.Arbitrary<ExportCommand> = fc.tuple(runId, minutes).map(([run, at]) => ({
  name: 'BeginRun',
  runId: run,
  datastoreId: 'd'.repeat(32),
  executionArn: `arn:aws:states:us-east-1:000000000000:execution:fhir-export:${run}`,
  triggeredAt: at,
  at,
  timeoutSeconds: 7_200,
}));

/** One job for all: news of another job than the run's own is no news. */
const jobId = 'j'.repeat(32);
const job: fc.Arbitrary<ExportCommand> = runId.chain((run) =>
  fc.oneof(
    jobOf(exportJobSubmittedArbitrary).map(
      (each): ExportCommand => ({ name: 'RecordJobSubmitted', runId: run, job: { ...each, jobId } }),
    ),
    jobOf(exportJobProgressedArbitrary).map(
      (each): ExportCommand => ({ name: 'RecordJobProgressed', runId: run, job: { ...each, jobId } }),
    ),
    jobOf(exportJobCompletedArbitrary).map(
      (each): ExportCommand => ({ name: 'RecordJobCompleted', runId: run, job: { ...each, jobId, files: 1 } }),
    ),
    jobOf(exportJobFailedArbitrary).map(
      (each): ExportCommand => ({ name: 'RecordJobFailed', runId: run, job: { ...each, jobId } }),
    ),
  ),
);

const end: fc.Arbitrary<ExportCommand> = runId.chain((run) =>
  fc.constantFrom<ExportCommand>(
    { name: 'CompleteRun', runId: run, files: 1, resources: 3, rejected: 0 },
    { name: 'FailRun', runId: run, error: { code: 'States.Timeout', message: 'The run was too slow.' } },
  ),
);

const file: fc.Arbitrary<RecordFile> = exportFileProcessedArbitrary.map(({ data }) => ({
  name: 'RecordFile',
  file: data,
}));

const commands = fc
  .tuple(begin, fc.array(fc.oneof(begin, job, job, job, end), { minLength: 4, maxLength: 12, size: 'max' }), file)
  .map(([first, rest, processed]) => ({ commands: [first, ...rest], processed }));

/** What the commands append; one that is refused appends nothing. */
const appended = async (all: readonly ExportCommand[], processed: RecordFile): Promise<readonly RecordedEvent[]> => {
  const ledger = { store: memoryEventStore<ExportEvent>() };
  const context = { correlationId: 'run-1', occurredAt: '2026-11-24T00:00:00.000Z' };
  const events: RecordedEvent[] = [];
  for (const command of all) {
    try {
      events.push(...(await handleCommand(ledger, runAggregate, command, context)).events);
    } catch (error) {
      if (!isCoded(error)) throw error;
    }
  }
  return [...events, ...(await handleCommand(ledger, fileAggregate, processed, context)).events];
};

const record = (recorded: RecordedEvent): DynamoDBRecord => ({
  eventID: recorded.metadata.id,
  eventName: 'INSERT',
  dynamodb: { NewImage: marshall(itemOf(recorded), { removeUndefinedValues: true }) as Image },
});

export const contract: ProducerContract<{
  readonly commands: readonly ExportCommand[];
  readonly processed: RecordFile;
}> = {
  producer: 'run-ledger',
  cases: commands,
  publish: async ({ commands: all, processed }) => enrich(announceEvent)((await appended(all, processed)).map(record)),
};
