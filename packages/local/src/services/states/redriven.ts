import type { Execution, Thread } from './execution.ts';
import type { MapRun } from './map-run-progress.ts';

const copyOfRun = (run: MapRun): MapRun => ({
  ...run,
  children: new Map(run.children),
  failed: new Map(run.failed),
  outputs: [...run.outputs],
  itemTally: { ...run.itemTally },
  childTally: { ...run.childTally },
});

const copyOfPhase = (phase: Thread['phase']): Thread['phase'] => {
  switch (phase.kind) {
    case 'parallel':
    case 'map':
      return { ...phase, outputs: [...phase.outputs] };
    case 'mapRun':
      return { kind: 'mapRun', run: copyOfRun(phase.run) };
    default:
      return { ...phase };
  }
};

/** The flows of control as they are now: what a redrive goes on from, when the execution fails in what follows. */
export const copyOfThreads = (threads: ReadonlyMap<string, Thread>): Map<string, Thread> =>
  new Map(
    [...threads].map(([id, thread]) => [
      id,
      {
        ...thread,
        retries: { ...thread.retries },
        children: new Set(thread.children),
        phase: copyOfPhase(thread.phase),
      },
    ]),
  );

/** Children that failed, or were stopped with the run, run again. */
const redriveRun = (run: MapRun): void => {
  for (const [index, child] of run.failed) run.children.set(index, child);
  run.failed.clear();
  run.childTally.failed = 0;
  run.itemTally.failed = 0;
};

/**
 * A redriven execution goes on where it was when it failed: states that had ended stay so, those that were under way are
 * done again ("Redriving executions in Step Functions").
 */
export const redriveThreads = (execution: Execution): void => {
  const { threads, ready, mapRuns, resumable } = execution;
  threads.clear();
  for (const [id, thread] of resumable ?? []) {
    threads.set(id, thread);
    thread.retries = {};
    if (thread.phase.kind === 'parallel' || thread.phase.kind === 'map') continue;
    if (thread.phase.kind === 'mapRun') {
      redriveRun(thread.phase.run);
      mapRuns.add(id);
      continue;
    }
    thread.again = thread.state !== undefined && !thread.exited;
    thread.phase = { kind: 'ready' };
    ready.pushBack(id);
  }
  execution.resumable = undefined;
};
