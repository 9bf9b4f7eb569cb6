import { TerminalError } from '@carillon/runtime/errors';
import type { Decider } from '@carillon/runtime/workflow';
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
import type {
  BeginRun,
  CompleteRun,
  ExportCommand,
  FailRun,
  RecordJobCompleted,
  RecordJobFailed,
  RecordJobProgressed,
  RecordJobSubmitted,
} from './export-command.ts';
import type { ExportEvent, RunStarted } from './export-event.ts';
import { type ExportState, evolve, initial, later, periodOf, type Run } from './export-state.ts';

type RecordJob = RecordJobSubmitted | RecordJobProgressed | RecordJobCompleted | RecordJobFailed;

/** A run is active or it is over for good; the state machine must not try these again (state-machine.asl.json). */
export const refusals = {
  RUN_UNKNOWN: 'The run has never begun',
  RUN_ENDED: 'The run has ended otherwise',
  JOB_NOT_COMPLETED: 'The export job has not completed without errors',
  FILES_MISSING: "Not as many files were processed as the job's manifest lists",
} as const;

const refuse = (code: keyof typeof refusals, runId: string): never => {
  throw new TerminalError(code, `${refusals[code]}: ${runId}`);
};

const started = ({ head }: ExportState, command: BeginRun): RunStarted => {
  const { runId, datastoreId, executionArn, triggeredAt } = command;
  const since = head.completedUntil;
  // A schedule may ring late: until never falls behind what is covered already.
  const period = periodOf({ ...(since === undefined ? {} : { since }), until: later(triggeredAt, since) });
  return { name: exportRunStarted.name, data: { runId, datastoreId, ...period, executionArn } };
};

const beginRun = (state: ExportState, command: BeginRun): readonly ExportEvent[] => {
  const { runId, datastoreId, triggeredAt } = command;
  if (state.runs[runId] !== undefined) return [];
  const { active } = state.head;
  if (active === undefined) return [started(state, command)];
  const age = Date.parse(command.at) - Date.parse(active.until);
  if (age > command.timeoutSeconds * 1_000) {
    const error = { code: 'ABANDONED', message: 'The run was active for longer than its state machine may take.' };
    const abandoned = { name: exportRunFailed.name, data: { runId: active.runId, ...periodOf(active), error } };
    return [abandoned, started(state, command)];
  }
  const data = { runId, datastoreId, activeRunId: active.runId, until: triggeredAt, reason: 'RUN_ACTIVE' as const };
  return [{ name: exportRunSkipped.name, data }];
};

const isOver = ({ job }: Run): boolean => job?.completed !== undefined || job?.failed !== undefined;

const isOfAnotherJob = ({ job }: Run, command: RecordJob): boolean =>
  command.job.jobId !== undefined && job?.jobId !== undefined && command.job.jobId !== job.jobId;

/** News of a job. What is known, late, or about an ended run changes nothing. */
const recordJob = (state: ExportState, command: RecordJob): readonly ExportEvent[] => {
  const { runId } = command;
  const run = state.runs[runId] ?? refuse('RUN_UNKNOWN', runId);
  if (run.status !== 'ACTIVE' || isOver(run) || isOfAnotherJob(run, command)) return [];
  switch (command.name) {
    case 'RecordJobSubmitted':
      return run.job === undefined ? [{ name: exportJobSubmitted.name, data: { runId, ...command.job } }] : [];
    case 'RecordJobProgressed':
      return command.job.checks > (run.job?.checks ?? 0)
        ? [{ name: exportJobProgressed.name, data: { runId, ...command.job } }]
        : [];
    case 'RecordJobCompleted':
      return [{ name: exportJobCompleted.name, data: { runId, ...command.job } }];
    case 'RecordJobFailed':
      return [{ name: exportJobFailed.name, data: { runId, ...command.job } }];
  }
};

const completeRun = (
  state: ExportState,
  { runId, files, resources, rejected }: CompleteRun,
): readonly ExportEvent[] => {
  const run = state.runs[runId] ?? refuse('RUN_UNKNOWN', runId);
  if (run.status === 'COMPLETED') return [];
  if (run.status !== 'ACTIVE') return refuse('RUN_ENDED', runId);
  // A partial export moves since over changes that nobody has seen.
  if (run.job?.completed?.jobStatus !== 'COMPLETED') return refuse('JOB_NOT_COMPLETED', runId);
  if (run.job.completed.files !== files) return refuse('FILES_MISSING', runId);
  return [{ name: exportRunCompleted.name, data: { runId, ...periodOf(run), files, resources, rejected } }];
};

const failRun = (state: ExportState, { runId, error }: FailRun): readonly ExportEvent[] => {
  const run = state.runs[runId];
  if (run?.status !== 'ACTIVE') return [];
  return [{ name: exportRunFailed.name, data: { runId, ...periodOf(run), error: run.job?.failed ?? error } }];
};

const decide = (state: ExportState, command: ExportCommand): readonly ExportEvent[] => {
  switch (command.name) {
    case 'BeginRun':
      return beginRun(state, command);
    case 'CompleteRun':
      return completeRun(state, command);
    case 'FailRun':
      return failRun(state, command);
    default:
      return recordJob(state, command);
  }
};

/**
 * Export runs of one data store. At most one is active; since is the until of the last completed run and only a
 * completed run moves it (docs/decisions/0003-one-run-at-a-time.md).
 */
export const exportRun: Decider<ExportState, ExportCommand, ExportEvent> = { initial, decide, evolve };
