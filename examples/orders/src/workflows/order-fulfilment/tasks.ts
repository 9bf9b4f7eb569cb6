import { receive } from '@carillon/runtime/consume';
import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { type OrderFulfilmentEvent, orderFulfilment } from '../../../generated/subscriptions.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import type { Failure, RunEvent } from './run.ts';
import { keyOf, runs, workflow } from './workflow.ts';

/** What the state machine gives each task: its execution, and the event that started it. */
export interface TaskInput {
  readonly executionArn: string;
  readonly event: unknown;
}

/** A task's execution and its event, which is valid. */
export interface Task {
  readonly executionArn: string;
  readonly event: OrderFulfilmentEvent;
}

export interface Begun {
  readonly outcome: 'STARTED' | 'SKIPPED';
  readonly runId: string;
}

/** @throws TerminalError INVALID_EVENT and others: the input is not the event that starts this workflow */
export const taskOf = async ({ executionArn, event }: TaskInput): Promise<Task> => ({
  executionArn,
  event: await receive(orderFulfilment, event, { upcasters }),
});

/** Starts the run of the event, or finds it. Called again by the same execution, it answers the same. */
export const begin = async (ledger: Ledger<RunEvent>, { executionArn, event }: Task, now: Date): Promise<Begun> => {
  const runId = workflow.runIdOfKey(keyOf(event));
  const { id: causationId, correlationId } = event.detail.metadata;
  const at = now.toISOString();
  const command = { name: 'StartRun', runId, executionArn, at } as const;
  const { state } = await handleCommand(ledger, runs, command, { correlationId, causationId, occurredAt: at });
  return { outcome: state.executionArn === executionArn ? 'STARTED' : 'SKIPPED', runId };
};

/** Records that the run is completed. @throws TerminalError RUN_NOT_ACTIVE */
export const complete = async (ledger: Ledger<RunEvent>, { event }: Task, now: Date): Promise<void> => {
  const runId = workflow.runIdOfKey(keyOf(event));
  const { correlationId } = event.detail.metadata;
  const context = { correlationId, occurredAt: now.toISOString() };
  await handleCommand(ledger, runs, { name: 'CompleteRun', runId }, context);
};

const CODE = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Records that the run has failed, by the name of the error that the state machine caught. The error's own text goes into
 * no event: it may quote personal data.
 */
export const fail = async (ledger: Ledger<RunEvent>, { event }: Task, caught: unknown, now: Date): Promise<Failure> => {
  const runId = workflow.runIdOfKey(keyOf(event));
  const code = typeof caught === 'string' && CODE.test(caught) ? caught : 'UNKNOWN';
  const error = { code, message: `A step failed with ${code}; the execution's history says which.` };
  const context = { correlationId: event.detail.metadata.correlationId, occurredAt: now.toISOString() };
  const { state } = await handleCommand(ledger, runs, { name: 'FailRun', runId, error }, context);
  return state.error ?? error;
};
