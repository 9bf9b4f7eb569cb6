import type { Instant } from '../../kernel/clock.ts';
import type { Execution, Thread } from './execution.ts';
import type { Machine } from './machine.ts';
import type { MapRun } from './map-run-progress.ts';
import type { Effect } from './signal.ts';

type TaskPhase = Thread['phase'] & { readonly kind: 'task' };

const taskTimers = (thread: string, { request, scheduledAt, heartbeatAt, submitted }: TaskPhase): readonly Effect[] => {
  const { timeoutSeconds, integration } = request;
  // An activity's heartbeat begins with its worker.
  const heartbeatSeconds = integration.kind === 'activity' && !submitted ? undefined : request.heartbeatSeconds;
  const timer = (purpose: string, from: Instant, seconds: number | undefined): readonly Effect[] =>
    seconds === undefined ? [] : [{ type: 'KeepTimer', timer: `${thread}|${purpose}`, due: from + seconds * 1000 }];
  return [...timer('timeout', scheduledAt, timeoutSeconds), ...timer('heartbeat', heartbeatAt, heartbeatSeconds)];
};

const ofTask = (thread: string, phase: TaskPhase): readonly Effect[] => {
  const { scheduled, scheduledAt, request, nested: executionArn, submitted } = phase;
  const timers = taskTimers(thread, phase);
  if (executionArn !== undefined) {
    const parsed = request.integration.kind === 'service' && request.integration.pattern === 'sync:2';
    return [...timers, { type: 'AwaitExecution', thread, scheduled, executionArn, parsed }];
  }
  return submitted ? timers : [...timers, { type: 'InvokeTask', thread, scheduled, scheduledAt, request }];
};

const ofMapRun = (thread: string, run: MapRun): readonly Effect[] => {
  const children = [...run.children].map(
    ([index, { executionArn }]): Effect => ({ type: 'AwaitChild', thread, index, executionArn, mapRunArn: run.arn }),
  );
  if (run.target !== undefined) return [{ type: 'WriteResults', thread, target: run.target }];
  return run.read || run.reader === undefined
    ? children
    : [...children, { type: 'ReadItems', thread, reader: run.reader, from: run.items.length }];
};

const ofThread = ({ id, phase }: Thread): readonly Effect[] => {
  switch (phase.kind) {
    case 'waiting':
      return [{ type: 'KeepTimer', timer: `${id}|wait`, due: phase.due }];
    case 'retrying':
      return [{ type: 'KeepTimer', timer: `${id}|retry`, due: phase.due }];
    case 'task':
      return ofTask(id, phase);
    case 'mapRun':
      return ofMapRun(id, phase.run);
    default:
      return [];
  }
};

/**
 * What a running execution still waits for: asked for again after a restart. A task that was in flight is invoked once
 * more with the same parameters and token, so a task runs at least once, as on AWS when its answer is lost; a callback is
 * left alone. A timer may have fired, and a nested or child execution have ended, without being handled.
 */
export const pendingEffects = (execution: Execution, machine: Machine): readonly Effect[] => {
  const { timeoutSeconds } = machine;
  const due = execution.startedAt + (timeoutSeconds ?? 0) * 1000;
  const timeout: readonly Effect[] =
    timeoutSeconds === undefined ? [] : [{ type: 'KeepTimer', timer: 'execution', due }];
  return [...timeout, ...[...execution.threads.values()].flatMap(ofThread)];
};
