import { isJsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ExecutionRow, ExecutionStore, Waiter } from './execution-store.ts';
import { readItems } from './item-reader.ts';
import { resultFor } from './nested.ts';
import type { Effect, Signal } from './signal.ts';
import { taskRunner } from './task-runner.ts';

/** The owner of all alarms of executions; an alarm's key is `<execution ARN>#<timer>`. */
export const ALARMS = 'states';

/** What performing an effect needs from the engine. */
export interface Hooks {
  receive(executionArn: string, signal: Signal): void | Promise<void>;
  startChild(row: ExecutionRow, effect: Effect & { readonly type: 'StartChild' }): void;
  isStopped(): boolean;
}

export interface EffectPerformer {
  perform(row: ExecutionRow, effect: Effect): void;
}

export const effectPerformer = (kernel: Kernel, store: ExecutionStore, hooks: Hooks): EffectPerformer => {
  const { receive, startChild, isStopped } = hooks;
  const runner = taskRunner(kernel);

  /** Rows are written at once, in the transaction of their events; what leaves the cloud's memory leaves after it. */
  const perform = (row: ExecutionRow, effect: Effect): void => {
    const { executionArn } = row;
    switch (effect.type) {
      case 'SetTimer':
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
      case 'StopChildren':
        kernel.journal.afterCommit(() => {
          for (const arn of effect.executionArns) void receive(arn, { type: 'Stop' });
        });
        break;
      case 'InvokeTask':
        kernel.journal.afterCommit(() => void invoke(row, effect));
        break;
      case 'ReadItems':
        kernel.journal.afterCommit(() => void read(row, effect));
        break;
    }
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
    const nested = isJsonObject(result.output) ? result.output.ExecutionArn : undefined;
    if (pattern.startsWith('sync') && typeof nested === 'string')
      await waitFor(nested, { kind: 'task', executionArn: row.executionArn, ...at, parsed: pattern === 'sync:2' });
  };

  /** The task of `waiter` ends when this execution does; it may have ended already. */
  const waitFor = async (executionArn: string, waiter: Waiter): Promise<void> => {
    const row = store.row(executionArn);
    if (row === undefined) return;
    store.put({ ...row, waiter });
    if (row.status !== 'RUNNING') await receive(waiter.executionArn, resultFor(row, waiter));
  };

  const read = async (
    row: ExecutionRow,
    { thread, reader }: Effect & { readonly type: 'ReadItems' },
  ): Promise<void> => {
    const signal = await readItems(kernel, reader, row.roleArn).then(
      (items): Signal => ({ type: 'ItemsRead', thread, items }),
      (error: unknown): Signal => ({
        type: 'ItemsNotRead',
        thread,
        cause: error instanceof Error ? error.message : String(error),
      }),
    );
    if (!isStopped()) await receive(row.executionArn, signal);
  };

  return { perform };
};
