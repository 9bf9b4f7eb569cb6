import type { Execution } from './execution.ts';
import type { Effect } from './signal.ts';

/**
 * What a running execution still waits for that no journaled row will bring: asked again after a restart. A task that
 * was in flight is invoked once more with the same parameters and token, so a task runs at least once, as on AWS when its
 * answer is lost; one that was submitted (callback, nested execution) is left alone. Timers are alarms and ring anyway.
 */
export const pendingEffects = (execution: Execution): readonly Effect[] =>
  [...execution.threads.values()].flatMap(({ id: thread, phase }): readonly Effect[] => {
    if (phase.kind === 'task' && !phase.submitted)
      return [{ type: 'InvokeTask', thread, scheduled: phase.scheduled, request: phase.request }];
    if (phase.kind === 'mapRun' && phase.run.items === undefined && phase.run.reader !== undefined)
      return [{ type: 'ReadItems', thread, reader: phase.run.reader }];
    return [];
  });
