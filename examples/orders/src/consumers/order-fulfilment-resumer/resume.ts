import { CodedError } from '@carillon/runtime/errors';
import type { Ledger } from '@carillon/runtime/workflow';
import type { OrderFulfilmentResumerEvent } from '../../../generated/subscriptions.ts';
import type { RunEvent } from '../../workflows/order-fulfilment/run.ts';
import { keyOf, runs, workflow } from '../../workflows/order-fulfilment/workflow.ts';

/** Where the task token of a waiting run is stored, and nowhere else. */
export interface CallbackRecords {
  tokenOf(runId: string): Promise<string | undefined>;
  /** Deletes the record while it still has this token: a spent credential is not stored. */
  forget(runId: string, token: string): Promise<void>;
}

export interface ResumePorts {
  readonly ledger: Ledger<RunEvent>;
  readonly records: CallbackRecords;
  /** Step Functions' SendTaskSuccess. */
  succeed(token: string, output: Readonly<Record<string, unknown>>): Promise<void>;
}

/** SETTLED: the run waits no more. */
export type Resumed = 'RESUMED' | 'SETTLED';

/** The task has ended otherwise, timed out, or was never there (API reference, SendTaskSuccess, Errors). */
const SETTLED: ReadonlySet<string> = new Set(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist']);

const isSettled = (error: unknown): boolean => error instanceof Error && SETTLED.has(error.name);

/**
 * Resumes the run that the event concerns. An event that comes before its run waits is delivered again later.
 * @throws CodedError NOT_WAITING, which a retry may change
 */
export const resume = async (ports: ResumePorts, event: OrderFulfilmentResumerEvent): Promise<Resumed> => {
  const runId = workflow.runIdOfKey(keyOf(event));
  const token = await ports.records.tokenOf(runId);
  if (token === undefined) {
    const { state } = await runs.load(ports.ledger.store, { runId });
    if (state.status === 'COMPLETED' || state.status === 'FAILED') return 'SETTLED';
    throw new CodedError('NOT_WAITING', `Run ${runId} does not wait yet`, true);
  }
  const resumed = await ports.succeed(token, { eventId: event.detail.metadata.id }).then(
    (): Resumed => 'RESUMED',
    (error: unknown): Resumed => {
      if (isSettled(error)) return 'SETTLED';
      throw error;
    },
  );
  await ports.records.forget(runId, token);
  return resumed;
};
