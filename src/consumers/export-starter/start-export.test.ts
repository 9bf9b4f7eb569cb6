import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand } from '@carillon/runtime/workflow';
import { describe, expect, it } from 'vitest';
import { exportRequested } from '../../../generated/events.ts';
import type { ExportRequest, SubmittedJob } from '../../healthlake/export-jobs.ts';
import { HealthLakeError } from '../../healthlake/healthlake-error.ts';
import { runAggregate } from '../../workflows/fhir-export/aggregates.ts';
import type { ExportCommand } from '../../workflows/fhir-export/export-command.ts';
import type { ExportEvent } from '../../workflows/fhir-export/export-event.ts';
import { type StartExportPorts, startExport } from './start-export.ts';

const datastoreId = 'd'.repeat(32);
const at = '2026-11-23T20:05:00.000Z';
const request = {
  metadata: {
    id: '00000000-0000-8000-8000-000000000001',
    correlationId: 'run-1',
    occurredAt: at,
    schema: exportRequested.schema,
  },
  data: { runId: 'run-1', datastoreId, since: '2026-11-23T20:00:00.000Z', until: at },
};

interface World {
  readonly ports: StartExportPorts;
  readonly jobs: Map<string, SubmittedJob>;
  readonly requests: ExportRequest[];
  run(command: ExportCommand): Promise<unknown>;
  events(): Promise<readonly { readonly name: string; readonly data: unknown }[]>;
}

const world = async (refuse?: Error): Promise<World> => {
  const ledger = { store: memoryEventStore<ExportEvent>() };
  const jobs = new Map<string, SubmittedJob>();
  const requests: ExportRequest[] = [];
  const run = (command: ExportCommand) =>
    handleCommand(ledger, runAggregate, command, { correlationId: 'c', occurredAt: at });
  await run({
    name: 'BeginRun',
    runId: 'run-1',
    datastoreId,
    executionArn: 'arn:x',
    triggeredAt: at,
    at,
    timeoutSeconds: 9,
  });
  const ports: StartExportPorts = {
    ledger,
    jobs: {
      find: async (_, jobName) => jobs.get(jobName),
      start: async (wanted) => {
        if (refuse !== undefined) throw refuse;
        requests.push(wanted);
        const job = { jobId: `job-${requests.length}` };
        jobs.set(wanted.jobName, job);
        return job;
      },
    },
    now: () => new Date(at),
  };
  const events = async () => (await ledger.store.load('export-run/run-1')).slice(1).map(({ event }) => event);
  return { ports, jobs, requests, run, events };
};

describe('startExport', () => {
  it("starts a job of the run's name for the run's period, and records it", async () => {
    const { ports, requests, events } = await world();
    expect(await startExport(ports, request)).toBe('SUBMITTED');
    expect(requests).toEqual([{ jobName: 'run-1', since: request.data.since }]);
    expect(await events()).toEqual([
      { name: 'ExportJobSubmitted', data: { runId: 'run-1', datastoreId, jobId: 'job-1', submittedAt: at } },
    ]);
  });

  it('starts no second job, whether the ledger knows the first or it died before it could say so', async () => {
    const known = await world();
    await startExport(known.ports, request);
    expect(await startExport(known.ports, request)).toBe('KNOWN');
    expect(known.requests).toHaveLength(1);
    const crashed = await world();
    crashed.jobs.set('run-1', { jobId: 'job-0', submittedAt: '2026-11-23T20:05:01.000Z' });
    expect(await startExport(crashed.ports, request)).toBe('FOUND');
    expect(crashed.requests).toEqual([]);
    expect(await crashed.events()).toMatchObject([
      { data: { jobId: 'job-0', submittedAt: '2026-11-23T20:05:01.000Z' } },
    ]);
  });

  it('starts nothing for a run that the ledger does not know', async () => {
    const { ports, requests } = await world();
    const unknown = { ...request, data: { ...request.data, runId: 'run-9' } };
    await expect(startExport(ports, unknown)).rejects.toMatchObject({ code: 'RUN_UNKNOWN', retryable: false });
    expect(requests).toEqual([]);
  });

  it('starts nothing for a run that has ended', async () => {
    const { ports, requests, run } = await world();
    await run({ name: 'FailRun', runId: 'run-1', error: { code: 'X', message: 'x' } });
    expect(await startExport(ports, request)).toBe('ENDED');
    expect(requests).toEqual([]);
  });

  it('tells the run when HealthLake refuses for good', async () => {
    const { ports, events } = await world(new HealthLakeError(400, '$export', ': the role may not write'));
    expect(await startExport(ports, request)).toBe('REFUSED');
    expect(await events()).toEqual([
      {
        name: 'ExportJobFailed',
        data: {
          runId: 'run-1',
          error: { code: 'HealthLake.400', message: '$export answered 400: the role may not write' },
        },
      },
    ]);
  });

  it.each([409, 429, 500, 503])('leaves %i to a retry', async (status) => {
    const { ports, events } = await world(new HealthLakeError(status, '$export', ''));
    await expect(startExport(ports, request)).rejects.toMatchObject({ retryable: true });
    expect(await events()).toEqual([]);
  });
});
