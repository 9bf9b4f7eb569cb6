import type { RecordedEvent } from '@carillon/runtime/event-store';
import { memoryEventStore } from '@carillon/runtime/memory-event-store';
import { project, replay } from '@carillon/runtime/projection';
import { type Ledger, runCommand } from '@carillon/runtime/run-loop';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExportCommand } from './export-command.ts';
import { exportFileProcess, fileStreamOf } from './export-file.ts';
import { exportProcess } from './export-process.ts';
import { type ExportRunRow, exportRuns } from './export-runs.ts';

const datastoreId = 'd'.repeat(32);
const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 20, 0, second)).toISOString();
const manifest = { bucket: 'bucket', key: 'manifest.json' };
const keys = ['exports/Patient/1', 'exports/Observation/1'];

const history = async (): Promise<readonly RecordedEvent[]> => {
  const ledger: Ledger = { store: memoryEventStore() };
  const run = (command: ExportCommand, second: number) =>
    runCommand(ledger, exportProcess, command, { correlationId: 'c', occurredAt: at(second) });
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
    await runCommand(
      ledger,
      exportFileProcess,
      { name: 'RecordFile', file },
      { correlationId: 'c', occurredAt: at(5) },
    );
  }
  await run({ name: 'CompleteRun', runId: 'a', files: 2, resources: 10, rejected: 2 }, 6);
  await begin('c', 7);
  await run({ name: 'FailRun', runId: 'c', error: { code: 'X', message: 'x' } }, 8);
  const streams = ['a', 'b', 'c']
    .map((runId) => `export-run/${runId}`)
    .concat(keys.map((key) => fileStreamOf('a', key)));
  return (await Promise.all(streams.map((stream) => ledger.store.load(stream)))).flat();
};

it('is the same from the live stream and from a replay in any order with repetitions', async () => {
  const events = await history();
  const live = events.reduce(
    (rows, each) => project(exportRuns, rows, each),
    new Map<string, ExportRunRow>() as ReadonlyMap<string, ExportRunRow>,
  );
  expect(live.get('a')).toEqual({
    runId: 'a',
    status: 'COMPLETED',
    datastoreId,
    executionArn: 'arn:a',
    until: at(0),
    startedAt: at(0),
    endedAt: at(6),
    jobId: 'j',
    jobStatus: 'COMPLETED',
    filesExpected: 2,
    files: keys.toSorted().map((key) => ({ type: 'Patient', key, resources: 5, rejected: 1 })),
    resources: 10,
    rejected: 2,
  });
  expect(live.get('b')).toMatchObject({ status: 'SKIPPED', activeRunId: 'a' });
  expect(live.get('c')).toMatchObject({ status: 'FAILED', since: at(0), error: { code: 'X' } });
  const shuffled = fc.shuffledSubarray([...events, ...events], {
    minLength: events.length * 2,
    maxLength: events.length * 2,
  });
  fc.assert(
    fc.property(shuffled, (past) => {
      expect(replay(exportRuns, past)).toEqual(live);
    }),
  );
});
