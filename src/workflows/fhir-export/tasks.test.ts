import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { describe, expect, it } from 'vitest';
import { runAggregate } from './aggregates.ts';
import { beginRun } from './begin-run/begin-run.ts';
import { completeRun } from './complete-run/complete-run.ts';
import type { ExportEvent } from './export-event.ts';
import { failRun } from './fail-run/fail-run.ts';
import { workflow } from './workflow.ts';

const datastoreId = 'd'.repeat(32);
const arn = (n: number): string => `arn:aws:states:us-east-1:000000000000:execution:fhir-export:${n}`;
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 20, minute));
const begin = (ledger: Ledger<ExportEvent>, n: number, minute: number) =>
  beginRun(ledger, { executionArn: arn(n), triggeredAt: at(minute).toISOString(), datastoreId }, at(minute));

const exported = (ledger: Ledger<ExportEvent>, n: number, files: number) =>
  handleCommand(
    ledger,
    runAggregate,
    {
      name: 'RecordJobCompleted',
      runId: workflow.runIdOf(arn(n)),
      job: { jobId: 'j', jobStatus: 'COMPLETED', manifest: { bucket: 'bucket', key: 'k' }, files },
    },
    { correlationId: 'c', occurredAt: at(1).toISOString() },
  );

describe('the tasks of a run', () => {
  it('begin, complete, and begin where the last one was triggered', async () => {
    const ledger: Ledger<ExportEvent> = { store: memoryEventStore<ExportEvent>() };
    const first = await begin(ledger, 1, 0);
    expect(first).toEqual({
      outcome: 'STARTED',
      runId: workflow.runIdOf(arn(1)),
      datastoreId,
      until: at(0).toISOString(),
    });
    await exported(ledger, 1, 3);
    const counts = { files: 3, resources: 7, rejected: 1 };
    const done = await completeRun(ledger, { executionArn: arn(1), ...counts }, at(4));
    expect(done).toEqual({
      runId: workflow.runIdOf(arn(1)),
      status: 'COMPLETED',
      until: at(0).toISOString(),
      ...counts,
    });
    expect(await completeRun(ledger, { executionArn: arn(1), ...counts }, at(4))).toEqual(done);
    expect(await begin(ledger, 2, 5)).toMatchObject({
      outcome: 'STARTED',
      since: at(0).toISOString(),
      until: at(5).toISOString(),
    });
  });

  it('answer a repeated begin as the first one, and skip another', async () => {
    const ledger: Ledger<ExportEvent> = { store: memoryEventStore<ExportEvent>() };
    const first = await begin(ledger, 1, 0);
    expect(await begin(ledger, 1, 0)).toEqual(first);
    const skipped = {
      outcome: 'SKIPPED',
      runId: workflow.runIdOf(arn(2)),
      datastoreId,
      activeRunId: workflow.runIdOf(arn(1)),
    };
    expect(await begin(ledger, 2, 5)).toEqual(skipped);
    expect(await begin(ledger, 2, 5)).toEqual(skipped);
  });

  it('fail with a sentence for the code, never with what was caught', async () => {
    const ledger: Ledger<ExportEvent> = { store: memoryEventStore<ExportEvent>() };
    await begin(ledger, 1, 0);
    const failed = await failRun(ledger, { executionArn: arn(1), code: 'States.HeartbeatTimeout' }, at(9));
    expect(failed).toMatchObject({ status: 'FAILED', error: { code: 'States.HeartbeatTimeout' } });
    expect(await failRun(ledger, { executionArn: arn(1), code: 'Another' }, at(9))).toEqual(failed);
    expect(await begin(ledger, 2, 10)).toMatchObject({ outcome: 'STARTED', until: at(10).toISOString() });
    const odd = await failRun(ledger, { executionArn: arn(2), code: 'token AAAA==\n' }, at(11));
    expect(odd.error.code).toBe('UNKNOWN');
  });

  it('fail a run that never began without inventing it', async () => {
    const ledger: Ledger<ExportEvent> = { store: memoryEventStore<ExportEvent>() };
    expect(await failRun(ledger, { executionArn: arn(1) }, at(0))).toMatchObject({
      status: 'FAILED',
      error: { code: 'UNKNOWN' },
    });
    expect(await ledger.store.load(`export-run/${workflow.runIdOf(arn(1))}`)).toEqual([]);
  });
});
