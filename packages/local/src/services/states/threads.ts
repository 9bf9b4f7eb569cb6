import type { Thread } from './execution.ts';
import { countsOf } from './map-run-store.ts';
import { releaseTask } from './states/task.ts';
import type { Work } from './work.ts';

/** All flows of control below `parent`, the innermost last. */
const descendants = (work: Work, parent: string): readonly Thread[] =>
  [...work.thread(parent).children].flatMap((id) => [work.thread(id), ...descendants(work, id)]);

/** Takes back the timers, tokens and children that a flow of control waits for. */
const release = (work: Work, thread: Thread): void => {
  const { phase } = thread;
  releaseTask(work, thread);
  if (phase.kind === 'waiting') work.ask({ type: 'CancelTimer', timer: `${thread.id}|wait` });
  if (phase.kind === 'retrying') work.ask({ type: 'CancelTimer', timer: `${thread.id}|retry` });
  if (phase.kind !== 'mapRun') return;
  work.ask({ type: 'CloseMapRun', mapRunArn: phase.run.arn, status: 'ABORTED', counts: countsOf(phase.run) });
  const executionArns = [...phase.run.children.values()].map(({ executionArn }) => executionArn);
  if (executionArns.length > 0) work.ask({ type: 'StopChildren', executionArns });
};

/** Ends all flows of control below `parent`: their state has failed, or one of them has. */
export const abortBelow = (work: Work, parent: string, previous: number): void => {
  const below = descendants(work, parent);
  if (below.length === 0) return;
  for (const thread of below) release(work, thread);
  work.note(parent, { type: 'ThreadsAborted', threads: below.map(({ id }) => id), previous });
};

/** Ends everything: the execution is over. */
export const releaseAll = (work: Work): void => {
  for (const thread of work.execution.threads.values()) release(work, thread);
};
