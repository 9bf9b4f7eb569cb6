import { inBackground } from '../../kernel/isolate.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ActivityWorkers } from './activity-workers.ts';
import type { ExecutionRow, ExecutionStore, Waiter } from './execution-store.ts';
import { readItems } from './item-reader.ts';
import { type MapRunStore, redrivenRun } from './map-run-store.ts';
import { resultFor } from './nested.ts';
import { writeResults } from './result-writer.ts';
import type { Effect, Signal } from './signal.ts';
import { taskRunner } from './task-runner.ts';

/** The owner of all timers of executions; a timer's key is `<execution ARN>#<timer>`. */
export const ALARMS = 'states';

/** What performing an effect needs from the engine. */
export interface Hooks {
  receive(executionArn: string, signal: Signal): Promise<void>;
  /** Only while an effect is performed: in the same transaction. */
  deliver(executionArn: string, signal: Signal): void;
  startChild(row: ExecutionRow, effect: Effect & { readonly type: 'StartChild' }): void;
  redrive(executionArn: string): void;
  turn(): Promise<void>;
  readonly workers: ActivityWorkers;
  isStopped(): boolean;
}

export interface EffectPerformer {
  perform(row: ExecutionRow, effect: Effect): void;
}

export const effectPerformer = (
  kernel: Kernel,
  store: ExecutionStore,
  mapRuns: MapRunStore,
  hooks: Hooks,
): EffectPerformer => {
  const { receive, deliver, startChild, isStopped } = hooks;
  const runner = taskRunner(kernel);

  /** Rows are written at once, in the transaction of their events; what leaves the cloud's memory leaves after it. */
  const perform = (row: ExecutionRow, effect: Effect): void => {
    const { executionArn } = row;
    switch (effect.type) {
      case 'SetTimer':
        kernel.alarms.set(ALARMS, `${executionArn}#${effect.timer}`, effect.due);
        break;
      case 'KeepTimer':
        if (kernel.alarms.due(ALARMS, `${executionArn}#${effect.timer}`) === undefined)
          kernel.alarms.set(ALARMS, `${executionArn}#${effect.timer}`, effect.due);
        break;
      case 'CancelTimer':
        kernel.alarms.cancel(ALARMS, `${executionArn}#${effect.timer}`);
        break;
      case 'IssueToken': {
        const { token, thread, scheduled } = effect;
        store.issue(token, { executionArn, thread, scheduled, ended: false });
        break;
      }
      case 'RevokeToken':
        store.revoke(effect.token);
        break;
      case 'StartChild':
        startChild(row, effect);
        break;
      case 'RedriveChild':
        hooks.redrive(effect.executionArn);
        break;
      case 'AwaitExecution': {
        const { thread, scheduled, parsed } = effect;
        waitFor(effect.executionArn, { kind: 'task', executionArn, thread, scheduled, parsed });
        break;
      }
      case 'AwaitChild': {
        const { thread, index, mapRunArn } = effect;
        waitFor(effect.executionArn, { kind: 'item', executionArn, thread, index, mapRunArn });
        break;
      }
      case 'StopChildren':
        for (const arn of effect.executionArns) deliver(arn, { type: 'Stop' });
        break;
      case 'InvokeTask':
        if (effect.request.integration.kind === 'activity') queueActivity(row, effect);
        else
          kernel.journal.afterCommit(() => inBackground(invoke(row, effect), kernel.report, `states ${executionArn}`));
        break;
      case 'WriteResults':
        kernel.journal.afterCommit(() => inBackground(write(row, effect), kernel.report, `states ${executionArn}`));
        break;
      case 'ReadItems':
        kernel.journal.afterCommit(() => inBackground(read(row, effect), kernel.report, `states ${executionArn}`));
        break;
      default:
        performOnMapRun(row, effect);
    }
  };

  const performOnMapRun = (
    { executionArn, machineArn }: ExecutionRow,
    effect: Effect & { readonly type: 'OpenMapRun' | 'ReopenMapRun' | 'CloseMapRun' },
  ): void => {
    const now = kernel.clock.now();
    if (effect.type === 'OpenMapRun') {
      const { mapRunArn, thread, limit, tolerated } = effect;
      mapRuns.open({ mapRunArn, executionArn, machineArn, thread, startDate: now, limit, tolerated });
      return;
    }
    const open = mapRuns.get(effect.mapRunArn);
    if (effect.type === 'ReopenMapRun') {
      if (open !== undefined) mapRuns.put(redrivenRun(open, now));
      return;
    }
    const { status, counts } = effect;
    if (open !== undefined && open.ended === undefined)
      mapRuns.put({ ...open, ended: { status, counts, stopDate: now } });
  };

  const queueActivity = ({ executionArn }: ExecutionRow, effect: Effect & { readonly type: 'InvokeTask' }): void => {
    const { thread, scheduled, scheduledAt, request } = effect;
    const { integration, parameters, token = '' } = request;
    hooks.workers.enqueue({
      ...{ activityArn: integration.arn, executionArn, thread, scheduled, scheduledAt, token },
      input: JSON.stringify(parameters),
    });
  };

  const invoke = async (row: ExecutionRow, effect: Effect & { readonly type: 'InvokeTask' }): Promise<void> => {
    const { thread, scheduled, request } = effect;
    const result = await runner.perform(row, request);
    if (isStopped()) return;
    const { integration } = request;
    const pattern = integration.kind === 'service' ? integration.pattern : 'requestResponse';
    const at = { thread, scheduled };
    if (!result.ok) {
      await receive(row.executionArn, { type: 'TaskFailed', ...at, error: result.error, cause: result.cause });
      return;
    }
    const type = pattern === 'requestResponse' ? 'TaskSucceeded' : 'TaskSubmitted';
    await receive(row.executionArn, { type, ...at, output: result.output });
  };

  const isSame = (one: Waiter, other: Waiter): boolean => JSON.stringify(one) === JSON.stringify(other);

  /** The task of `waiter` ends when this execution does; it may have ended already. */
  const waitFor = (executionArn: string, waiter: Waiter): void => {
    const row = store.row(executionArn);
    if (row === undefined) return;
    if (row.status !== 'RUNNING') {
      deliver(waiter.executionArn, resultFor(row, waiter));
      return;
    }
    const waiters = row.waiters ?? [];
    if (!waiters.some((each) => isSame(each, waiter))) store.put({ ...row, waiters: [...waiters, waiter] });
  };

  const read = async (
    row: ExecutionRow,
    { thread, reader, from }: Effect & { readonly type: 'ReadItems' },
  ): Promise<void> => {
    try {
      for await (const chunk of readItems({ kernel, reader, caller: row.roleArn }, from)) {
        if (isStopped()) return;
        await receive(row.executionArn, { type: 'ItemsRead', thread, ...chunk });
        await hooks.turn();
      }
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      if (!isStopped()) await receive(row.executionArn, { type: 'ItemsNotRead', thread, cause });
    }
  };

  const write = async (row: ExecutionRow, effect: Effect & { readonly type: 'WriteResults' }): Promise<void> => {
    const { thread, target } = effect;
    try {
      await writeResults(kernel, store, row, target);
      if (!isStopped()) await receive(row.executionArn, { type: 'ResultsWritten', thread });
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      if (!isStopped()) await receive(row.executionArn, { type: 'ResultsNotWritten', thread, cause });
    }
  };

  return { perform };
};
