import { describe, expect, it } from 'vitest';
import { exportJobCompleted, exportJobFailed, exportJobProgressed } from '../../../generated/events.ts';
import type { CallbackResumerEvent } from '../../../generated/subscriptions.ts';
import { resumeRun, type WaitingTask } from './resume-run.ts';

const base = {
  version: '0',
  id: 'e',
  account: '0',
  time: '2026-11-23T20:00:00Z',
  region: 'us-east-1',
  resources: [] as string[],
} as const;
const metadata = { id: 'e', correlationId: 'run-1', occurredAt: '2026-11-23T20:00:00.000Z', schema: 's' };

const progressed: CallbackResumerEvent = {
  ...base,
  source: 'carillon.export',
  'detail-type': exportJobProgressed.name,
  detail: { metadata, data: { runId: 'run-1', jobId: 'j', jobStatus: 'IN_PROGRESS', checks: 1 } },
};
const completed: CallbackResumerEvent = {
  ...base,
  source: 'carillon.export',
  'detail-type': exportJobCompleted.name,
  detail: {
    metadata,
    data: { runId: 'run-1', jobId: 'j', jobStatus: 'COMPLETED', manifest: { bucket: 'b', key: 'k' }, files: 3 },
  },
};
const failed: CallbackResumerEvent = {
  ...base,
  source: 'carillon.export',
  'detail-type': exportJobFailed.name,
  detail: {
    metadata,
    data: { runId: 'run-1', jobId: 'j', jobStatus: 'FAILED', error: { code: 'X', message: 'words of HealthLake' } },
  },
};

const world = (thrown?: string) => {
  const tokens = new Map([['run-1', 'TOKEN']]);
  const calls: unknown[][] = [];
  const call =
    (name: string) =>
    async (...given: unknown[]): Promise<void> => {
      calls.push([name, ...given]);
      if (thrown !== undefined) throw Object.assign(new Error(thrown), { name: thrown });
    };
  const task: WaitingTask = { heartbeat: call('heartbeat'), succeed: call('succeed'), fail: call('fail') };
  const records = {
    tokenOf: async (runId: string) => tokens.get(runId),
    forget: async (runId: string) => void tokens.delete(runId),
  };
  return { tokens, calls, resume: (event: CallbackResumerEvent) => resumeRun(records, task, event) };
};

describe('resumeRun', () => {
  it('keeps the run awake while its job goes on', async () => {
    const { tokens, calls, resume } = world();
    expect(await resume(progressed)).toBe('HEARTBEAT');
    expect(calls).toEqual([['heartbeat', 'TOKEN']]);
    expect(tokens.size).toBe(1);
  });

  it('wakes it with the manifest, and forgets the spent token', async () => {
    const { tokens, calls, resume } = world();
    expect(await resume(completed)).toBe('SUCCEEDED');
    expect(calls).toEqual([
      ['succeed', 'TOKEN', { bucket: 'b', key: 'k', jobId: 'j', jobStatus: 'COMPLETED', files: 3 }],
    ]);
    expect(tokens.size).toBe(0);
    expect(await resume(completed)).toBe('SETTLED');
    expect(calls).toHaveLength(1);
  });

  it('fails it without a cause', async () => {
    const { calls, resume } = world();
    expect(await resume(failed)).toBe('FAILED');
    expect(calls).toEqual([['fail', 'TOKEN', 'EXPORT_JOB_FAILED']]);
  });

  it.each(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist'])('takes %s as settled', async (name) => {
    const { tokens, resume } = world(name);
    expect(await resume(completed)).toBe('SETTLED');
    expect(tokens.size).toBe(0);
  });

  it('leaves other errors to a retry, with the token kept', async () => {
    const { tokens, resume } = world('ThrottlingException');
    await expect(resume(completed)).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(tokens.size).toBe(1);
  });
});
