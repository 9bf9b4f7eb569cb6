import type { ConsumerContract } from '@carillon/catalog/contracts';
import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { type ExportPollerEvent, exportPoller } from '../../../generated/subscriptions.ts';
import { runAggregate } from '../../workflows/fhir-export/aggregates.ts';
import type { ExportEvent } from '../../workflows/fhir-export/export-event.ts';
import { type CheckJobPorts, checkJob } from './check-job.ts';
import { firstLook } from './recheck.ts';

const AT = '2026-11-24T00:00:00.000Z';

const ledgerWith = async ({ detail }: ExportPollerEvent): Promise<Ledger<ExportEvent>> => {
  const ledger = { store: memoryEventStore<ExportEvent>() };
  const { runId, datastoreId, jobId } = detail.data;
  const occasion = { correlationId: runId, occurredAt: AT };
  const begin = {
    name: 'BeginRun',
    runId,
    datastoreId,
    executionArn: 'arn:aws:states:::execution',
    triggeredAt: AT,
  } as const;
  await handleCommand(ledger, runAggregate, { ...begin, at: AT, timeoutSeconds: 3_600 }, occasion);
  const submitted = { name: 'RecordJobSubmitted', runId, job: { datastoreId, jobId, submittedAt: AT } } as const;
  await handleCommand(ledger, runAggregate, submitted, occasion);
  return ledger;
};

/** A datastore whose jobs are all under way. */
export const contract: ConsumerContract<ExportPollerEvent> = {
  subscription: exportPoller,
  async world(events) {
    const ledgers = new Map<string, Ledger<ExportEvent>>();
    for (const event of events) ledgers.set(event.detail.data.runId, await ledgerWith(event));
    const ordered = new Set<string>();
    const portsFor = (runId: string): CheckJobPorts => ({
      ledger: ledgers.get(runId) ?? { store: memoryEventStore<ExportEvent>() },
      jobs: { describe: async (jobId) => ({ jobId, jobStatus: 'IN_PROGRESS', output: [] }) },
      bucket: 'exports',
      prefix: 'exports',
      writeManifest: async () => undefined,
      recheckLater: async (recheck, seconds) => void ordered.add(JSON.stringify([recheck, seconds])),
      now: () => new Date(AT),
    });
    return {
      act: (event) => {
        const look = firstLook(event.detail.data);
        return checkJob(portsFor(look.runId), look);
      },
      effects: async () => [...ordered].toSorted(),
    };
  },
};
