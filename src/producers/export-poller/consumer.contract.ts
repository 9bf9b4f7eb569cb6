import type { ConsumerContract } from '@carillon/catalog/contracts';
import { handleCommand, type Ledger } from '@carillon/runtime/handle-command';
import { memoryEventStore } from '@carillon/runtime/memory-event-store';
import { type ExportPollerEvent, exportPoller } from '../../../generated/subscriptions.ts';
import { exportProcess } from '../../workflows/fhir-export/export-process.ts';
import { type CheckJobPorts, checkJob } from './check-job.ts';
import { firstLook } from './recheck.ts';

const AT = '2026-11-24T00:00:00.000Z';

const ledgerWith = async ({ detail }: ExportPollerEvent): Promise<Ledger> => {
  const ledger = { store: memoryEventStore() };
  const { runId, datastoreId, jobId } = detail.data;
  const occasion = { correlationId: runId, occurredAt: AT };
  const begin = {
    name: 'BeginRun',
    runId,
    datastoreId,
    executionArn: 'arn:aws:states:::execution',
    triggeredAt: AT,
  } as const;
  await handleCommand(ledger, exportProcess, { ...begin, at: AT, timeoutSeconds: 3_600 }, occasion);
  const submitted = { name: 'RecordJobSubmitted', runId, job: { datastoreId, jobId, submittedAt: AT } } as const;
  await handleCommand(ledger, exportProcess, submitted, occasion);
  return ledger;
};

/** A datastore whose jobs are all under way. */
export const contract: ConsumerContract<ExportPollerEvent> = {
  subscription: exportPoller,
  async world(events) {
    const ledgers = new Map<string, Ledger>();
    for (const event of events) ledgers.set(event.detail.data.runId, await ledgerWith(event));
    const ordered = new Set<string>();
    const portsFor = (runId: string): CheckJobPorts => ({
      ledger: ledgers.get(runId) ?? { store: memoryEventStore() },
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
