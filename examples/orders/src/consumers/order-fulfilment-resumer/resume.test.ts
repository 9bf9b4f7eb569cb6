import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keyOf, workflow } from '../../workflows/order-fulfilment/workflow.ts';
import { resume } from './resume.ts';
import { waitingRuns } from './world.ts';

const file = new URL('../../../catalog/payment/payment-captured/v1.json', import.meta.url);
const [detail] = JSON.parse(readFileSync(file, 'utf8')).examples;
const event = JSON.parse(JSON.stringify({ 'detail-type': 'PaymentCaptured', detail }));
const runId = workflow.runIdOfKey(keyOf(event));

describe('resume', () => {
  it('resumes the run that waits for the event, once', async () => {
    const world = await waitingRuns([event]);
    expect(await resume(world, event)).toBe('RESUMED');
    expect([...world.succeeded]).toEqual([runId]);
    expect(world.tokens.size).toBe(0);
    expect(await resume(world, event)).toBe('SETTLED');
  });

  it('is retried while the run does not wait yet', async () => {
    const world = await waitingRuns([event]);
    world.tokens.clear();
    await expect(resume(world, event)).rejects.toMatchObject({ code: 'NOT_WAITING', retryable: true });
    await expect(resume(await waitingRuns([]), event)).rejects.toMatchObject({ code: 'NOT_WAITING' });
  });

  it.each(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist'])('takes %s as settled', async (name) => {
    const world = await waitingRuns([event]);
    const succeed = () => Promise.reject(Object.assign(new Error(name), { name }));
    expect(await resume({ ...world, succeed }, event)).toBe('SETTLED');
    expect(world.tokens.size).toBe(0);
  });

  it('leaves other errors to a retry, with the token kept', async () => {
    const world = await waitingRuns([event]);
    const succeed = () => Promise.reject(new Error('throttled'));
    await expect(resume({ ...world, succeed }, event)).rejects.toThrow('throttled');
    expect(world.tokens.size).toBe(1);
  });
});
