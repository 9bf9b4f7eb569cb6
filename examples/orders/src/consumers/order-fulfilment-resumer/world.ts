import { memoryEventStore } from '@carillon/runtime/testing';
import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import type { OrderFulfilmentResumerEvent } from '../../../generated/subscriptions.ts';
import type { RunEvent } from '../../workflows/order-fulfilment/run.ts';
import { keyOf, runs, workflow } from '../../workflows/order-fulfilment/workflow.ts';
import type { ResumePorts } from './resume.ts';

const AT = '2026-01-01T00:00:00.000Z';

/** For tests: runs that wait for these events, and a state machine that completes a run when its task succeeds. */
export const waitingRuns = async (
  events: readonly Pick<OrderFulfilmentResumerEvent, 'detail'>[],
): Promise<ResumePorts & { readonly tokens: Map<string, string>; readonly succeeded: Set<string> }> => {
  const ledger: Ledger<RunEvent> = { store: memoryEventStore() };
  const tokens = new Map<string, string>();
  const succeeded = new Set<string>();
  for (const event of events) {
    const runId = workflow.runIdOfKey(keyOf(event));
    tokens.set(runId, `token of ${runId}`);
    const start = { name: 'StartRun', runId, executionArn: `arn:${runId}`, at: AT } as const;
    await handleCommand(ledger, runs, start, { correlationId: runId, occurredAt: AT });
  }
  return {
    ledger,
    tokens,
    succeeded,
    records: {
      tokenOf: async (runId) => tokens.get(runId),
      forget: async (runId) => void tokens.delete(runId),
    },
    succeed: async (token) => {
      const runId = token.replace('token of ', '');
      succeeded.add(runId);
      await handleCommand(ledger, runs, { name: 'CompleteRun', runId }, { correlationId: runId, occurredAt: AT });
    },
  };
};
