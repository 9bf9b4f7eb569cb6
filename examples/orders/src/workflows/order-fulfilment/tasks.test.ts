import { readFileSync } from 'node:fs';
import { memoryEventStore } from '@carillon/runtime/testing';
import { describe, expect, it } from 'vitest';
import { orderPlaced } from '../../../generated/events.ts';
import { RUN_TIMEOUT_SECONDS, type RunEvent } from './run.ts';
import { begin, complete, fail, taskOf } from './tasks.ts';
import { runs, workflow } from './workflow.ts';

const file = new URL('../../../catalog/order/order-placed/v1.json', import.meta.url);
const [detail] = JSON.parse(readFileSync(file, 'utf8')).examples;
const event = {
  version: '0',
  id: 'e-1',
  'detail-type': orderPlaced.name,
  source: orderPlaced.source,
  account: '000000000000',
  time: '2026-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail,
};
const now = new Date(Date.UTC(2026, 0, 1));
const taskNo = (execution: number) => taskOf({ executionArn: `arn:execution:${execution}`, event });

const world = () => {
  const ledger = { store: memoryEventStore<RunEvent>() };
  const status = async () => (await runs.load(ledger.store, { runId: workflow.runIdOf('', event) })).state.status;
  return { ledger, status };
};

describe('the tasks of a run', () => {
  it('start it, complete it, and answer the same when they are retried', async () => {
    const { ledger, status } = world();
    const begun = await begin(ledger, await taskNo(1), now);
    expect(begun).toEqual({ outcome: 'STARTED', runId: workflow.runIdOf('', event) });
    expect(await begin(ledger, await taskNo(1), now)).toEqual(begun);
    expect(await begin(ledger, await taskNo(2), now)).toEqual({ ...begun, outcome: 'SKIPPED' });
    await complete(ledger, await taskNo(1), now);
    await complete(ledger, await taskNo(1), now);
    expect(await status()).toBe('COMPLETED');
  });

  it('record a failure by its code, and nothing of what was caught', async () => {
    const { ledger, status } = world();
    await begin(ledger, await taskNo(1), now);
    const error = await fail(ledger, await taskNo(1), 'a secret, and more', now);
    expect(error).toMatchObject({ code: 'UNKNOWN', message: expect.not.stringContaining('secret') });
    expect(await status()).toBe('FAILED');
    expect(await begin(ledger, await taskNo(2), now)).toMatchObject({ outcome: 'STARTED' });
  });

  it('refuse an event that is not valid', async () => {
    const invalid = { executionArn: 'arn:execution:1', event: { ...event, detail: { ...detail, data: null } } };
    await expect(taskOf(invalid)).rejects.toMatchObject({ code: 'INVALID_EVENT' });
  });
});

describe('the state machine', () => {
  const definition = JSON.parse(readFileSync(new URL('state-machine.asl.json', import.meta.url), 'utf8'));

  it('ends before a run counts as abandoned', () => {
    expect(definition.TimeoutSeconds).toBe(RUN_TIMEOUT_SECONDS);
  });

  it('records every failure: each state that may fail leads to Fail', () => {
    const tasks = Object.entries<{ Type: string; Catch?: { Next: string }[] }>(definition.States).filter(
      ([name, { Type }]) => Type === 'Task' && name !== 'Fail',
    );
    expect(tasks.map(([name, { Catch }]) => [name, Catch?.at(-1)?.Next])).toEqual(
      tasks.map(([name]) => [name, 'Fail']),
    );
  });
});
