import type { ConsumerContract } from '@carillon/catalog/contracts';
import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { type ExportStarterEvent, exportStarter } from '../../../generated/subscriptions.ts';
import type { ExportRequest, SubmittedJob } from '../../healthlake/export-jobs.ts';
import { runAggregate } from '../../workflows/fhir-export/aggregates.ts';
import type { ExportEvent } from '../../workflows/fhir-export/export-event.ts';
import { startExport } from './start-export.ts';

const AT = '2026-11-24T00:00:00.000Z';

/** Each run has a ledger of its own: a datastore has one active run, and the events here know nothing of that. */
const ledgerWith = async ({ detail }: ExportStarterEvent): Promise<Ledger<ExportEvent>> => {
  const ledger = { store: memoryEventStore<ExportEvent>() };
  const { runId, datastoreId, until } = detail.data;
  const begin = {
    name: 'BeginRun',
    runId,
    datastoreId,
    executionArn: 'arn:aws:states:::execution',
    triggeredAt: until,
  } as const;
  const occasion = { correlationId: runId, occurredAt: AT };
  await handleCommand(ledger, runAggregate, { ...begin, at: AT, timeoutSeconds: 3_600 }, occasion);
  return ledger;
};

export const contract: ConsumerContract<ExportStarterEvent> = {
  subscription: exportStarter,
  ordered: 'A run asks for its export once; of two requests the first is started.',
  async world(events) {
    const ledgers = new Map<string, Ledger<ExportEvent>>();
    for (const event of events) ledgers.set(event.detail.data.runId, await ledgerWith(event));
    const requests = new Map<string, ExportRequest>();
    const started = new Map<string, SubmittedJob>();
    const jobs = {
      find: async (_datastoreId: string, jobName: string) => started.get(jobName),
      start: async (request: ExportRequest) => {
        const job = { jobId: `job-${request.jobName}`, submittedAt: AT };
        requests.set(job.jobId, request);
        started.set(request.jobName, job);
        return job;
      },
    };
    return {
      act: ({ detail }) => {
        const ledger = ledgers.get(detail.data.runId) ?? { store: memoryEventStore<ExportEvent>() };
        return startExport({ ledger, jobs, now: () => new Date(AT) }, detail);
      },
      effects: async () => [...requests].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    };
  },
};
