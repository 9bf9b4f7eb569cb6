import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand } from '@carillon/runtime/workflow';
import { describe, expect, it } from 'vitest';
import type { JobDescription } from '../../healthlake/export-jobs.ts';
import { HealthLakeError } from '../../healthlake/healthlake-error.ts';
import { runAggregate } from '../../workflows/fhir-export/aggregates.ts';
import type { ExportCommand } from '../../workflows/fhir-export/export-command.ts';
import type { ExportEvent } from '../../workflows/fhir-export/export-event.ts';
import { HEARTBEAT_SECONDS } from '../../workflows/fhir-export/workflow.ts';
import { type CheckJobPorts, checkJob } from './check-job.ts';
import { locationOf, type ManifestEntry, manifestOf } from './manifest.ts';
import { delaySecondsOf, type Recheck, recheckOf } from './recheck.ts';

const datastoreId = 'd'.repeat(32);
const recheck: Recheck = { runId: 'run-1', jobId: 'job-1', datastoreId, checks: 1 };
const at = '2026-11-23T20:00:00.000Z';

interface World {
  readonly ports: CheckJobPorts;
  readonly log: unknown[];
  run(command: ExportCommand): Promise<unknown>;
  eventNames(): Promise<readonly string[]>;
}

const world = async (describeJob: () => Partial<JobDescription>): Promise<World> => {
  const ledger = { store: memoryEventStore<ExportEvent>() };
  const log: unknown[] = [];
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
  await run({ name: 'RecordJobSubmitted', runId: 'run-1', job: { datastoreId, jobId: 'job-1', submittedAt: at } });
  const ports: CheckJobPorts = {
    ledger,
    jobs: { describe: async (jobId) => ({ jobId, jobStatus: 'IN_PROGRESS', output: [], ...describeJob() }) },
    bucket: 'exports-bucket',
    prefix: 'exports',
    writeManifest: async (key: string, entries: readonly ManifestEntry[]) => void log.push([key, entries]),
    recheckLater: async (next, seconds) => void log.push([next.checks, seconds]),
    now: () => new Date(at),
  };
  const eventNames = async () => (await ledger.store.load('export-run/run-1')).map(({ event }) => event.name).slice(2);
  return { ports, log, run, eventNames };
};

describe('checkJob', () => {
  it('records progress and looks again later', async () => {
    const { ports, log, eventNames } = await world(() => ({}));
    expect(await checkJob(ports, recheck)).toBe('PROGRESSED');
    expect(await checkJob(ports, { ...recheck, checks: 2 })).toBe('PROGRESSED');
    expect(log).toEqual([
      [2, 30],
      [3, 45],
    ]);
    expect(await eventNames()).toEqual(['ExportJobProgressed', 'ExportJobProgressed']);
  });

  it('records a repeated look once, and orders the next one again: the first order may be lost', async () => {
    const { ports, log, eventNames } = await world(() => ({}));
    await checkJob(ports, recheck);
    await checkJob(ports, recheck);
    expect(log).toEqual([
      [2, 30],
      [2, 30],
    ]);
    expect(await eventNames()).toEqual(['ExportJobProgressed']);
  });

  it('writes the manifest before the ledger says completed, and ends', async () => {
    const key = `exports/${datastoreId}-FHIR_EXPORT-job-1`;
    const output = ['Patient', 'Observation'].map((type) => ({
      type,
      url: `s3://exports-bucket/${key}/${type}/${type}-1.ndjson`,
    }));
    const { ports, log, eventNames } = await world(() => ({ jobStatus: 'COMPLETED', output }));
    expect(await checkJob(ports, recheck)).toBe('COMPLETED');
    expect(await checkJob(ports, recheck)).toBe('COMPLETED');
    const [written] = log as [string, ManifestEntry[]][];
    expect(written?.[0]).toBe(`${key}/manifest.json`);
    expect(written?.[1].map((entry) => entry.key)).toEqual([
      `${key}/Observation/Observation-1.ndjson`,
      `${key}/Patient/Patient-1.ndjson`,
    ]);
    expect(await eventNames()).toEqual(['ExportJobCompleted']);
  });

  it.each(['FAILED', 'CANCEL_COMPLETED'])('records a job that ended as %s', async (jobStatus) => {
    const { ports, log, eventNames } = await world(() => ({ jobStatus, message: 'no access' }));
    expect(await checkJob(ports, recheck)).toBe('FAILED');
    expect(await eventNames()).toEqual(['ExportJobFailed']);
    expect(log).toEqual([]);
  });

  it('takes a status that it does not know as under way', async () => {
    const { ports, eventNames } = await world(() => ({ jobStatus: 'WARMING_UP' }));
    expect(await checkJob(ports, recheck)).toBe('PROGRESSED');
    expect(await eventNames()).toEqual(['ExportJobProgressed']);
  });

  it('ends a job that HealthLake does not know, and leaves throttling to a retry', async () => {
    const failing = (status: number) => () => {
      throw new HealthLakeError(status, 'export', '');
    };
    const unknown = await world(failing(404));
    expect(await checkJob(unknown.ports, recheck)).toBe('FAILED');
    const throttled = await world(failing(429));
    await expect(checkJob(throttled.ports, recheck)).rejects.toMatchObject({ code: 'HealthLake.429', retryable: true });
    expect(await throttled.eventNames()).toEqual([]);
  });

  it('stops looking when the run has ended', async () => {
    const { ports, log, run } = await world(() => ({}));
    await run({ name: 'FailRun', runId: 'run-1', error: { code: 'X', message: 'x' } });
    expect(await checkJob(ports, recheck)).toBe('ENDED');
    expect(log).toEqual([]);
  });
});

describe('the poller', () => {
  it('waits longer each time, and less than half a heartbeat', () => {
    const delays = Array.from({ length: 40 }, (_, n) => delaySecondsOf(n + 1));
    expect(delays.slice(0, 6)).toEqual([30, 45, 67, 101, 120, 120]);
    expect(Math.max(...delays) * 2).toBeLessThan(HEARTBEAT_SECONDS);
  });

  it.each([undefined, null, 7, {}, { ...recheck, checks: 0 }, { ...recheck, checks: 1.5 }, { ...recheck, jobId: '' }])(
    'refuses %j as a message of its own',
    (body) => {
      expect(() => recheckOf(body)).toThrow(expect.objectContaining({ code: 'NOT_A_RECHECK' }));
    },
  );

  it.each([
    ['s3://bucket/a/b.ndjson'],
    ['https://bucket.s3.us-east-1.amazonaws.com/a/b.ndjson'],
    ['https://bucket.s3.amazonaws.com/a/b.ndjson'],
    ['https://s3.us-east-1.amazonaws.com/bucket/a/b.ndjson'],
    ['http://127.0.0.1:4566/bucket/a/b.ndjson'],
  ])('finds bucket and key in %s', (url) => {
    expect(locationOf(url)).toEqual({ bucket: 'bucket', key: 'a/b.ndjson' });
  });

  it('refuses a file in another bucket', () => {
    expect(() => manifestOf([{ type: 'Patient', url: 's3://other/a' }], 'bucket')).toThrow(
      expect.objectContaining({ code: 'FILE_ELSEWHERE' }),
    );
  });
});
