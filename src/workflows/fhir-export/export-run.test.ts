import { given } from '@carillon/runtime/testing';
import { describe, it } from 'vitest';
import {
  exportJobCompleted,
  exportJobFailed,
  exportJobProgressed,
  exportJobSubmitted,
  exportRunCompleted,
  exportRunFailed,
  exportRunSkipped,
  exportRunStarted,
} from '../../../generated/events.ts';
import type { BeginRun, CompleteRun, FailRun } from './export-command.ts';
import type { ExportEvent, JobCompleted } from './export-event.ts';
import { exportRun } from './export-run.ts';

const datastoreId = 'd'.repeat(32);
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 20, minute)).toISOString();
const manifest = { bucket: 'exports-bucket', key: 'exports/manifest.json' };

const begin = (runId: string, minute: number, now = minute): BeginRun => ({
  name: 'BeginRun',
  runId,
  datastoreId,
  executionArn: `arn:${runId}`,
  triggeredAt: at(minute),
  at: at(now),
  timeoutSeconds: 3_600,
});
const complete = (runId: string, files = 2): CompleteRun => ({
  name: 'CompleteRun',
  runId,
  files,
  resources: 9,
  rejected: 1,
});
const fail = (runId: string): FailRun => ({ name: 'FailRun', runId, error: { code: 'X', message: 'x' } });

const started = (runId: string, minute: number, since?: number): ExportEvent => ({
  name: exportRunStarted.name,
  data: {
    runId,
    datastoreId,
    ...(since === undefined ? {} : { since: at(since) }),
    until: at(minute),
    executionArn: `arn:${runId}`,
  },
});
const submitted = (runId: string): ExportEvent => ({
  name: exportJobSubmitted.name,
  data: { runId, datastoreId, jobId: 'j', submittedAt: at(1) },
});
const progressed = (runId: string, checks: number): ExportEvent => ({
  name: exportJobProgressed.name,
  data: { runId, jobId: 'j', jobStatus: 'IN_PROGRESS', checks },
});
const jobCompleted = (runId: string, jobStatus: JobCompleted['data']['jobStatus'] = 'COMPLETED'): ExportEvent => ({
  name: exportJobCompleted.name,
  data: { runId, jobId: 'j', jobStatus, manifest, files: 2 },
});
const jobFailed = (runId: string): ExportEvent => ({
  name: exportJobFailed.name,
  data: { runId, jobId: 'j', jobStatus: 'FAILED', error: { code: 'EXPORT_JOB_FAILED', message: 'no access' } },
});
const completed = (runId: string, minute: number, since?: number): ExportEvent => ({
  name: exportRunCompleted.name,
  data: {
    runId,
    ...(since === undefined ? {} : { since: at(since) }),
    until: at(minute),
    files: 2,
    resources: 9,
    rejected: 1,
  },
});
const failed = (runId: string, minute: number, code = 'X', message = 'x', since?: number): ExportEvent => ({
  name: exportRunFailed.name,
  data: { runId, ...(since === undefined ? {} : { since: at(since) }), until: at(minute), error: { code, message } },
});

const past = given(exportRun);
const aCompleted = [started('a', 0), submitted('a'), jobCompleted('a'), completed('a', 0)];

describe('beginning a run', () => {
  it('starts the first one without since', () => past().when(begin('a', 0)).decides(started('a', 0)));
  it('starts the next one where the last completed one was triggered', () =>
    past(...aCompleted)
      .when(begin('b', 5))
      .decides(started('b', 5, 0)));
  it('is one start when asked twice', () => past(started('a', 0)).when(begin('a', 0)).decidesNothing());
  it('skips while another is active', () =>
    past(started('a', 0))
      .when(begin('b', 5))
      .decides({
        name: exportRunSkipped.name,
        data: { runId: 'b', datastoreId, activeRunId: 'a', until: at(5), reason: 'RUN_ACTIVE' },
      }));
  it('starts where the failed one did', () =>
    past(...aCompleted, started('b', 5, 0), failed('b', 5, 'X', 'x', 0))
      .when(begin('c', 10))
      .decides(started('c', 10, 0)));
  it('keeps waiting for a run that its state machine may still be at', () => {
    const skipped = { runId: 'b', datastoreId, activeRunId: 'a', until: at(60), reason: 'RUN_ACTIVE' } as const;
    past(started('a', 0)).when(begin('b', 60)).decides({ name: exportRunSkipped.name, data: skipped });
  });
  it('ends a run as ABANDONED that no state machine can be at any more', () =>
    past(...aCompleted, started('b', 5, 0))
      .when(begin('c', 66))
      .decides(
        failed('b', 5, 'ABANDONED', 'The run was active for longer than its state machine may take.', 0),
        started('c', 66, 0),
      ));
  it('never lets until fall behind since, however late a trigger comes', () =>
    past(started('a', 10), submitted('a'), jobCompleted('a'), completed('a', 10))
      .when(begin('b', 5, 20))
      .decides(started('b', 10, 10)));
});

describe('hearing of the job', () => {
  const submit = {
    name: 'RecordJobSubmitted',
    runId: 'a',
    job: { datastoreId, jobId: 'j', submittedAt: at(1) },
  } as const;
  const progress = (checks: number) =>
    ({ name: 'RecordJobProgressed', runId: 'a', job: { jobId: 'j', jobStatus: 'IN_PROGRESS', checks } }) as const;
  const finish = {
    name: 'RecordJobCompleted',
    runId: 'a',
    job: { jobId: 'j', jobStatus: 'COMPLETED', manifest, files: 2 },
  } as const;

  it('records it once', () => {
    past(started('a', 0)).when(submit).decides(submitted('a'));
    past(started('a', 0), submitted('a')).when(submit).decidesNothing();
  });
  it('records each look once, and none after the end', () => {
    past(started('a', 0), submitted('a')).when(progress(1)).decides(progressed('a', 1));
    past(started('a', 0), submitted('a'), progressed('a', 1)).when(progress(1)).decidesNothing();
    past(started('a', 0), submitted('a'), progressed('a', 1)).when(progress(2)).decides(progressed('a', 2));
    past(started('a', 0), submitted('a'), jobCompleted('a')).when(progress(2)).decidesNothing();
  });
  it('has one end', () => {
    past(started('a', 0), submitted('a')).when(finish).decides(jobCompleted('a'));
    past(started('a', 0), submitted('a'), jobFailed('a')).when(finish).decidesNothing();
  });
  it('ignores the news of another job', () =>
    past(started('a', 0), submitted('a'))
      .when({ ...finish, job: { ...finish.job, jobId: 'other' } })
      .decidesNothing());
  it('ignores news of a run that has ended', () => past(started('a', 0), failed('a', 0)).when(submit).decidesNothing());
  it('refuses a run that never began', () => past().when(submit).refuses('RUN_UNKNOWN'));
});

describe('ending a run', () => {
  it('completes it', () =>
    past(started('a', 0), submitted('a'), jobCompleted('a')).when(complete('a')).decides(completed('a', 0)));
  it('completes it once', () =>
    past(...aCompleted)
      .when(complete('a'))
      .decidesNothing());
  it('does not complete what has failed', () =>
    past(started('a', 0), failed('a', 0)).when(complete('a')).refuses('RUN_ENDED'));
  it('does not complete without its job', () =>
    past(started('a', 0), submitted('a')).when(complete('a')).refuses('JOB_NOT_COMPLETED'));
  it('does not complete a partial export', () =>
    past(started('a', 0), jobCompleted('a', 'COMPLETED_WITH_ERRORS')).when(complete('a')).refuses('JOB_NOT_COMPLETED'));
  it('does not complete with a file missing', () =>
    past(started('a', 0), jobCompleted('a')).when(complete('a', 1)).refuses('FILES_MISSING'));
  it('fails it, once', () => {
    past(started('a', 0)).when(fail('a')).decides(failed('a', 0));
    past(started('a', 0), failed('a', 0)).when(fail('a')).decidesNothing();
    past(...aCompleted)
      .when(fail('a'))
      .decidesNothing();
    past().when(fail('a')).decidesNothing();
  });
  it("fails it in the words of its job's failure", () =>
    past(started('a', 0), jobFailed('a'))
      .when(fail('a'))
      .decides(failed('a', 0, 'EXPORT_JOB_FAILED', 'no access')));
});
