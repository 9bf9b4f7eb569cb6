import { TerminalError } from '@carillon/runtime/errors';
import type { Decider, LedgerEventOf } from '@carillon/runtime/workflow';
import { orderFulfilmentCompleted, orderFulfilmentFailed, orderFulfilmentStarted } from '../../../generated/events.ts';

/** Seconds; TimeoutSeconds of state-machine.asl.json. A run that is older has no execution any more. */
export const RUN_TIMEOUT_SECONDS = 7_200;

export interface StartRun {
  readonly name: 'StartRun';
  readonly runId: string;
  readonly executionArn: string;
  /** RFC 3339. */
  readonly at: string;
}

export interface CompleteRun {
  readonly name: 'CompleteRun';
  readonly runId: string;
}

export interface FailRun {
  readonly name: 'FailRun';
  readonly runId: string;
  readonly error: Failure;
}

export type RunCommand = StartRun | CompleteRun | FailRun;

export type RunEvent =
  | LedgerEventOf<typeof orderFulfilmentStarted>
  | LedgerEventOf<typeof orderFulfilmentCompleted>
  | LedgerEventOf<typeof orderFulfilmentFailed>;

export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** One run, made of its events. */
export interface Run {
  readonly status: 'NOT_STARTED' | 'RUNNING' | 'COMPLETED' | 'FAILED';
  readonly attempt: number;
  readonly executionArn?: string;
  readonly startedAt?: string;
  readonly error?: Failure;
}

const isAbandoned = ({ startedAt = '' }: Run, at: string): boolean =>
  Date.parse(at) - Date.parse(startedAt) > RUN_TIMEOUT_SECONDS * 1_000;

/** An event that is delivered twice starts two executions: the second finds the run. A run that failed may start again. */
const startRun = (run: Run, { runId, executionArn, at }: StartRun): readonly RunEvent[] => {
  const started: RunEvent = {
    name: orderFulfilmentStarted.name,
    data: { runId, executionArn, attempt: run.attempt + 1, startedAt: at },
  };
  if (run.status === 'NOT_STARTED' || run.status === 'FAILED') return [started];
  if (run.status === 'COMPLETED' || !isAbandoned(run, at)) return [];
  const error = { code: 'ABANDONED', message: 'The run was active for longer than its state machine may take.' };
  return [{ name: orderFulfilmentFailed.name, data: { runId, error } }, started];
};

const decide = (run: Run, command: RunCommand): readonly RunEvent[] => {
  const { runId } = command;
  switch (command.name) {
    case 'StartRun':
      return startRun(run, command);
    case 'CompleteRun':
      if (run.status === 'COMPLETED') return [];
      if (run.status !== 'RUNNING') throw new TerminalError('RUN_NOT_ACTIVE', `The run is ${run.status}: ${runId}`);
      return [{ name: orderFulfilmentCompleted.name, data: { runId } }];
    case 'FailRun':
      return run.status === 'RUNNING'
        ? [{ name: orderFulfilmentFailed.name, data: { runId, error: command.error } }]
        : [];
  }
};

const evolve = (run: Run, event: RunEvent): Run => {
  switch (event.name) {
    case orderFulfilmentStarted.name: {
      const { executionArn, attempt, startedAt } = event.data;
      return { status: 'RUNNING', attempt, executionArn, startedAt };
    }
    case orderFulfilmentCompleted.name:
      return { ...run, status: 'COMPLETED' };
    case orderFulfilmentFailed.name:
      return { ...run, status: 'FAILED', error: event.data.error };
  }
};

/** What may happen to a run: pure, so that its tests need neither a clock nor a table. */
export const run: Decider<Run, RunCommand, RunEvent> = {
  initial: { status: 'NOT_STARTED', attempt: 0 },
  decide,
  evolve,
};
