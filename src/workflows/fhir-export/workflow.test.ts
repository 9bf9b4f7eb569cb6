import type { RecordedEvent } from '@carillon/runtime/event-store';
import { memoryEventStore } from '@carillon/runtime/testing';
import { fold, handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { describe, expect, it } from 'vitest';
import { exportFileProcessed, exportRunCompleted, exportRunStarted } from '../../../generated/events.ts';
import { fileAggregate, fileStreamOf, runAggregate } from './aggregates.ts';
import type { ExportCommand } from './export-command.ts';
import type { ExportEvent } from './export-event.ts';
import { workflow } from './workflow.ts';

const datastoreId = 'd'.repeat(32);
const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 20, 0, second)).toISOString();
const manifest = { bucket: 'bucket', key: 'manifest.json' };
const keys = ['exports/Patient/1', 'exports/Observation/1'];

const history = async (): Promise<readonly RecordedEvent[]> => {
  const ledger: Ledger = { store: memoryEventStore() };
  const run = (command: ExportCommand, second: number) =>
    handleCommand(ledger, runAggregate, command, { correlationId: 'c', occurredAt: at(second) });
  const begin = (runId: string, second: number) =>
    run(
      {
        name: 'BeginRun',
        runId,
        datastoreId,
        executionArn: `arn:${runId}`,
        triggeredAt: at(second),
        at: at(second),
        timeoutSeconds: 60,
      },
      second,
    );
  await begin('a', 0);
  await begin('b', 1);
  await run({ name: 'RecordJobSubmitted', runId: 'a', job: { datastoreId, jobId: 'j', submittedAt: at(2) } }, 2);
  await run({ name: 'RecordJobProgressed', runId: 'a', job: { jobId: 'j', jobStatus: 'IN_PROGRESS', checks: 1 } }, 3);
  await run(
    { name: 'RecordJobCompleted', runId: 'a', job: { jobId: 'j', jobStatus: 'COMPLETED', manifest, files: 2 } },
    4,
  );
  for (const key of keys) {
    const file = { runId: 'a', file: { type: 'Patient', key }, resources: 5, rejected: 1, rejections: [] };
    await handleCommand(ledger, fileAggregate, { name: 'RecordFile', file }, { correlationId: 'c', occurredAt: at(5) });
  }
  await run({ name: 'CompleteRun', runId: 'a', files: 2, resources: 10, rejected: 2 }, 6);
  await begin('c', 7);
  await run({ name: 'FailRun', runId: 'c', error: { code: 'X', message: 'x' } }, 8);
  const streams = ['a', 'b', 'c']
    .map((runId) => `export-run/${runId}`)
    .concat(keys.map((key) => fileStreamOf('a', key)));
  return (await Promise.all(streams.map((stream) => ledger.store.load(stream)))).flat();
};

const summaryOf = async (runId: string) => {
  const events = (await history()).filter(({ metadata }) => workflow.runOf(metadata.stream) === runId);
  const state = fold(
    workflow.decider,
    workflow.decider.initial,
    events.map(({ event }) => event as ExportEvent),
  );
  return workflow.summarize(state, runId);
};

describe('how an export run reads in a list', () => {
  it('is completed, with what its files held', async () => {
    expect(await summaryOf('a')).toEqual({
      status: 'COMPLETED',
      facts: { until: at(0), jobId: 'j', files: 2, resources: 10, rejected: 2 },
    });
  });

  it('is skipped, with the run that was active', async () => {
    expect(await summaryOf('b')).toMatchObject({ status: 'SKIPPED', facts: { activeRunId: 'a' } });
  });

  it('is failed, with its error', async () => {
    expect(await summaryOf('c')).toMatchObject({ status: 'FAILED', facts: { since: at(0) }, error: { code: 'X' } });
  });

  it('counts files while it runs, and no file twice once it is completed', () => {
    const { decider, summarize } = workflow;
    const started = {
      name: exportRunStarted.name,
      data: { runId: 'r', datastoreId, until: at(0), executionArn: 'arn:r' },
    } as const;
    const file = {
      name: exportFileProcessed.name,
      data: { runId: 'r', file: { type: 'Patient', key: 'k' }, resources: 3, rejected: 1, rejections: [] },
    } as const;
    const completed = {
      name: exportRunCompleted.name,
      data: { runId: 'r', until: at(0), files: 1, resources: 3, rejected: 1 },
    } as const;
    const factsOf = (...past: readonly ExportEvent[]) => summarize(fold(decider, decider.initial, past), 'r').facts;
    expect(factsOf(started, file)).toMatchObject({ files: 1, resources: 3, rejected: 1 });
    expect(factsOf(started, completed, file)).toMatchObject({ files: 1, resources: 3, rejected: 1 });
    expect(factsOf(started, file, completed)).toMatchObject({ files: 1, resources: 3, rejected: 1 });
  });
});
